// What a file is: by its bytes, and by its name only between formats of text.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import yazl from 'yazl'
import { buffer } from 'node:stream/consumers'
import { pages } from '../testing/pdf.ts'
import { sniff } from './sniff.ts'

const folder = await mkdtemp(join(tmpdir(), 'usher-test-'))
afterAll(() => rm(folder, { recursive: true }))

async function typeOf(name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, 'bytes')
  await writeFile(path, bytes)
  return sniff(path, name)
}
const unknown = 'application/octet-stream'
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')
const picture = sharp({ create: { width: 9, height: 9, channels: 3, background: '#123456' } })

describe('by its bytes', () => {
  it.each(['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff'] as const)('%s, whatever its name', async (format) => {
    const bytes = await picture.clone().toFormat(format).toBuffer()
    for (const name of ['a.html', 'a.txt', 'a', `a.${format}`, 'a.svg'])
      expect(await typeOf(name, bytes)).toBe(`image/${format}`)
  })
  it('a PDF', async () => {
    expect(await typeOf('a.png', pages(1, [9, 9], ''))).toBe('application/pdf')
  })
  it('a zip file, though only its beginning is read', async () => {
    const zip = new yazl.ZipFile()
    zip.addBuffer(Buffer.alloc(500_000, 7), 'seven', { compress: false })
    zip.end()
    expect(await typeOf('a.doc', await buffer(zip.outputStream))).toBe('application/zip')
  })
  it('nothing but bytes, when nobody knows them', async () => {
    expect(await typeOf('a.png', Buffer.from([1, 2, 3, 4, 5]))).toBe(unknown)
    expect(await typeOf('a.txt', Buffer.from([1, 2, 3, 4, 5]))).toBe(unknown)
    expect(await typeOf('a.png', '')).toBe(unknown)
  })
})

describe('by its name, when the bytes are text', () => {
  it.each([
    ['a.txt', 'text/plain'],
    ['a.csv', 'text/csv'],
    ['a.json', 'application/json'],
    ['a.md', 'text/markdown'],
    ['a.HTML', 'text/html'],
    ['a.htm', 'text/html'],
    ['a.b.csv', 'text/csv'],
    ['a', unknown],
    ['txt', unknown],
    ['a.png', unknown],
    ['a.svg', unknown],
    ['a.constructor', unknown],
  ])('%s is %s', async (name, type) => {
    expect(await typeOf(name, 'Größe, 3')).toBe(type)
    expect(await typeOf(name, utf16('Größe, 3'))).toBe(type)
    expect(await typeOf(name, '\ufeffGröße, 3')).toBe(type)
    expect(await typeOf(name, 'Größe\0 3')).toBe(unknown)
    expect(await typeOf(name, Buffer.from('Größe, 3', 'latin1'))).toBe(unknown)
  })
  it('a letter that is cut where reading ends is no reason against text', async () => {
    expect(await typeOf('a.txt', 'ö'.repeat(100_000))).toBe('text/plain')
    expect(await typeOf('a.txt', `a${'ö'.repeat(100_000)}`)).toBe('text/plain')
  })
  it.each(['BMW 3', 'MZ is short for…', 'GIF is a format', 'ID3 tags', 'BZhang', 'FWS and CWS'])(
    '"%s" is a text, though pictures and programs begin like that',
    async (text) => {
      expect(await typeOf('a.txt', text)).toBe('text/plain')
    },
  )
  it('what begins like a GIF to its last letter is one', async () => {
    expect(await typeOf('a.js', 'GIF89a=1;alert(1)')).toBe('image/gif')
    expect(await typeOf('a.txt', 'GIF89a=1;alert(1)')).toBe('image/gif')
  })
})

describe('SVG', () => {
  const root = '<svg xmlns="http://www.w3.org/2000/svg" width="9">'
  it.each([
    `${root}</svg>`,
    `<?xml version="1.0" encoding="UTF-8"?>\n<!-- made > by hand -->\n${root}</svg>`,
    `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">${root}</svg>`,
    `<?xml version="1.0"?><!DOCTYPE svg [ <!ENTITY a "b"> ]>\n${root}</svg>`,
    `\ufeff  ${root}</svg>`,
    `<s:svg xmlns:s='http://www.w3.org/2000/svg' id="a>b"></s:svg>`,
  ])('%s', async (text) => {
    for (const name of ['a.svg', 'a.html', 'a']) expect(await typeOf(name, text)).toBe('image/svg+xml')
  })
  it('in UTF-16', async () => {
    expect(await typeOf('a.svg', utf16(`${root}</svg>`))).toBe('image/svg+xml')
  })
  it.each([
    ['without its namespace', '<svg width="9"></svg>', unknown],
    ['with another root', `<html>${root}</svg></html>`, unknown],
    ['with a root that begins alike', '<svgs xmlns="http://www.w3.org/2000/svg"></svgs>', unknown],
    ['after a text', `Hello ${root}</svg>`, unknown],
    ['with its namespace as a word only', '<svg title="xmlns=http://www.w3.org/2000/svg"></svg>', unknown],
    ['whose root is not closed', '<svg xmlns="http://www.w3.org/2000/svg" ', unknown],
    ['as XML with another root', '<?xml version="1.0"?><feed/>', 'application/xml'],
  ])('%s is none', async (_, text, type) => {
    expect(await typeOf('a.svg', text)).toBe(type)
  })
  it.each(['<!DOCTYPE ', '<!--', '<?', '<!DOCTYPE a [', `${root.slice(0, -1)} a="`, '<svg '])(
    'what goes on for ever after %s is told in no time',
    async (beginning) => {
      const begun = performance.now()
      for (const more of [' ', 'a', '<!--', '<?', '" "', "''", '>', ']'])
        await typeOf('a.svg', beginning + more.repeat(100_000))
      expect(performance.now() - begun).toBeLessThan(2_000)
    },
  )
})
