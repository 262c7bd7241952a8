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
