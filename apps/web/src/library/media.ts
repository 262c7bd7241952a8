// What is in a file, by its media type: in words, and what of it a browser can show.

export type Media =
  | 'picture'
  | 'video'
  | 'audio'
  | 'pdf'
  | 'sheet'
  | 'slides'
  | 'document'
  | 'archive'
  | 'text'
  | 'other'

const endings: readonly [RegExp, Media][] = [
  [/^image\//, 'picture'],
  [/^video\//, 'video'],
  [/^audio\//, 'audio'],
  [/^application\/pdf$/, 'pdf'],
  [/spreadsheet|ms-excel|\/csv$/, 'sheet'],
  [/presentation|ms-powerpoint/, 'slides'],
  [/wordprocessing|msword|opendocument\.text|\/rtf$/, 'document'],
  [/zip|gzip|x-tar|x-7z|x-rar|rar-compressed|x-bzip2|x-xz/, 'archive'],
  [/^text\/|\/json$|\/xml$/, 'text'],
]
export const mediaOf = (mediaType: string | null): Media =>
  endings.find(([pattern]) => pattern.test(mediaType ?? ''))?.[1] ?? 'other'

const nouns: Record<Media, string> = {
  picture: 'picture',
  video: 'video',
  audio: 'audio',
  pdf: 'PDF document',
  sheet: 'Spreadsheet',
  slides: 'Presentation',
  document: 'Document',
  archive: 'Archive',
  text: 'Text',
  other: 'File',
}
/** Names of formats that are not the end of their media type in capitals. */
const formats: Record<string, string> = {
  'svg+xml': 'SVG',
  'x-icon': 'ICO',
  quicktime: 'QuickTime',
  webm: 'WebM',
  webp: 'WebP',
  'x-matroska': 'Matroska',
  'x-msvideo': 'AVI',
  mpeg: 'MPEG',
  'x-wav': 'WAV',
  vorbis: 'Ogg',
  ogg: 'Ogg',
  'vnd.adobe.photoshop': 'Photoshop',
}
/** "JPEG picture", "PDF document", "Folder" */
export function mediaInWords({ kind, mediaType }: { kind: 'file' | 'folder'; mediaType: string | null }): string {
  if (kind === 'folder') return 'Folder'
  const media = mediaOf(mediaType)
  if (media !== 'picture' && media !== 'video' && media !== 'audio') return nouns[media]
  const format = mediaType?.split('/')[1] ?? ''
  return `${formats[format] ?? format.replace(/^x-/, '').toUpperCase()} ${nouns[media]}`
}
