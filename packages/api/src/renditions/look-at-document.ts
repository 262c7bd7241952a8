// The number of pages of a PDF, and its first page as a picture. What a document brings along to be run is not run, and
// nothing it names outside of itself is fetched: the library is given bytes, never an address.
import { readFile, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Say } from './answer-questions.ts'
import { sayRenditions } from './look-at-picture.ts'
import { longestEdge } from './looked.ts'

const largestDocument = 200 * 1024 * 1024 // bytes: it is held in memory
const largestPicture = 64_000_000 // pixels of a picture within it

const library = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
const part = (name: string): string => join(library, name, '/')

/** Looks at the PDF at `path`. Throws when it cannot be read, a password included. */
export async function lookAtDocument(path: string, say: Say): Promise<void> {
  if ((await stat(path)).size > largestDocument) return
  const loading = getDocument({
    data: new Uint8Array(await readFile(path)),
    verbosity: VerbosityLevel.ERRORS,
    enableXfa: false,
    useSystemFonts: false,
    maxImageSize: largestPicture,
    cMapUrl: part('cmaps'),
    iccUrl: part('iccs'),
    standardFontDataUrl: part('standard_fonts'),
    wasmUrl: part('wasm'),
  })
  try {
    const document = await loading.promise
    if (document.numPages === 0) return
    await say({ is: 'known', what: { pages: document.numPages } })
    const page = await document.getPage(1)
    const size = page.getViewport({ scale: 1 })
    const viewport = page.getViewport({ scale: longestEdge.large / Math.max(size.width, size.height) })
    const [width, height] = [Math.max(1, Math.floor(viewport.width)), Math.max(1, Math.floor(viewport.height))]
    const context = createCanvas(width, height).getContext('2d')
    await page.render({ canvas: null, canvasContext: context, viewport, background: 'white' }).promise
    const { data } = context.getImageData(0, 0, width, height)
    await sayRenditions(new Uint8Array(data.buffer), { width, height, channels: 4 }, say)
  } finally {
    await loading.destroy()
  }
}
