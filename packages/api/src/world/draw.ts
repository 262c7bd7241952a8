// Draws the files of a world: landscapes, product shots, banners, logos and papers, the same ones for the same path each
// time. What is drawn is told by the name ("logo", "banner", "product") and by its ending.
import sharp from 'sharp'
import { createHash } from 'node:crypto'

export interface Drawing {
  width: number
  height: number
}
/** Which version of a file: each looks a little different. */
interface Wanted extends Drawing {
  path: string
  version: number
}

/** Numbers between 0 and 1, the same ones for the same text. */
function dice(text: string): () => number {
  let bytes = createHash('sha256').update(text).digest()
  let at = 0
  return () => {
    if (at + 4 > bytes.length) {
      bytes = createHash('sha256').update(bytes).digest()
      at = 0
    }
    at += 4
    return bytes.readUInt32LE(at - 4) / 2 ** 32
  }
}

const skies = [
  ['#f6c28b', '#e8755a', '#5c3a58'],
  ['#bfe3f2', '#7fb7d6', '#2f5d7c'],
  ['#fde8c9', '#f2a65a', '#8d5a4a'],
  ['#d7e8d4', '#8fb996', '#3d6b57'],
  ['#e9e3f5', '#a99bd1', '#4a3f6b'],
  ['#dfe6ea', '#9db2bf', '#27374d'],
] as const
const accents = ['#c8452f', '#e0a030', '#2d7f6f', '#2f5fa8', '#7a4f9a', '#d2691e'] as const
const pick = <const A extends readonly [unknown, ...unknown[]]>(from: A, by: number): A[number] =>
  from[Math.floor(by * from.length)] ?? from[0]

const svg = ({ width: w, height: h }: Drawing, inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}">${inside}</svg>`

function landscape({ width: w, height: h, path, version }: Wanted): string {
  const roll = dice(`${path} ${version}`)
  const [light, middle, dark] = pick(skies, dice(path)())
  const ridges = [0.45, 0.58, 0.72, 0.86].map((base, n) => {
    const points = Array.from({ length: 14 }, (_, i) => {
      const y = h * (base - roll() * (0.22 - n * 0.045))
      return `${((i / 13) * w).toFixed(0)},${y.toFixed(0)}`
    })
    return `<polygon points="0,${h} ${points.join(' ')} ${w},${h}" fill="${dark}" opacity="${0.28 + n * 0.22}"/>`
  })
  const x = w * (0.2 + roll() * 0.6)
  return svg(
    { width: w, height: h },
    `<defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${middle}"/><stop offset="1" stop-color="${light}"/></linearGradient></defs>
<rect width="${w}" height="${h}" fill="url(#s)"/><circle cx="${x.toFixed(0)}" cy="${(h * (0.22 + roll() * 0.15)).toFixed(0)}" r="${(h * 0.07).toFixed(0)}" fill="#fff" opacity="0.85"/>${ridges.join('')}`,
  )
}

/** Each on a square of a hundred by a hundred. */
const products = [
  `<path d="M50 18 92 82H8Z"/><path d="M50 18 66 82H34Z" fill="#0003"/>`,
  `<rect x="36" y="22" width="28" height="62" rx="9"/><rect x="42" y="12" width="16" height="12" rx="3" fill="#0004"/><rect x="36" y="46" width="28" height="12" fill="#fff5"/>`,
  `<rect x="26" y="26" width="48" height="58" rx="14"/><path d="M36 26c0-16 28-16 28 0" fill="none" stroke="#0005" stroke-width="5"/><rect x="34" y="54" width="32" height="22" rx="6" fill="#0003"/>`,
  `<path d="M34 16h24v40l24 10c6 3 8 8 8 16H34Z"/><path d="M30 82h62v6H30Z" fill="#0006"/>`,
  `<circle cx="50" cy="54" r="32"/><circle cx="50" cy="54" r="22" fill="#fff9"/><path d="m50 36 8 18-8 18-8-18Z" fill="#0006"/>`,
] as const

function product({ width: w, height: h, path, version }: Wanted): string {
  const roll = dice(path)
  const size = Math.min(w, h) * 0.62
  const shape = pick(products, roll())
  const [light] = pick(skies, roll())
  const turn = dice(`${path} ${version}`)() * 16 - 8
  return svg(
    { width: w, height: h },
    `<rect width="${w}" height="${h}" fill="${light}"/><ellipse cx="${w / 2}" cy="${h * 0.83}" rx="${size * 0.46}" ry="${size * 0.06}" fill="#0002"/>
<g fill="${pick(accents, roll())}" transform="translate(${(w - size) / 2} ${(h - size) / 2}) scale(${size / 100}) rotate(${turn.toFixed(1)} 50 50)">${shape}</g>`,
  )
}

function banner(wanted: Wanted): string {
  const { width: w, height: h, path } = wanted
  const color = pick(accents, dice(path)())
  const lines = [0.42, 0.3, 0.22].map(
    (share, n) =>
      `<rect x="${w * 0.06}" y="${h * (0.34 + n * 0.14)}" width="${w * share}" height="${h * 0.07}" rx="${h * 0.02}" fill="#fff" opacity="${0.95 - n * 0.2}"/>`,
  )
  return landscape(wanted).replace(
    '</svg>',
    `<rect width="${w * 0.54}" height="${h}" fill="${color}" opacity="0.88"/>${lines.join('')}</svg>`,
  )
}

function logo({ width: w, height: h, path, version }: Wanted): string {
  const color = pick(accents, dice(path)())
  const size = Math.min(w, h)
  return svg(
    { width: w, height: h },
    `<g transform="translate(${(w - size) / 2} ${(h - size) / 2}) scale(${size / 100})" fill="${color}"><path d="M50 ${10 + version * 2} 90 80H10Z"/><path d="m50 38 22 42H28Z" fill="#fff"/><rect x="20" y="86" width="60" height="6" rx="3"/></g>`,
  )
}

function pictureOf(wanted: Wanted): string {
  const name = wanted.path.toLowerCase()
  if (name.includes('logo')) return logo(wanted)
  if (name.includes('banner')) return banner(wanted)
  if (/product|pack shot|\/products\//.test(name)) return product(wanted)
  return landscape(wanted)
}

/** A paper of one page: a heading and lines of text, as small as a PDF can be. */
function paper({ path, version }: Wanted): Buffer {
  const title = (path.split('/').at(-1) ?? '').replace(/\.pdf$/i, '').replaceAll(/[^\x20-\x7e]|[()\\]/g, ' ')
  const roll = dice(`${path} ${version}`)
  const lines = Array.from(
    { length: 26 },
    (_, n) => `0.75 g 72 ${660 - n * 22} ${(300 + roll() * 150).toFixed(0)} 8 re f`,
  )
  const content = `BT /F1 24 Tf 72 720 Td (${title}) Tj ET\n${lines.join('\n')}`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let text = '%PDF-1.4\n'
  const at = objects.map((object, n) => {
    const offset = text.length
    text += `${n + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = at.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  return Buffer.from(
    `${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  )
}

/** What a camera would have written into it. */
function exifOf(path: string) {
  const roll = dice(`camera ${path}`)
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0')
  const day = `2026:${two(1 + roll() * 9)}:${two(1 + roll() * 28)} ${two(6 + roll() * 14)}:${two(roll() * 60)}:00`
  const [make, model] = pick(
    [
      ['Fujifilm', 'X-T5'],
      ['Sony', 'ILCE-7M4'],
      ['Canon', 'EOS R6'],
    ] as const,
    roll(),
  )
  return { IFD0: { Make: make, Model: model }, IFD2: { DateTimeOriginal: day } }
}

/** The bytes of a file of this path: a picture of this size, a paper, or a text. */
export async function draw(wanted: Wanted): Promise<Buffer> {
  const ending = /\.([a-z0-9]+)$/i.exec(wanted.path)?.[1]?.toLowerCase() ?? ''
  if (ending === 'pdf') return paper(wanted)
  if (ending === 'svg') return Buffer.from(pictureOf(wanted))
  if (['txt', 'md', 'csv'].includes(ending)) return Buffer.from(`${wanted.path}\nVersion ${wanted.version}\n`)
  const picture = sharp(Buffer.from(pictureOf(wanted)))
  if (ending === 'png') return picture.png({ compressionLevel: 3 }).toBuffer()
  if (ending === 'webp') return picture.webp().toBuffer()
  if (ending === 'gif') return picture.gif().toBuffer()
  if (ending === 'avif') return picture.avif({ effort: 1 }).toBuffer()
  const isPhoto = !/logo|banner|product/.test(wanted.path.toLowerCase())
  return (isPhoto ? picture.withExif(exifOf(wanted.path)) : picture).jpeg({ quality: 82 }).toBuffer()
}
