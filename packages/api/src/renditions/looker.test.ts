// What is seen in real pictures and documents, drawn here, and what becomes of the process that looks.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { getPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { gifOfZeros, pngOfZeros } from '../testing/hostile-parts.ts'
import { pages, pdf, stream } from '../testing/pdf.ts'
import { nothingSeen } from './looked.ts'
import { openLooker, usualLimits } from './looker.ts'

const folder = await mkdtemp(join(tmpdir(), 'usher-test-'))
const looker = openLooker()
afterAll(async () => {
  await looker.close()
  await rm(folder, { recursive: true })
})

let count = 0
const place = async () => {
  const into = join(folder, String(++count))
  await mkdir(into)
  return into
}
/** Looks at these bytes; gives what was found, and the folder with its renditions. */
async function lookAt(bytes: Uint8Array | string, mediaType: string, by = looker) {
  const into = await place()
  const path = `${into}.original`
  await writeFile(path, bytes)
  return { looked: await by.look({ path, mediaType, into }), into }
}
/** The colour of a rendition's pixel, at a fraction of its width and height. */
async function pixel(into: string, x: number, y: number) {
  const { data, info } = await sharp(join(into, 'small.webp')).raw().toBuffer({ resolveWithObject: true })
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels
  return [...data.subarray(at, at + info.channels)]
}
const near = (...colour: number[]) => colour.map((part) => expect.closeTo(part, -1) as number)
const sizeOf = async (into: string, name: string) => {
  const { format, width, height } = await sharp(join(into, name)).metadata()
  return [format, width, height]
}

/** A picture whose left half is red and whose right half is blue. */
const redAndBlue = (width: number, height: number) => {
  const half = { create: { width: width / 2, height, channels: 3 as const, background: '#0000ff' } }
  return sharp({ create: { width, height, channels: 3, background: '#ff0000' } }).composite([
    { input: half, left: width / 2, top: 0 },
  ])
}
const [red, blue] = [near(254, 0, 0), near(0, 0, 254)]

describe('pictures', () => {
  it.each([
    ['image/jpeg', () => redAndBlue(2000, 1000).jpeg()],
    ['image/png', () => redAndBlue(2000, 1000).png()],
    ['image/webp', () => redAndBlue(2000, 1000).webp()],
    ['image/avif', () => redAndBlue(2000, 1000).avif({ effort: 0 })],
    ['image/gif', () => redAndBlue(2000, 1000).gif()],
  ])('%s has its size and two renditions that fit', async (mediaType, draw) => {
    const { looked, into } = await lookAt(await draw().toBuffer(), mediaType)
    expect(looked).toEqual({ ...nothingSeen, width: 2000, height: 1000, renditions: ['small', 'large'] })
    expect((await readdir(into)).toSorted()).toEqual(['large.webp', 'small.webp'])
    expect(await sizeOf(into, 'small.webp')).toEqual(['webp', 400, 200])
    expect(await sizeOf(into, 'large.webp')).toEqual(['webp', 1600, 800])
    expect(await pixel(into, 0.25, 0.5)).toEqual(red)
    expect(await pixel(into, 0.75, 0.5)).toEqual(blue)
  })
  it('a picture that is small already is not enlarged', async () => {
    const { into } = await lookAt(await redAndBlue(120, 80).png().toBuffer(), 'image/png')
    expect(await sizeOf(into, 'small.webp')).toEqual(['webp', 120, 80])
    expect(await sizeOf(into, 'large.webp')).toEqual(['webp', 120, 80])
  })
  it('a picture that was taken sideways is turned, and its size is that of the turned one', async () => {
    const sideways = await redAndBlue(800, 400).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const { looked, into } = await lookAt(sideways, 'image/jpeg')
    expect(looked).toMatchObject({ width: 400, height: 800 })
    expect(await sizeOf(into, 'small.webp')).toEqual(['webp', 200, 400])
    expect(await pixel(into, 0.5, 0.25)).toEqual(red)
    expect(await pixel(into, 0.5, 0.75)).toEqual(blue)
  })
  it('colours of a wider space are converted, not taken for sRGB', async () => {
    const green = sharp({ create: { width: 100, height: 100, channels: 3, background: '#00c000' } })
    const wide = await green.withIccProfile('p3').png().toBuffer()
    expect((await sharp(wide, { ignoreIcc: true }).raw().toBuffer())[0]).toBeGreaterThan(50)
    const { into } = await lookAt(wide, 'image/png')
    expect(await pixel(into, 0.5, 0.5)).toEqual(near(0, 192, 0))
  })
  it('what is transparent stays so', async () => {
    const background = { r: 255, g: 0, b: 0, alpha: 0.5 }
    const glass = await sharp({ create: { width: 100, height: 100, channels: 4, background } })
      .png()
      .toBuffer()
    const { into } = await lookAt(glass, 'image/png')
    expect(await pixel(into, 0.5, 0.5)).toEqual(near(254, 0, 0, 128))
  })
  it('of an animation the first frame is seen', async () => {
    const frames = await Promise.all(
      ['#ff0000', '#0000ff'].map((background) =>
        sharp({ create: { width: 60, height: 40, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    )
    const moving = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer()
    expect((await sharp(moving, { animated: true }).metadata()).pages).toBe(2)
    const { looked, into } = await lookAt(moving, 'image/gif')
    expect(looked).toEqual({ ...nothingSeen, width: 60, height: 40, renditions: ['small', 'large'] })
    expect(await pixel(into, 0.5, 0.5)).toEqual(red)
  })
  it('is decoded as what it was found to be, and as nothing else', async () => {
    const png = await redAndBlue(80, 40).png().toBuffer()
    const tiff = await redAndBlue(80, 40).tiff().toBuffer()
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40"/></svg>'
    for (const [bytes, mediaType] of [
      [png, 'image/jpeg'],
      [png, 'image/svg+xml'],
      [png, 'application/pdf'],
      [tiff, 'image/png'],
      [svg, 'image/png'],
      [svg, 'application/pdf'],
    ] as const)
      expect((await lookAt(bytes, mediaType)).looked).toEqual(nothingSeen)
  })
  it('of one colour and any size is drawn: what bombs are made with', async () => {
    const { looked, into } = await lookAt(gifOfZeros([3_000, 2_000], [3_000, 2_000]), 'image/gif')
    expect(looked).toMatchObject({ width: 3_000, height: 2_000, renditions: ['small', 'large'] })
    expect(await pixel(into, 0.9, 0.9)).toEqual(near(0, 0, 0))
    const shape = { width: 300, height: 200, bits: 16, colour: 6, interlaced: true } as const
    expect((await lookAt(pngOfZeros(shape), 'image/png')).looked.renditions).toHaveLength(2)
  })
  it('renditions say nothing about place, camera or date', async () => {
    const exif = { IFD0: { Make: 'Canon' }, IFD3: { GPSLatitude: '52/1 31/1 12/1' } }
    const taken = await redAndBlue(800, 400).withExif(exif).jpeg().toBuffer()
    expect((await sharp(taken).metadata()).exif?.includes('Canon')).toBe(true)
    const { into } = await lookAt(taken, 'image/jpeg')
    for (const name of await readdir(into)) expect((await sharp(join(into, name)).metadata()).exif).toBeUndefined()
  })
})

describe('camera and date', () => {
  const taken = async (format: 'jpeg' | 'png' | 'webp' | 'avif', exif: Record<string, Record<string, string>>) => {
    const bytes = await redAndBlue(80, 40).withExif(exif).toFormat(format).toBuffer()
    const { looked } = await lookAt(bytes, `image/${format}`)
    return [looked.camera, looked.takenAt]
  }
  it.each(['jpeg', 'png', 'webp', 'avif'] as const)('are read from %s', async (format) => {
    const exif = { IFD0: { Make: 'SONY', Model: 'ILCE-7M4' }, IFD2: { DateTimeOriginal: '2026:05:03 14:02:11' } }
    expect(await taken(format, exif)).toEqual(['SONY ILCE-7M4', '2026-05-03T14:02:11'])
  })
  it('a maker that the model names already is not said twice', async () => {
    expect(await taken('jpeg', { IFD0: { Make: 'Canon', Model: 'Canon EOS R5' } })).toEqual(['Canon EOS R5', null])
  })
  it.each(['2026:02:30 10:00:00', '0000:00:00 00:00:00', '0001:01:01 00:00:00', 'yesterday', '    :  :     :  :  '])(
    '%j is no date',
    async (DateTimeOriginal) => {
      expect(await taken('jpeg', { IFD2: { DateTimeOriginal } })).toEqual([null, null])
    },
  )
  it('a name that cannot be shown is not one', async () => {
    const Model = `EOS\u0007\n ${'R'.repeat(5_000)}`
    expect(await taken('jpeg', { IFD0: { Make: ' ', Model } })).toEqual([expect.stringMatching(/^EOS R{40,50}$/), null])
  })
})

describe('drawings', () => {
  const svg = (inside: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="20" height="10">${inside}</svg>`

  it('are drawn as large as a rendition is', async () => {
    const { looked, into } = await lookAt(svg('<rect width="10" height="10" fill="#f00"/>'), 'image/svg+xml')
    expect(looked).toEqual({ ...nothingSeen, width: 20, height: 10, renditions: ['small', 'large'] })
    expect(await sizeOf(into, 'small.webp')).toEqual(['webp', 400, 200])
    expect(await sizeOf(into, 'large.webp')).toEqual(['webp', 1600, 800])
    expect(await pixel(into, 0.25, 0.5)).toEqual(near(254, 0, 0, 255))
    expect((await pixel(into, 0.75, 0.5))[3]).toBe(0)
  })
  it('show nothing of a file beside them', async () => {
    const beside = join(folder, 'beside.png')
    await redAndBlue(20, 10).png().toFile(beside)
    for (const address of [beside, `file://${beside}`, 'beside.png'])
      for (const attribute of ['href', 'xlink:href']) {
        const { looked, into } = await lookAt(
          svg(`<image ${attribute}="${address}" width="20" height="10"/>`),
          'image/svg+xml',
        )
        expect(looked.renditions).toHaveLength(2)
        expect((await pixel(into, 0.25, 0.5))[3]).toBe(0)
      }
  })
})

it('neither drawings nor documents ask any server for anything', async () => {
  let asked = 0
  const server = createServer((_req, res) => res.end(String(++asked))).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const at = server.address()
  const url = `http://127.0.0.1:${at !== null && typeof at === 'object' ? at.port : 0}/a`
  const drawing = `<?xml version="1.0"?><?xml-stylesheet href="${url}"?><!DOCTYPE svg [<!ENTITY % far SYSTEM "${url}"> %far;]>
    <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="20" height="10">
    <style>@import url("${url}"); rect { fill: url(${url}#a) }</style><script href="${url}"/>
    <image href="${url}" width="9" height="9"/><use xlink:href="${url}#a"/><rect width="9" height="9"/></svg>`
  await lookAt(drawing, 'image/svg+xml')
  await lookAt(drawing.replace(/<!DOCTYPE.*]>/, ''), 'image/svg+xml')
  const [catalog, tree] = [
    '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /URI /URI (URL) >> >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
  ]
  const picture =
    '/X << /Type /XObject /Subtype /Image /Width 9 /Height 9 /FFilter /DCTDecode /F << /FS /URL /F (URL) >> /Length 0 >>'
  const page = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << ${picture} >> >> >>`
  const { looked } = await lookAt(
    pdf([catalog, tree, page, stream('/X Do')].map((each) => each.replaceAll('URL', url))),
    'application/pdf',
  )
  expect(looked.renditions).toHaveLength(2)
  expect(asked).toBe(0)
  server.close()
})

describe('documents', () => {
  it('have their number of pages, and the first one is drawn', async () => {
    const bytes = pages(3, [300, 200], '1 0 0 rg 0 0 150 200 re f 0 0 1 rg 150 0 150 200 re f')
    const { looked, into } = await lookAt(bytes, 'application/pdf')
    expect(looked).toEqual({ ...nothingSeen, pages: 3, renditions: ['small', 'large'] })
    expect(await sizeOf(into, 'small.webp')).toEqual(['webp', 400, 267])
    expect(await sizeOf(into, 'large.webp')).toEqual(['webp', 1600, 1066])
    expect(await pixel(into, 0.25, 0.5)).toEqual(red)
    expect(await pixel(into, 0.75, 0.5)).toEqual(blue)
  })
  it('are written on white paper, in letters that they do not bring along', async () => {
    const { into } = await lookAt(pages(1, [200, 100], 'BT /F 150 Tf 0 0 Td (HHH) Tj ET'), 'application/pdf')
    const { channels } = await sharp(join(into, 'large.webp')).stats()
    expect(channels.map(({ min, max }) => [min < 20, max > 250])).toEqual([
      [true, true],
      [true, true],
      [true, true],
    ])
  })
})

it.each(['video/mp4', 'image/heic', 'text/html', 'application/zip', 'application/octet-stream'])(
  '%s is not opened',
  async (mediaType) => {
    const unused = openLooker()
    expect((await lookAt('whatever', mediaType, unused)).looked).toEqual(nothingSeen)
    expect(unused.pid()).toBeNull()
  },
)

/** Takes hours to draw. */
const svgOfHours =
  '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><filter id="f">' +
  `${'<feMorphology operator="dilate" radius="5000"/>'.repeat(1_000)}</filter>` +
  '<g filter="url(#f)"><rect width="400" height="400"/></g></svg>'

describe('the process', () => {
  const good = () => redAndBlue(800, 400).png().toBuffer()
  /** Not even as an entry of a process that ended and nobody asked about. */
  const isAlive = (pid: number) =>
    /^[^Z]/.test(spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout)
  const pidOf = ({ pid }: { pid(): number | null }) => pid() ?? expect.fail('it has not started')

  it('is the same one for many files, one at a time', async () => {
    await lookAt(await good(), 'image/png')
    const pid = pidOf(looker)
    const seen = await Promise.all(Array.from({ length: 10 }, async () => lookAt(await good(), 'image/png')))
    for (const { looked } of seen) expect(looked.renditions).toHaveLength(2)
    expect(looker.pid()).toBe(pid)
  })
  it.skipIf(process.platform !== 'linux')('knows nothing of our environment, and gives way to the server', async () => {
    await lookAt(await good(), 'image/png')
    const pid = pidOf(looker)
    const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean)
    expect(variables.map((each) => each.split('=')[0]).toSorted()).toEqual([
      'NODE_CHANNEL_FD',
      'NODE_CHANNEL_SERIALIZATION_MODE',
    ])
    const decoders = readdirSync(`/proc/${pid}/task`).filter((thread) =>
      /MainThread|libuv|vips/.test(readFileSync(`/proc/${pid}/task/${thread}/comm`, 'utf8')),
    )
    expect(decoders.length).toBeGreaterThan(2)
    expect(new Set(decoders.map((thread) => getPriority(Number(thread))))).toEqual(new Set([10]))
  })
  it('that is killed in the middle is replaced; the file it had is without renditions, the next one has its own', async () => {
    await lookAt(await good(), 'image/png')
    const killed = pidOf(looker)
    process.kill(killed, 'SIGSTOP')
    const first = lookAt(await good(), 'image/png')
    const second = lookAt(await good(), 'image/png')
    setTimeout(() => process.kill(killed, 'SIGKILL'), 200)
    expect((await first).looked.renditions).toEqual([])
    expect((await second).looked.renditions).toEqual(['small', 'large'])
    expect(looker.pid()).not.toBe(killed)
  })
  it('is not ended by the Ctrl+C that is meant for the server', async () => {
    await lookAt(await good(), 'image/png')
    const pid = pidOf(looker)
    process.kill(pid, 'SIGINT')
    process.kill(pid, 'SIGTERM')
    expect((await lookAt(await good(), 'image/png')).looked.renditions).toHaveLength(2)
    expect(looker.pid()).toBe(pid)
  })
  it('that hangs is ended', async () => {
    const hasty = openLooker({ ...usualLimits, time: 5_000 })
    await lookAt(await good(), 'image/png', hasty)
    const stopped = pidOf(hasty)
    process.kill(stopped, 'SIGSTOP')
    expect((await lookAt(await good(), 'image/png', hasty)).looked).toEqual(nothingSeen)
    expect(isAlive(stopped)).toBe(false)
    expect((await lookAt(await good(), 'image/png', hasty)).looked.renditions).toHaveLength(2)
    await hasty.close()
  })
  it('that works too long on one file is ended, and not over many that take no longer together', async () => {
    const lazy = openLooker({ ...usualLimits, work: 1_000 })
    await lookAt(await good(), 'image/png', lazy)
    const pid = pidOf(lazy)
    const large = pngOfZeros({ width: 3_000, height: 3_000 })
    for (let n = 0; n < 12; n++) expect((await lookAt(large, 'image/png', lazy)).looked.renditions).toHaveLength(2)
    expect(lazy.pid()).toBe(pid)
    expect((await lookAt(svgOfHours, 'image/svg+xml', lazy)).looked.renditions).toEqual([])
    expect(isAlive(pid)).toBe(false)
    await lazy.close()
  })
  it('that takes too much memory is ended; the size that was known by then is kept', async () => {
    const narrow = openLooker({ ...usualLimits, memory: 256 * 1024 * 1024 })
    // Interlaced: the decoder has to hold all of it.
    const large = pngOfZeros({ width: 9_000, height: 9_000, interlaced: true })
    const { looked } = await lookAt(large, 'image/png', narrow)
    expect(looked).toEqual({ ...nothingSeen, width: 9_000, height: 9_000 })
    expect((await lookAt(await good(), 'image/png', narrow)).looked.renditions).toHaveLength(2)
    await narrow.close()
  })
  it('that has grown is replaced before the next file', async () => {
    const thrifty = openLooker({ ...usualLimits, restingMemory: 1 })
    expect((await lookAt(await good(), 'image/png', thrifty)).looked.renditions).toHaveLength(2)
    expect(thrifty.pid()).toBeNull()
    expect((await lookAt(await good(), 'image/png', thrifty)).looked.renditions).toHaveLength(2)
  })
  it('ends when the looker is closed, even in the middle of a file; what was waiting is refused', async () => {
    const closing = openLooker()
    await lookAt(await good(), 'image/png', closing)
    const pid = pidOf(closing)
    process.kill(pid, 'SIGSTOP')
    const path = join(await place(), 'original')
    await writeFile(path, await good())
    const waiting = Promise.allSettled([1, 2].map(() => closing.look({ path, mediaType: 'image/png', into: folder })))
    await closing.close()
    const refused = { status: 'rejected', reason: new Error('Closed before this file was looked at.') }
    expect(await waiting).toEqual([refused, refused])
    expect(isAlive(pid)).toBe(false)
  })
  it('ends by itself when the server is killed, even in the middle of a file', async () => {
    const [into, path, first] = [await place(), join(folder, 'endless.svg'), join(folder, 'first.png')]
    await writeFile(path, svgOfHours)
    await writeFile(first, await good())
    const program = `
      import { openLooker } from ${JSON.stringify(new URL('looker.ts', import.meta.url).href)}
      const looker = openLooker()
      await looker.look(${JSON.stringify({ path: first, mediaType: 'image/png', into })})
      looker.look(${JSON.stringify({ path, mediaType: 'image/svg+xml', into })})
      console.log(looker.pid())`
    const server = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [said] = (await once(server.stdout, 'data')) as [Buffer] // a stream that nobody decodes
    const pid = Number(said.toString())
    await sleep(1_000)
    expect(isAlive(pid)).toBe(true)
    server.kill('SIGKILL')
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
  })
  it('that cannot be started is our own fault, and said', async () => {
    const none = openLooker({ ...usualLimits, memory: Number.NaN })
    await expect(lookAt(await good(), 'image/png', none)).rejects.toThrow(
      'The process that looks at files could not be started: ',
    )
  })
  it('a folder that is not there is our own fault, and said; the next file is looked at', async () => {
    const path = join(await place(), 'original')
    await writeFile(path, await good())
    await expect(looker.look({ path, mediaType: 'image/png', into: join(folder, 'nowhere') })).rejects.toThrow('ENOENT')
    expect((await lookAt(await good(), 'image/png')).looked.renditions).toHaveLength(2)
  })
})
