// Who is to be invited, out of what somebody pasted or a CSV file: each line with its address and name, or what is
// wrong with it in words. Nothing is guessed into an address, and no line is dropped without a word.
import Papa from 'papaparse'
import { emailKey, inviteAtOnce, readEmail, readName, type Read } from '@usher/domain'

export interface InviteeLine {
  /** Where it stands in what was given, from 1. */
  line: number
  /** As it will be invited; where that is wrong, as it was typed. */
  email: string
  name: string | null
  /** What is wrong with it and what to do; null: it can be invited. */
  wrong: string | null
}

/** Larger files are no list of a hundred people. In bytes. */
export const largestFile = 1_000_000

const emailTitles = ['email', 'emailaddress', 'mail', 'address', 'emailadresse', 'mailaddress']
const nameTitles = ['name', 'fullname', 'displayname', 'person']
const firstTitles = ['firstname', 'givenname', 'vorname']
const lastTitles = ['lastname', 'surname', 'familyname', 'nachname']
const titleKey = (cell: string) => cell.toLowerCase().replace(/[^\p{L}]/gu, '')

/** The text of a file: UTF-8, UTF-16 with its mark, or what Excel on Windows writes. A workbook is refused with a sentence. */
export function readFileText(bytes: Uint8Array): Read<string> {
  if (bytes.length > largestFile)
    return { ok: false, wrong: 'This file is larger than 1 MB. Cut it into smaller ones.' }
  const [first, second] = bytes
  const utf16 = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null
  if (!utf16 && bytes.includes(0))
    return { ok: false, wrong: 'This is not a CSV file. Save the sheet as CSV and try again.' }
  if (utf16) return { ok: true, value: new TextDecoder(utf16).decode(bytes) }
  try {
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { ok: true, value: new TextDecoder('windows-1252').decode(bytes) }
  }
}

/** Addresses as people paste them: separated by commas, semicolons or line breaks, also `Name <a@b.c>`; or cells of a sheet. */
export function readPasted(text: string): InviteeLine[] {
  if (text.includes('\t')) return readCsv(text)
  return judged(piecesOf(text).map((piece, n) => ({ line: n + 1, ...readPiece(piece) })))
}

/** A CSV file, separated by commas, semicolons or tabs, with or without a row of titles, its columns in any order. */
export function readCsv(text: string): InviteeLine[] {
  const clean = text.replace(/^\ufeff/, '')
  const { data, errors } = Papa.parse<string[]>(clean, { delimiter: separatorOf(clean) })
  const torn = new Map(
    errors.map((e) => [e.row ?? data.length - 1, 'The quotation marks of this line do not match. Check it.']),
  )
  const rows = data
    .map((cells, n) => ({ line: n + 1, cells: cells.map((c) => c.trim()), torn: torn.get(n) }))
    .filter(({ cells }) => cells.some((c) => c !== ''))
  const [first] = rows
  const columns = first && titlesIn(first.cells)
  return judged(
    (columns ? rows.slice(1) : rows).map(({ line, cells, torn: wrong }) => ({
      line,
      ...(columns ? byTitles(cells, columns) : byLooks(cells)),
      ...(wrong && { wrong }),
    })),
  )
}

interface Found {
  line: number
  email: string
  name: string
  wrong?: string
}

/** Held against the rules of the domain, and each address taken once. */
function judged(found: readonly Found[]): InviteeLine[] {
  const lineOf = new Map<string, number>()
  return found.map(({ line, email: typed, name: typedName, wrong }) => {
    const refused = (because: string): InviteeLine => ({ line, email: typed, name: typedName || null, wrong: because })
    if (wrong) return refused(wrong)
    const email = readEmail(typed)
    if (!email.ok) return refused(email.wrong)
    const name = typedName ? readName(typedName) : null
    if (name && !name.ok) return refused(name.wrong)
    const earlier = lineOf.get(emailKey(email.value))
    if (earlier !== undefined) return refused(`The same address as in line ${earlier}. It is taken once.`)
    if (lineOf.size >= inviteAtOnce)
      return refused(`At most ${inviteAtOnce} people can be added at once. Add this one in a second go.`)
    lineOf.set(emailKey(email.value), line)
    return { line, email: email.value, name: name ? name.value : null, wrong: null }
  })
}

/** Cut at commas, semicolons and line breaks, but not inside quotation marks or angle brackets. */
function piecesOf(text: string): string[] {
  const pieces: string[] = []
  let piece = ''
  let quoted = false
  let bracketed = false
  for (const c of text.replace(/^\ufeff/, '')) {
    if (c === '"') quoted = !quoted
    if (!quoted && (c === '<' || c === '>')) bracketed = c === '<'
    if (c === '\n' || c === '\r' || ((c === ',' || c === ';') && !quoted && !bracketed)) {
      pieces.push(piece)
      piece = ''
      quoted = false
      bracketed = false
    } else piece += c
  }
  return [...pieces, piece].flatMap(spaced).filter((p) => p !== '')
}

/** "ada@acme.test ben@acme.test" is two addresses, "Ada Ohm ada@acme.test" is one with a name. */
function spaced(piece: string): string[] {
  const words = piece.trim().split(/\s+/)
  return words.length > 1 && words.every((w) => readEmail(w).ok) ? words : [piece.trim()]
}

function readPiece(piece: string): { email: string; name: string } {
  const [, before, inside] = /^(.*)<([^<>]*)>$/su.exec(piece) ?? []
  if (inside !== undefined) return { email: inside.trim(), name: unquoted(before ?? '') }
  const at = piece.search(/\S+$/u)
  const [name, last] = [piece.slice(0, at).trim(), piece.slice(at)]
  return name && readEmail(last).ok
    ? { email: last, name: unquoted(name) }
    : { email: piece.replace(/^mailto:/i, ''), name: '' }
}
const unquoted = (name: string): string =>
  name
    .trim()
    .replace(/^"(.*)"$/su, '$1')
    .trim()

/** The separator that stands most often in the first line, outside quotation marks. */
function separatorOf(text: string): string {
  const line = (/\S.*/u.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '')
  const count = (c: string) => line.split(c).length
  return [';', '\t'].reduce((best, c) => (count(c) > count(best) ? c : best), ',')
}

interface Columns {
  email: number
  name: number
  first: number
  last: number
}
/** Where the titles say what stands; undefined when this row is a person already. */
function titlesIn(cells: readonly string[]): Columns | undefined {
  const at = (titles: readonly string[]) => cells.findIndex((c) => titles.includes(titleKey(c)))
  const columns = { email: at(emailTitles), name: at(nameTitles), first: at(firstTitles), last: at(lastTitles) }
  const isPerson = cells.some((c) => c.includes('@'))
  return isPerson || columns.email < 0 ? undefined : columns
}

function byTitles(cells: readonly string[], { email, name, first, last }: Columns) {
  const cell = (n: number) => cells[n] ?? ''
  return { email: cell(email), name: cell(name) || `${cell(first)} ${cell(last)}`.trim() }
}

/** Without titles: the cell with an @ is the address, the other one the name. */
function byLooks(cells: readonly string[]) {
  const at = cells.findIndex((c) => c.includes('@'))
  const piece = readPiece(cells[Math.max(at, 0)] ?? '')
  const other = cells.find((c, n) => n !== Math.max(at, 0) && c !== '')
  return { email: piece.email, name: piece.name || (other ?? '') }
}
