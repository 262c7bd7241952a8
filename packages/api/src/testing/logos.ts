// A logo, each time in another colour.
import sharp from 'sharp'

let serial = 0

/** A picture of one colour with a hole in it, in Base64. */
export async function drawnLogo(format: 'png' | 'jpeg' | 'webp' = 'png', width = 128, height = 128): Promise<string> {
  const n = (serial += 1)
  const background = { r: (n * 83) % 256, g: (n * 31) % 256, b: (n * 7) % 256, alpha: format === 'jpeg' ? 1 : 0.5 }
  const bytes = await sharp({ create: { width, height, channels: 4, background } })
    .toFormat(format)
    .toBuffer()
  return bytes.toString('base64')
}
