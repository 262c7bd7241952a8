// Which pictures of a file can be downloaded beside the file itself, and how large they are.
import type { Asset } from './asset.ts'

/** In pixels, as the server makes them. */
const longestEdge = { large: 1600, small: 400 } as const

export interface Rendition {
  size: keyof typeof longestEdge
  /** "1600 × 1067" */
  pixels: string
}
type Pictured = Pick<Asset, 'preview' | 'mediaType' | 'width' | 'height'>

/** None where there is no picture; of a small picture no large one, as it would be the same. */
export function renditionsOf({ preview, mediaType, width, height }: Pictured): Rendition[] {
  if (preview !== 'picture') return []
  // A document's page fills them.
  if (width === null || height === null)
    return (['large', 'small'] as const).map((size) => ({ size, pixels: `at most ${longestEdge[size]}` }))
  const isDrawing = mediaType === 'image/svg+xml'
  const large = fitted([width, height], longestEdge.large, isDrawing)
  const small = fitted(large, longestEdge.small)
  const inWords = (size: readonly number[]) => size.join(' × ')
  return [
    ...(inWords(large) === inWords(small) ? [] : [{ size: 'large' as const, pixels: inWords(large) }]),
    { size: 'small', pixels: inWords(small) },
  ]
}

/** Only a drawing is made larger than it is. */
function fitted([width, height]: readonly [number, number], edge: number, grows = false): [number, number] {
  const scale = edge / Math.max(width, height)
  if (scale > 1 && !grows) return [width, height]
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))]
}
