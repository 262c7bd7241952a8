// Which family a media type belongs to.
import { expect, it } from 'vitest'
import { familyOf, mediaFamilies, mediaFamilyNames } from './media-types.ts'

it.each([
  [null, 'folder'],
  ['image/jpeg', 'picture'],
  ['image/svg+xml', 'picture'],
  ['video/mp4', 'video'],
  ['audio/mpeg', 'audio'],
  ['application/pdf', 'document'],
  ['text/csv', 'document'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'document'],
  ['application/vnd.ms-excel', 'document'],
  ['application/zip', 'other'],
  ['application/octet-stream', 'other'],
  ['application/pdfx', 'other'],
  ['imagery/x', 'other'],
] as const)('%s is %s', (mediaType, family) => expect(familyOf(mediaType)).toBe(family))

it('each has a title of its own, and no media type is in two', () => {
  expect(new Set(mediaFamilyNames.map((name) => mediaFamilies[name].title)).size).toBe(mediaFamilyNames.length)
  const all = mediaFamilyNames.flatMap((name) => [...mediaFamilies[name].types])
  const beginnings = all.map((type) => type.replace('*', ''))
  for (const [n, type] of beginnings.entries())
    expect(beginnings.filter((other, m) => m !== n && other.startsWith(type))).toEqual([])
})
