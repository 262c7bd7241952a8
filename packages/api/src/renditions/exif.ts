// Camera and date out of the block that cameras write into pictures (EXIF). Anybody can have written it: only these two
// are read, cut to a length that can be shown, and a date is one or nothing.
import exifr from 'exifr'
import { z } from 'zod'

const mostBytes = 256 * 1024
const marker = 'Exif\0\0' // stands before the block in some formats

const tags = z.object({
  Make: z.string().optional().catch(undefined),
  Model: z.string().optional().catch(undefined),
  DateTimeOriginal: z.string().optional().catch(undefined),
})

/** `block`: as the decoder hands it out. Throws for a block that cannot be read. */
export async function readExif(block: Uint8Array): Promise<{ camera?: string; takenAt?: string }> {
  if (block.length > mostBytes) return {}
  const bytes = Buffer.from(block)
  const tiff = bytes.subarray(bytes.subarray(0, marker.length).toString('latin1') === marker ? marker.length : 0)
  const found: unknown = await exifr.parse(tiff, {
    pick: ['Make', 'Model', 'DateTimeOriginal'],
    reviveValues: false,
    mergeOutput: true,
  })
  const { Make = '', Model = '', DateTimeOriginal = '' } = tags.parse(found ?? {})
  const camera = cameraOf(words(Make), words(Model))
  const takenAt = momentOf(DateTimeOriginal)
  return { ...(camera !== '' && { camera }), ...(takenAt !== null && { takenAt }) }
}

/** What can be shown of a text: its letters and signs with single blanks between them. */
const words = (text: string): string =>
  text
    .slice(0, 50)
    .replaceAll(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()

/** "Canon" and "Canon EOS R5" are one camera, "SONY" and "ILCE-7M4" the two halves of its name. */
const cameraOf = (maker: string, model: string): string =>
  model.toLowerCase().startsWith(maker.toLowerCase()) ? model : `${maker} ${model}`.trim()

/** `2026:05:03 14:02:11` as ISO, or null when no camera can have said so. */
function momentOf(text: string): string | null {
  const [, year, month, day, time] = /^((?:19|20)\d\d):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(text) ?? []
  const iso = `${year}-${month}-${day}T${time}`
  return z.iso.datetime({ local: true }).safeParse(iso).success ? iso : null
}
