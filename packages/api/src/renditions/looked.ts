// What looking at a file's bytes finds: its size as it is seen, where and when it was taken, its pages, its small pictures.
// Null is what the bytes do not say, or could not be made to say within the limits.

export const renditionSizes = ['small', 'large'] as const
/** `small` fits 400 × 400 pixels (a tile of a grid, on a dense screen), `large` 1600 × 1600 (a preview). */
export type RenditionSize = (typeof renditionSizes)[number]

export const longestEdge: Readonly<Record<RenditionSize, number>> = { small: 400, large: 1600 } // pixels

/** The name of a rendition's file. */
export const renditionFile = (size: RenditionSize): `${RenditionSize}.webp` => `${size}.webp`

export interface Looked {
  /** In pixels, turned the way the picture is seen; null for what has none, such as a PDF. */
  readonly width: number | null
  readonly height: number | null
  /** Maker and model. */
  readonly camera: string | null
  /** `2026-05-03T14:02:11`: the camera's own clock, which does not say where it was. */
  readonly takenAt: string | null
  /** Of a document. */
  readonly pages: number | null
  readonly renditions: readonly RenditionSize[]
}

export const nothingSeen: Looked = {
  width: null,
  height: null,
  camera: null,
  takenAt: null,
  pages: null,
  renditions: [],
}
