// Where the bytes and pictures of a file are. The version stands in each address: another version is another address.

interface VersionOfFile {
  id: string
  versionId: string | null
}
const address = (account: string, { id, versionId }: VersionOfFile, what: string, more: Record<string, string>) =>
  `/api/${account}/files/${id}/${what}?${new URLSearchParams({ ...more, ...(versionId && { versionId }) }).toString()}`

/** Its picture: `small` at most 400 pixels, `large` at most 1600. */
export const pictureAt = (account: string, file: VersionOfFile, size: 'small' | 'large'): string =>
  address(account, file, 'thumbnail', { size })
/** The same, to be saved. */
export const savedPictureAt = (account: string, file: VersionOfFile, size: 'small' | 'large'): string =>
  address(account, file, 'thumbnail', { size, how: 'save' })
/** Its bytes as they were uploaded: to `save`, or to `show` where a browser can. */
export const originalAt = (account: string, file: VersionOfFile, how: 'save' | 'show'): string =>
  address(account, file, 'original', { how })
/** A zip that was asked for. */
export const zipAt = (account: string, id: string): string => `/api/${account}/zips/${id}`
