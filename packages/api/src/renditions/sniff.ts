// What a file is, from its bytes: its name decides only between formats of text, and only when the bytes are text.
// Reads the first 64 kB at most, runs nothing and throws only what the system throws for a file that cannot be read.
import { open } from 'node:fs/promises'
import { fileTypeFromBuffer } from 'file-type'

export const unknownType = 'application/octet-stream'

const lookedAt = 64 * 1024 // bytes

/** Formats of text that begin with nothing of their own, by the end of the name. */
const textTypes = new Map([
  ['csv', 'text/csv'],
  ['htm', 'text/html'],
  ['html', 'text/html'],
  ['json', 'application/json'],
  ['markdown', 'text/markdown'],
  ['md', 'text/markdown'],
  ['txt', 'text/plain'],
])

/** Known by two or three letters, which a text may begin with as well ("BMW…", "MZ…", "ID3 tags…"). */
const shortMagic = new Set([
  'application/x-bzip2',
  'application/x-msdownload',
  'application/x-shockwave-flash',
  'audio/mpeg',
  'audio/x-musepack',
  'image/bmp',
  'image/gif',
])

/**
 * The media type of the file at `path`, which is called `name`: `image/png`, `text/csv`, …, and
 * `application/octet-stream` for what nobody knows.
 */
export async function sniff(path: string, name: string): Promise<string> {
  const bytes = await firstBytes(path)
  const magic = (await fileTypeFromBuffer(bytes))?.mime ?? null
  const text = textOf(bytes)
  if (text === null) return magic ?? unknownType
  const isMagic = magic !== null && (!shortMagic.has(magic) || text.startsWith('GIF8'))
  if (isMagic && magic !== 'application/xml') return magic
  if (isSvg(text)) return 'image/svg+xml'
  if (isMagic) return magic
  return textTypes.get(/\.([^.]*)$/.exec(name)?.[1]?.toLowerCase() ?? '') ?? unknownType
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const bytes = new Uint8Array(lookedAt)
    let length = 0
    for (let read = 1; read > 0 && length < lookedAt; length += read)
      read = (await file.read(bytes, length, lookedAt - length)).bytesRead
    return bytes.subarray(0, length)
  } finally {
    await file.close()
  }
}

/** The bytes as text, or null when they are none: UTF-8, or UTF-16 that says so, without control characters. */
function textOf(bytes: Uint8Array): string | null {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    // As a stream: the last character may be cut off.
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
    // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
    return /[\0-\x08\x0b\x0e-\x1f\x7f]/.test(text) ? null : text
  } catch {
    return null
  }
}

/** XML whose first element is an `svg` of SVG's namespace, after a declaration, comments and a document type. */
function isSvg(text: string): boolean {
  const prolog = /^(?:\s+|<\?[^>]*\?>|<!--[^]*?-->|<!DOCTYPE\s[^<>[]*(?:\[[^\]]*\]\s*)?>)*/i.exec(text)?.[0] ?? ''
  const root = /^<(?:([\w-]+):)?svg(\s(?:[^<>"']|"[^<"]*"|'[^<']*')*)>/.exec(text.slice(prolog.length))
  if (root === null) return false
  const [, prefix, attributes = ''] = root
  return new RegExp(`\\sxmlns${prefix ? `:${prefix}` : ''}\\s*=\\s*["']http://www\\.w3\\.org/2000/svg["']`).test(
    attributes,
  )
}
