// How large the pictures are that can be downloaded of a file.
import { expect, it } from 'vitest'
import { renditionsOf } from './renditions.ts'

const photo = (width: number, height: number) =>
  renditionsOf({ preview: 'picture', mediaType: 'image/jpeg', width, height }).map(
    ({ size, pixels }) => `${size} ${pixels}`,
  )

it('a photograph’s pictures fit their edge, upright or not', () => {
  expect(photo(6000, 4000)).toEqual(['large 1600 × 1067', 'small 400 × 267'])
  expect(photo(4000, 6000)).toEqual(['large 1067 × 1600', 'small 267 × 400'])
})
it('no picture is made larger than it is, and none is offered twice', () => {
  expect(photo(960, 640)).toEqual(['large 960 × 640', 'small 400 × 267'])
  expect(photo(320, 200)).toEqual(['small 320 × 200'])
})
it('a line is still one pixel high', () => {
  expect(photo(9000, 1)).toEqual(['large 1600 × 1', 'small 400 × 1'])
})
it('a drawing fills its edge; of a document nobody knows more than that', () => {
  const of = { preview: 'picture', mediaType: 'image/svg+xml', width: 64, height: 32 } as const
  expect(renditionsOf(of).map(({ pixels }) => pixels)).toEqual(['1600 × 800', '400 × 200'])
  expect(renditionsOf({ ...of, width: null, height: null }).map(({ pixels }) => pixels)).toEqual([
    'at most 1600',
    'at most 400',
  ])
})
it('what has no picture, or none yet, has nothing to choose from', () => {
  for (const preview of ['none', 'waiting'] as const)
    expect(renditionsOf({ preview, mediaType: 'image/jpeg', width: 6000, height: 4000 })).toEqual([])
})
