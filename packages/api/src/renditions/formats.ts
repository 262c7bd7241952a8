// Which media types are drawn, and what the library that decodes pictures calls them. Everything else has an icon.

export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'heif' | 'gif' | 'svg'
export type Format = PictureFormat | 'pdf'

const formats = new Map<string, Format>([
  ['image/jpeg', 'jpeg'],
  ['image/png', 'png'],
  ['image/apng', 'png'],
  ['image/webp', 'webp'],
  ['image/avif', 'heif'],
  ['image/gif', 'gif'],
  ['image/svg+xml', 'svg'],
  ['application/pdf', 'pdf'],
])

/** The format of a media type, or null when files of it are not opened. */
export const formatOf = (mediaType: string): Format | null => formats.get(mediaType) ?? null
