// An invoice on paper: one A4 page or more, in the type of the product, with what was frozen when it was issued. Text stays text.
// The type comes in pieces by script: each run of characters is set in the first piece that has them.
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import {
  dayInWords,
  invoiceNumber,
  moneyInWords,
  taxInWords,
  type BillingDetails,
  type InvoiceLine,
  type Seller,
} from '@usher/domain'

export interface InvoicePaper {
  number: number
  issuedAt: Date
  dueAt: Date
  paidAt: Date | null
  currency: string
  lines: readonly InvoiceLine[]
  net: number
  taxRate: number
  tax: number
  total: number
  billedTo: BillingDetails
  seller: Seller
}

const scripts = ['latin', 'latin-ext', 'greek', 'greek-ext', 'cyrillic', 'cyrillic-ext', 'vietnamese'] as const
const weights = { plain: 400, strong: 600 } as const
type Weight = keyof typeof weights
const require = createRequire(import.meta.url)
const fileOf = (script: string, weight: Weight) =>
  require.resolve(`@fontsource/inter/files/inter-${script}-${weights[weight]}-normal.woff`)

const [left, right, bottom] = [56, 539, 760] // points, on 595 × 842
const grey = '#5c646c'

/** A page, and how text is set on it. */
class Paper {
  readonly doc: PDFKit.PDFDocument
  private readonly fonts = new Map<string, { hasGlyphForCodePoint(code: number): boolean }>()

  /** The same invoice is the same bytes, whenever it is asked for. */
  constructor(title: string, issuedAt: Date) {
    const info = { Title: title, CreationDate: issuedAt }
    this.doc = new PDFDocument({ size: 'A4', margin: 0, compress: true, info })
  }

  private use(script: string, weight: Weight) {
    this.doc.font(fileOf(script, weight))
    const key = `${script} ${weight}`
    const known = this.fonts.get(key)
    if (known) return known
    // pdfkit keeps the font that it has open, and its types do not tell of it.
    const { font } = (this.doc as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })._font
    this.fonts.set(key, font)
    return font
  }
  /** The runs of a line, each with the piece of the type that has its characters; what none has is a question mark. */
  private runs(text: string, weight: Weight): { script: string; text: string }[] {
    const runs: { script: string; text: string }[] = []
    for (const sign of text) {
      const code = sign.codePointAt(0) ?? 0
      const last = runs.at(-1)
      const script =
        last && this.use(last.script, weight).hasGlyphForCodePoint(code)
          ? last.script
          : scripts.find((each) => this.use(each, weight).hasGlyphForCodePoint(code))
      const shown = script ? sign : '?'
      if (last && (script ?? 'latin') === last.script) last.text += shown
      else runs.push({ script: script ?? 'latin', text: shown })
    }
    return runs
  }
  /** One line; `align` right: it ends at `x`. */
  line(
    text: string,
    {
      x = left,
      y,
      size = 10,
      weight = 'plain',
      color = '#1c2024',
      align = 'left',
    }: {
      x?: number
      y: number
      size?: number
      weight?: Weight
      color?: string
      align?: 'left' | 'right'
    },
  ): void {
    const runs = this.runs(text, weight).map((run) => {
      this.use(run.script, weight)
      return { ...run, width: this.doc.fontSize(size).widthOfString(run.text) }
    })
    let at = align === 'left' ? x : x - runs.reduce((sum, run) => sum + run.width, 0)
    for (const run of runs) {
      this.use(run.script, weight)
      this.doc.fontSize(size).fillColor(color).text(run.text, at, y, { lineBreak: false })
      at += run.width
    }
  }
  /** Breaks a text into lines of at most this width. */
  broken(text: string, width: number, size = 10): string[] {
    const wide = (line: string) =>
      this.runs(line, 'plain').reduce((sum, run) => {
        this.use(run.script, 'plain')
        return sum + this.doc.fontSize(size).widthOfString(run.text)
      }, 0)
    return text.split('\n').flatMap((paragraph) => {
      const lines: string[] = []
      let line = ''
      for (const word of paragraph.split(' ').flatMap((w) => w.match(/.{1,40}/gu) ?? [])) {
        const longer = line ? `${line} ${word}` : word
        if (line && wide(longer) > width) {
          lines.push(line)
          line = word
        } else line = longer
      }
      return line ? [...lines, line] : lines
    })
  }
  /** Several lines below each other; gives where the next would stand. */
  block(texts: readonly string[], { x = left, y, width = 230 }: { x?: number; y: number; width?: number }): number {
    let at = y
    for (const text of texts.flatMap((each) => this.broken(each, width))) {
      this.line(text, { x, y: at })
      at += 15
    }
    return at
  }
  rule(y: number): void {
    this.doc.moveTo(left, y).lineTo(right, y).lineWidth(0.5).strokeColor('#c4c9ce').stroke()
  }
}

function head(paper: Paper, i: InvoicePaper): number {
  paper.line(i.seller.name, { y: 56, size: 14, weight: 'strong' })
  paper.block([i.seller.address, i.seller.taxId], { y: 78 })
  paper.line(`Invoice ${invoiceNumber(i.number)}`, { x: right, y: 56, size: 14, weight: 'strong', align: 'right' })
  const facts = [
    ['Issued', dayInWords(i.issuedAt)],
    ['Due', dayInWords(i.dueAt)],
    ...(i.paidAt ? [['Paid', dayInWords(i.paidAt)]] : []),
  ]
  facts.forEach(([what = '', value = ''], n) => {
    paper.line(what, { x: 400, y: 78 + n * 15, color: grey })
    paper.line(value, { x: right, y: 78 + n * 15, align: 'right' })
  })
  paper.line('Invoice for', { y: 180, color: grey })
  const { name, address, taxId } = i.billedTo
  return paper.block([name, address, taxId], { y: 196 })
}

function sums(paper: Paper, i: InvoicePaper, from: number): number {
  const money = (cents: number) => moneyInWords(cents, i.currency, 'en')
  let y = from + 6
  for (const [what, cents] of [
    ['Net', i.net],
    [`Tax ${taxInWords(i.taxRate)}`, i.tax],
  ] as const) {
    paper.line(what, { x: 400, y, color: grey })
    paper.line(money(cents), { x: right, y, align: 'right' })
    y += 16
  }
  paper.line('Total', { x: 400, y, weight: 'strong' })
  paper.line(money(i.total), { x: right, y, weight: 'strong', align: 'right' })
  return y + 40
}

/** The document, as bytes: the same each time. */
export async function invoicePdf(i: InvoicePaper): Promise<Buffer> {
  const paper = new Paper(`Invoice ${invoiceNumber(i.number)}`, i.issuedAt)
  const parts: Buffer[] = []
  const whole = new Promise<Buffer>((resolve, reject) => {
    paper.doc.on('data', (part: Buffer) => parts.push(part))
    paper.doc.on('end', () => resolve(Buffer.concat(parts)))
    paper.doc.on('error', reject)
  })
  let y = Math.max(head(paper, i) + 30, 290)
  paper.rule(y)
  y += 10
  for (const { words, cents } of i.lines) {
    const lines = paper.broken(words, 360)
    paper.line(moneyInWords(cents, i.currency, 'en'), { x: right, y, align: 'right' })
    y = paper.block(lines, { y, width: 360 }) + 6
  }
  paper.rule(y)
  y = sums(paper, i, y)
  if (!i.paidAt && i.seller.payment) {
    if (y > bottom - 60) {
      paper.doc.addPage()
      y = 56
    }
    paper.line('How to pay', { y, weight: 'strong' })
    paper.block([i.seller.payment], { y: y + 18, width: 400 })
  }
  paper.doc.end()
  return whole
}
