// Files put into the library as a program does it, for journeys that are about something else than uploading.
import { expect, type Page } from '@playwright/test'
import { clientOf } from './steps.ts'

/** A picture drawn in the browser: bytes of a JPEG, or of a PNG. */
export async function drawPicture(page: Page, words: string, hue: number, type = 'image/jpeg'): Promise<Buffer> {
  const url = await page.evaluate(
    ([text, degrees, format]) => {
      const canvas = document.createElement('canvas')
      canvas.width = 960
      canvas.height = 640
      const pen = canvas.getContext('2d')
      if (!pen) throw new Error('a canvas has a pen')
      const sky = pen.createLinearGradient(0, 0, 960, 640)
      sky.addColorStop(0, `hsl(${degrees} 60% 78%)`)
      sky.addColorStop(1, `hsl(${(degrees + 60) % 360} 50% 42%)`)
      pen.fillStyle = sky
      pen.fillRect(0, 0, 960, 640)
      pen.fillStyle = 'white'
      pen.font = '64px sans-serif'
      pen.fillText(text, 60, 340)
      return canvas.toDataURL(format, 0.9)
    },
    [words, hue, type] as const,
  )
  return Buffer.from(url.replace(/^.*,/, ''), 'base64')
}

/** A film of two seconds, recorded in the browser: bytes of a WebM. */
export async function recordFilm(page: Page): Promise<Buffer> {
  const text = await page.evaluate(async () => {
    const canvas = document.createElement('canvas')
    const pen = canvas.getContext('2d')
    if (!pen) throw new Error('a canvas has a pen')
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm' })
    const recorded: Blob[] = []
    recorder.addEventListener('dataavailable', ({ data }) => recorded.push(data))
    const ended = new Promise((resolve) => recorder.addEventListener('stop', resolve))
    let hue = 0
    const drawing = setInterval(() => {
      pen.fillStyle = `hsl(${(hue += 7)} 60% 50%)`
      pen.fillRect(0, 0, canvas.width, canvas.height)
    }, 40)
    recorder.start()
    setTimeout(() => recorder.stop(), 2000)
    await ended
    clearInterval(drawing)
    const bytes = new Uint8Array(await new Blob(recorded).arrayBuffer())
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  })
  return Buffer.from(text, 'latin1')
}

/** A tone of so many seconds: bytes of a WAV, 8,000 samples of one byte a second. */
export function tone(seconds: number): Buffer {
  const samples = Uint8Array.from({ length: seconds * 8000 }, (_, n) => 128 + Math.round(60 * Math.sin(n / 3)))
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20) // plain samples
  head.writeUInt16LE(1, 22) // of one channel
  head.writeUInt32LE(8000, 24)
  head.writeUInt32LE(8000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length, 40)
  return Buffer.concat([head, samples])
}

/** Puts a file into a folder (null: the root), or a version onto a file; gives the file's id. */
export async function putFile(
  page: Page,
  account: string,
  to: { folderId: string | null; name: string } | { assetId: string },
  bytes: Buffer,
): Promise<string> {
  const client = await clientOf(page, account)
  const size = bytes.length
  const { uploadId } =
    'assetId' in to
      ? await client.uploads.beginVersion.mutate({ ...to, size })
      : await client.uploads.begin.mutate({ ...to, size })
  if (size) {
    const { origin } = new URL(page.url())
    const sent = await page.request.fetch(`${origin}/api/${account}/uploads/${uploadId}`, {
      method: 'PATCH',
      headers: {
        origin,
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
      },
      data: bytes,
    })
    expect(sent.status()).toBe(204)
  }
  return (await client.uploads.finish.mutate({ uploadId })).assetId
}
