// What is in a file, in words.
import { expect, it } from 'vitest'
import { mediaInWords, mediaOf } from './media.ts'

it.each([
  ['image/jpeg', 'JPEG picture'],
  ['image/svg+xml', 'SVG picture'],
  ['video/quicktime', 'QuickTime video'],
  ['video/x-flv', 'FLV video'],
  ['audio/mpeg', 'MPEG audio'],
  ['application/pdf', 'PDF document'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'Spreadsheet'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'Document'],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'Presentation'],
  ['application/zip', 'Archive'],
  ['text/plain', 'Text'],
  ['application/octet-stream', 'File'],
])('%s is a %s', (mediaType, words) => expect(mediaInWords({ kind: 'file', mediaType })).toBe(words))
it('a folder is a folder', () => expect(mediaInWords({ kind: 'folder', mediaType: null })).toBe('Folder'))
it('what has no type is some file', () => expect(mediaOf(null)).toBe('other'))
