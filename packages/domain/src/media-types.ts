// The families of files that people look for, by their media types: one table for the search, its filters and icons.

interface Family {
  /** As a filter: "Pictures". */
  title: string
  /** Media types; one that ends in `*` stands for all that begin so. */
  types: readonly string[]
}

/** A folder, and whatever is in none of the families, are the two that no media type names. */
export const mediaFamilies = {
  folder: { title: 'Folders', types: [] },
  picture: { title: 'Pictures', types: ['image/*'] },
  video: { title: 'Videos', types: ['video/*'] },
  audio: { title: 'Audio', types: ['audio/*'] },
  document: {
    title: 'Documents',
    types: [
      'text/*',
      'application/pdf',
      'application/rtf',
      'application/postscript',
      'application/epub+zip',
      'application/msword',
      'application/x-cfb',
      'application/vnd.apple.*',
      'application/vnd.ms-*',
      'application/vnd.oasis.opendocument.*',
      'application/vnd.openxmlformats-officedocument.*',
    ],
  },
  other: { title: 'Other files', types: [] },
} as const satisfies Record<string, Family>
export type MediaFamily = keyof typeof mediaFamilies
export const mediaFamilyNames = Object.keys(mediaFamilies) as MediaFamily[]

const isOf = (mediaType: string, type: string): boolean =>
  type.endsWith('*') ? mediaType.startsWith(type.slice(0, -1)) : mediaType === type

/** The family of a thing: a folder has no media type. */
export const familyOf = (mediaType: string | null): MediaFamily =>
  mediaType === null
    ? 'folder'
    : (mediaFamilyNames.find((name) => mediaFamilies[name].types.some((type) => isOf(mediaType, type))) ?? 'other')
