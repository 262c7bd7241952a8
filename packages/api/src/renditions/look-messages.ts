// What the server and the process that looks at files say to each other. The process has read hostile bytes: what it
// says is parsed like any input, and bounded.
import { z } from 'zod'
import type { Format } from './formats.ts'
import { renditionSizes } from './looked.ts'

export interface Question {
  path: string
  format: Format
}

const pixels = z.int().min(1).max(1_000_000_000)

export const answer = z.discriminatedUnion('is', [
  /** It has started and can be asked. */
  z.strictObject({ is: z.literal('ready') }),
  /** Found on the way: it stays known if the process comes to an end in the middle. */
  z.strictObject({
    is: z.literal('known'),
    what: z.strictObject({
      width: pixels.exactOptional(),
      height: pixels.exactOptional(),
      camera: z.string().max(100).exactOptional(),
      takenAt: z.iso.datetime({ local: true, offset: false }).max(19).exactOptional(),
      pages: z.int().min(1).max(10_000_000).exactOptional(),
    }),
  }),
  z.strictObject({
    is: z.literal('rendition'),
    size: z.enum(renditionSizes),
    webp: z.instanceof(Uint8Array).refine((bytes) => bytes.length < 8 * 1024 * 1024),
  }),
  /** That was all; `rss` is the memory it has now, in bytes. */
  z.strictObject({ is: z.literal('done'), rss: z.number() }),
])
export type Answer = z.infer<typeof answer>
