// A logo, drawn anew from what was sent, by the process that opens what people upload: what is kept and shown to others are
// pixels of our own making, never the bytes that came.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { logoBytesAtMost, Problem } from '@usher/domain'
import { renditionFile } from '../renditions/looked.ts'
import type { Looker } from '../renditions/looker.ts'
import { sniff } from '../renditions/sniff.ts'

const formats = new Set(['image/png', 'image/jpeg', 'image/webp'])

/** The picture as WebP. Throws `not_a_logo` for what is none, cannot be drawn, or is too large when it is. */
export async function drawLogo(looker: Looker, sent: Uint8Array): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'usher-logo-'))
  try {
    const path = join(folder, 'sent')
    await writeFile(path, sent)
    const mediaType = await sniff(path, '')
    if (!formats.has(mediaType)) throw new Problem('not_a_logo')
    const { renditions } = await looker.look({ path, mediaType, into: folder })
    if (!renditions.includes('small')) throw new Problem('not_a_logo')
    const webp = await readFile(join(folder, renditionFile('small')))
    if (webp.length > logoBytesAtMost) throw new Problem('not_a_logo')
    return webp
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
