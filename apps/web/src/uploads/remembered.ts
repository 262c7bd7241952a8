// What this tab had not finished, kept across a reload: files cannot be kept, their names, sizes and places can.
import { z } from 'zod'
import type { Upload } from './upload.ts'

const remembered = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    size: z.number(),
    modified: z.number().nullable(),
    under: z.string().nullable(),
    path: z.array(z.string()),
    to: z.object({ id: z.string().nullable() }).nullable(),
    assetId: z.string().nullable(),
    uploadId: z.string().nullable(),
    sent: z.number(),
  }),
)
export type Remembered = z.output<typeof remembered>[number]

const keyOf = (account: string) => `usher uploads ${account}`

export function remember(account: string, uploads: readonly Upload[]): void {
  const kept = uploads.map(
    ({ id, name, size, modified, batch: { under }, path, to, assetId, uploadId, sent }): Remembered => ({
      id,
      name,
      size,
      modified,
      under,
      path: [...path],
      to,
      assetId,
      uploadId,
      sent,
    }),
  )
  try {
    if (kept.length) sessionStorage.setItem(keyOf(account), JSON.stringify(kept))
    else sessionStorage.removeItem(keyOf(account))
  } catch {
    // No room, or no storage in this browser: the server knows of what has begun.
  }
}

export function readRemembered(account: string): Remembered[] {
  try {
    return remembered.parse(JSON.parse(sessionStorage.getItem(keyOf(account)) ?? '[]'))
  } catch {
    return []
  }
}
