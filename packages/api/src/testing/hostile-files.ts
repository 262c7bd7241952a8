// Files that nobody should have to open: empty, cut, mislabelled, two things at once, bombs of every format, and what
// reaches for other files. The same bytes each time. `node packages/api/src/testing/hostile-files.ts FOLDER` writes them.
import { createCipheriv } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { hostileDocuments } from './hostile-documents.ts'
import { hostileDrawings } from './hostile-drawings.ts'
import { deflatedZeros, exif, gifOfZeros, jpegWithExif, pngChunk, pngOfZeros, type ExifEntry } from './hostile-parts.ts'
import { pages } from './pdf.ts'

/** What a file is by its bytes, and the bytes. */
export type HostileFile = readonly [mediaType: string, bytes: Uint8Array | string]

const unknown = 'application/octet-stream'
const html = '<!DOCTYPE html><html><script>alert(document.domain)</script></html>'

/** Writes the files into a folder, which is made; gives what each is by its bytes, by name. */
export async function writeHostileFiles(folder: string): Promise<Map<string, string>> {
  await mkdir(folder, { recursive: true })
  const files = await hostileFiles()
  for (const [name, [, bytes]] of files) await writeFile(join(folder, name), bytes)
  return new Map([...files].map(([name, [mediaType]]) => [name, mediaType]))
}

async function hostileFiles(): Promise<Map<string, HostileFile>> {
  const picture = sharp({
    create: {
      width: 640,
      height: 480,
      channels: 3,
      background: '#c04020',
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  })
  const [flat, jpeg, progressive, png, webp, avif, gif] = await Promise.all([
    sharp(pngOfZeros({ width: 64, height: 64 }))
      .jpeg({ progressive: true })
      .toBuffer(),
    picture.clone().jpeg().toBuffer(),
    picture.clone().jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
    picture.clone().png().toBuffer(),
    picture.clone().webp().toBuffer(),
    picture.clone().avif({ effort: 0 }).toBuffer(),
    picture.clone().gif().toBuffer(),
  ])
  const pdf = pages(2, [200, 200], '1 0 0 rg 0 0 100 100 re f')
  const real = {
    jpg: ['image/jpeg', jpeg],
    png: ['image/png', png],
    webp: ['image/webp', webp],
    avif: ['image/avif', avif],
    gif: ['image/gif', gif],
    pdf: ['application/pdf', pdf],
  } as const satisfies Record<string, HostileFile>
  const files = new Map<string, HostileFile>()
  const add = (more: Record<string, HostileFile>) => {
    for (const [name, file] of Object.entries(more)) files.set(name, file)
  }

  for (const name of ['empty', 'empty.png', 'empty.pdf', 'empty.svg', 'empty.json.jpg']) add({ [name]: [unknown, ''] })
  add({ 'empty.txt': ['text/plain', ''] })

  // Named as something else.
  for (const [is, file] of Object.entries(real))
    for (const name of ['png', 'pdf', 'svg', 'html']) if (name !== is) add({ [`${is}-named.${name}`]: file })
  add({
    'page.html': ['text/html', html],
    'html-named.jpg': [unknown, html],
    'html-named.svg': [unknown, html],
    'html-with-svg.html': ['text/html', `${html}<svg xmlns="http://www.w3.org/2000/svg"></svg>`],
    'svg-named.png': ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    'script-named.png': [unknown, '#!/bin/sh\nrm -rf /\n'],
  })

  // Two things at once.
  const zip = Buffer.from('504b0506000000000000000000000000000000000000', 'hex') // one without anything in it
  add({
    'png-html.html': [
      'image/png',
      Buffer.concat([
        png.subarray(0, 33),
        pngChunk('tEXt', Buffer.from(`Comment\0${html}`)),
        png.subarray(33),
        Buffer.from(html),
      ]),
    ],
    'gif-js.js': ['image/gif', `GIF89a/*${'\0'.repeat(20)}*/=1;alert(document.domain)`],
    'gif-js-in-letters.js': ['image/gif', 'GIF89a=1;alert(document.domain)//'],
    'jpeg-zip.zip': ['image/jpeg', Buffer.concat([jpeg, zip])],
    'jpeg-html.html': ['image/jpeg', Buffer.concat([jpeg.subarray(0, 2), comment(html), jpeg.subarray(2)])],
    'pdf-html.html': [
      'application/pdf',
      Buffer.concat([pdf.subarray(0, 9), Buffer.from(`% ${html}\n`), pdf.subarray(9)]),
    ],
    'svg-html.html': [
      'image/svg+xml',
      `<svg xmlns="http://www.w3.org/2000/svg"><foreignObject>${html.slice(15)}</foreignObject></svg>`,
    ],
  })

  // Bombs, and headers that lie.
  const most = 16_370 // squared, the largest picture that is decoded
  add({
    'interlaced-bomb.png': [
      'image/png',
      pngOfZeros({ width: most, height: most, bits: 16, colour: 6, interlaced: true }),
    ],
    'colour-bomb.png': ['image/png', pngOfZeros({ width: most, height: most, bits: 16, colour: 6 })],
    'bits-bomb.png': ['image/png', pngOfZeros({ width: most, height: most, bits: 1, colour: 0, interlaced: true })],
    'too-large.png': ['image/png', pngOfZeros({ width: 50_000, height: 50_000, bits: 1, colour: 0 })],
    'line.png': ['image/png', pngOfZeros({ width: 200_000_000, height: 1, bits: 1, colour: 0 })],
    'column.png': ['image/png', pngOfZeros({ width: 1, height: 200_000_000, bits: 1, colour: 0, pixels: 9 })],
    'says-less.png': ['image/png', pngOfZeros({ width: 10, height: 10, pixels: 2 ** 30 })],
    'says-more.png': ['image/png', pngOfZeros({ width: most, height: most, colour: 6, interlaced: true, pixels: 100 })],
    'says-most.png': ['image/png', pngOfZeros({ width: 2 ** 31 - 1, height: 2 ** 31 - 1, pixels: 100 })],
    'no-size.png': ['image/png', pngOfZeros({ width: 0, height: 0, pixels: 100 })],
    'text-bomb.png': [
      'image/png',
      pngOfZeros({ width: 9, height: 9, chunks: Array.from({ length: 50 }, (_, n) => packedText(n)) }),
    ],
    'profile-bomb.png': [
      'image/png',
      pngOfZeros({
        width: 9,
        height: 9,
        chunks: [pngChunk('iCCP', Buffer.concat([Buffer.from('a\0\0'), deflatedZeros(2 ** 30)]))],
      }),
    ],
    'bomb.gif': ['image/gif', gifOfZeros([most, most], [most, most])],
    'too-large.gif': ['image/gif', gifOfZeros([65_535, 65_535], [1, 1])],
    'frame-outside.gif': ['image/gif', gifOfZeros([10, 10], [65_535, 4_000])],
    'many-frames.gif': ['image/gif', gifOfZeros([4_000, 4_000], [1, 1], 200_000)],
    'says-most.jpg': ['image/jpeg', jpegOfSize(jpeg, 65_500, 65_500)],
    'says-more.jpg': ['image/jpeg', jpegOfSize(jpeg, most, most)],
    'progressive-bomb.jpg': ['image/jpeg', jpegOfSize(progressive, most, most)],
    'many-scans.jpg': ['image/jpeg', manyScans(jpegOfSize(flat, 4_000, 4_000), 3_000)],
    'says-most.webp': ['image/webp', webpOfSize(webp, 16_383, 16_383)],
    'says-most.avif': ['image/avif', avifOfSize(avif, 2 ** 31 - 1, 2 ** 31 - 1)],
    'says-more.avif': ['image/avif', avifOfSize(avif, most, most)],
  })

  // Blocks of EXIF.
  const pointer = 0x87_69 // to the directory of the camera's settings
  const exifs: Record<string, Buffer> = {
    'next-is-itself': exif([[0x01_0f, 2, 4, 0x61_61_61]], 8),
    'points-at-itself': exif([[pointer, 4, 1, 8]]),
    'many-entries': exif(Array.from({ length: 5_000 }, (_, n): ExifEntry => [n, 4, 1, 8])),
    'endless-text': exif([[0x01_0f, 2, 0xff_ff_ff_ff, 8], [0x01_10, 2, 0x7f_ff_ff_ff, 0xff_ff_ff_f0]]), // prettier-ignore
    'all-long': exif(
      Array.from({ length: 2_000 }, (): ExifEntry => [0x01_10, 2, 60_000, 8]),
      0,
      Buffer.alloc(40_000, 'R'),
    ),
    controls: exif([[0x01_10, 2, 40, 26]], 0, Buffer.from(`EOS\u0000\u001b[31m\u202e\ud800${'R'.repeat(30)}`, 'utf8')),
  }
  for (const [name, block] of Object.entries(exifs)) {
    add({ [`exif-${name}.jpg`]: ['image/jpeg', jpegWithExif(jpeg, block)] })
    add({ [`exif-${name}.png`]: ['image/png', pngOfZeros({ width: 9, height: 9, chunks: [pngChunk('eXIf', block)] })] })
  }
  add({
    'exif-huge.png': [
      'image/png',
      pngOfZeros({ width: 9, height: 9, chunks: [pngChunk('eXIf', exif([], 0, Buffer.alloc(40_000_000)))] }),
    ],
  })

  // Cut off.
  for (const [extension, [mediaType, bytes]] of Object.entries({
    ...real,
    progressive: ['image/jpeg', progressive] as const,
  })) {
    for (const part of [0.02, 0.25, 0.5, 0.9])
      add({ [`cut-at-${part * 100}.${extension}`]: [mediaType, bytes.subarray(0, Math.ceil(bytes.length * part))] })
    add({ [`cut-at-the-end.${extension}`]: [mediaType, bytes.subarray(0, -1)] })
  }

  // Noise, alone and after the first bytes of something.
  for (const extension of [
    'jpg',
    'png',
    'webp',
    'avif',
    'gif',
    'svg',
    'pdf',
    'heic',
    'tif',
    'psd',
    'mp4',
    'mov',
    'mp3',
    'zip',
    'html',
    'csv',
    'json',
    'md',
    'txt',
    'docx',
    'exe',
    'js',
  ])
    add({ [`noise.${extension}`]: [unknown, noise(30_000, extension)] })
  for (const [extension, [mediaType, bytes]] of Object.entries(real))
    for (const length of [40, 64, 512])
      add({
        [`noise-after-${length}.${extension}`]: [
          mediaType,
          Buffer.concat([bytes.subarray(0, length), noise(200_000, `${extension} ${length}`)]),
        ],
      })

  add({ 'deep.xml': ['application/xml', `<?xml version="1.0"?>${'<a>'.repeat(500_000)}`] })
  add({
    'doctype.svg': [unknown, `<!DOCTYPE ${' '.repeat(200_000)}`],
    'comments.svg': [unknown, '<!--'.repeat(50_000)],
  })
  add(hostileDrawings(pngOfZeros({ width: most, height: most, bits: 1, colour: 0, interlaced: true })))
  add(hostileDocuments())
  return files
}

/** Bytes that look like chance, the same for the same name. */
const noise = (length: number, name: string): Buffer =>
  createCipheriv('aes-128-ctr', Buffer.alloc(16, `${name} `), Buffer.alloc(16)).update(Buffer.alloc(length))

const comment = (text: string): Buffer => {
  const bytes = Buffer.from(`\xff\xfe\0\0${text}`, 'latin1')
  bytes.writeUInt16BE(bytes.length - 2, 2)
  return bytes
}

const packedText = (n: number): Buffer =>
  pngChunk('zTXt', Buffer.concat([Buffer.from(`a${n}\0\0`), deflatedZeros(2 ** 28)]))

/** The JPEG with another size in its header than its pixels have. */
function jpegOfSize(jpeg: Buffer, width: number, height: number): Buffer {
  const bytes = Buffer.from(jpeg)
  const at = Math.max(bytes.indexOf(Buffer.from('ffc0', 'hex')), bytes.indexOf(Buffer.from('ffc2', 'hex')))
  bytes.writeUInt16BE(height, at + 5)
  bytes.writeUInt16BE(width, at + 7)
  return bytes
}

/** The progressive JPEG with its last scan so many times. */
function manyScans(jpeg: Buffer, times: number): Buffer {
  const last = jpeg.subarray(jpeg.lastIndexOf(Buffer.from('ffda', 'hex')), -2)
  return Buffer.concat([jpeg.subarray(0, -2), ...Array.from({ length: times }, () => last), jpeg.subarray(-2)])
}

function webpOfSize(webp: Buffer, width: number, height: number): Buffer {
  const bytes = Buffer.from(webp)
  bytes.writeUInt16LE(width, 26)
  bytes.writeUInt16LE(height, 28)
  return bytes
}

function avifOfSize(avif: Buffer, width: number, height: number): Buffer {
  const bytes = Buffer.from(avif)
  const at = bytes.indexOf('ispe')
  bytes.writeUInt32BE(width, at + 8)
  bytes.writeUInt32BE(height, at + 12)
  return bytes
}

const folder = process.argv[2]
if (import.meta.main && folder !== undefined) {
  const files = await writeHostileFiles(folder)
  console.log(`${files.size} files in ${folder}`)
}
