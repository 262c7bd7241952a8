// A picture's size, camera and date from its header, and its renditions: first frame, turned as it is seen, in sRGB,
// without metadata, never enlarged unless it is a drawing. Only the decoders named here exist for the library.
import { readFile, stat } from 'node:fs/promises'
import sharp from 'sharp'
import type { Say } from './answer-questions.ts'
import { readExif } from './exif.ts'
import type { PictureFormat } from './formats.ts'
import { longestEdge, type RenditionSize } from './looked.ts'

const mostPixels = 268_000_000
const largestDrawing = 4 * 1024 * 1024 // bytes

// An SVG only from memory: without an address of its own it can name no file beside it.
const decoders = ['JpegFile', 'PngFile', 'WebpFile', 'HeifFile', 'NsgifFile', 'SvgBuffer']
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: decoders.map((name) => `VipsForeignLoad${name}`) })
sharp.cache(false)
sharp.concurrency(1)

/** Looks at the picture at `path`, whose bytes say that they are of this format. Throws when they are not. */
export async function lookAtPicture(path: string, format: PictureFormat, say: Say): Promise<void> {
  const isDrawing = format === 'svg'
  if (isDrawing && (await stat(path)).size > largestDrawing) return
  const input = isDrawing ? await readFile(path) : path

  const header = await sharp(input, { limitInputPixels: false }).metadata()
  if (header.format !== format) return
  const { width, height } = header.autoOrient
  await say({ is: 'known', what: { width, height } })
  if (header.exif) await say({ is: 'known', what: await readExif(header.exif) })
  if (width * height > mostPixels) return

  const pixels = await sharp(input, { limitInputPixels: mostPixels, failOn: 'error' })
    .autoOrient()
    .resize({
      width: longestEdge.large,
      height: longestEdge.large,
      fit: 'inside',
      withoutEnlargement: !isDrawing,
    })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  await sayRenditions(pixels.data, pixels.info, say)
}

/** Says the renditions of a picture that is no larger than the large one; `raw`: bytes of sRGB, row by row. */
export async function sayRenditions(
  bytes: Uint8Array,
  raw: { width: number; height: number; channels: 1 | 2 | 3 | 4 },
  say: Say,
): Promise<void> {
  const { width, height, channels } = raw
  const webp = (size: RenditionSize) =>
    sharp(bytes, { raw: { width, height, channels } })
      .resize({ width: longestEdge[size], height: longestEdge[size], fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer()
  // The small one first: the grid waits for it.
  for (const size of ['small', 'large'] as const) await say({ is: 'rendition', size, webp: await webp(size) })
}
