// Taking people, groups, grants, collections and the whole account out of Usher, for administrators (rules §1). Asking leaves
// an entry; what was asked for can be fetched for ten minutes.
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rm, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { exportFiles, Problem, type ExportFile } from '@usher/domain'
import { inSnapshot } from '../access/exported.ts'
import { ourAccount } from '../access/ours.ts'
import type { InLibrary } from '../access/reach.ts'
import { exportedLately } from '../audit/exported-lately.ts'
import { can, router } from '../trpc.ts'
import { turnstile } from '../turnstile.ts'
import { asHostile, pour } from '../versions/send-bytes.ts'
import { collectionsCsv, grantsCsv, groupsCsv, peopleCsv } from './lists.ts'
import { worldText } from './world-text.ts'

const file = z.enum(exportFiles)
type Exporting = InLibrary & { now: Date }
const textOf: Record<ExportFile, (ctx: Exporting) => AsyncGenerator<string>> = {
  people: peopleCsv,
  groups: groupsCsv,
  grants: grantsCsv,
  collections: collectionsCsv,
  world: worldText,
}

export const exports = router({
  /** Notes down that this is exported: the administrator who asks can fetch it for ten minutes, at `export/FILE`. */
  ask: can('account.own')
    .input({ file })
    .change('account.exported', async ({ ctx, input, done }) =>
      done(null, { on: ctx.accountId, before: null, after: { file: input.file } }),
    ),
})

/** So many are read on this server at once, one of an account: each has a connection of its own meanwhile. */
const exportsAtOnce = 2

/** To a file without a name, which is gone with the process that has it open. */
async function write(ctx: Exporting, what: ExportFile): Promise<{ file: FileHandle; size: number }> {
  const path = join(tmpdir(), `usher-export-${randomUUID()}`)
  try {
    await inSnapshot(ctx, (at) =>
      pipeline(Readable.from(textOf[what](at)), createWriteStream(path, { flags: 'wx', mode: 0o600 })),
    )
    const file = await open(path)
    return { file, size: (await file.stat()).size }
  } finally {
    await rm(path, { force: true })
  }
}

/** What was asked for, as the account is now. Throws `export_first`. */
export const exportBytes = can('account.own')
  .input({ file })
  .route('/api/:account/export/:file', async ({ ctx, input, req, res }) => {
    if (!(await exportedLately(ctx, input.file))) throw new Problem('export_first')
    const { slug } = await ourAccount(ctx)
    // Read in one go and sent as fast as whoever fetches it can take it: the database waits for nobody.
    const { file: written, size } = await turnstile(
      `exports of ${ctx.accountId}`,
      () => turnstile('exports', () => write(ctx, input.file), exportsAtOnce),
      1,
    )
    asHostile(res, randomUUID())
    res.removeHeader('etag')
    // Nor does a browser keep on its disk who is in the account.
    res.set('cache-control', 'no-store')
    res.attachment(`${slug}-${input.file}.${input.file === 'world' ? 'json' : 'csv'}`)
    res.type(input.file === 'world' ? 'application/json' : 'text/csv')
    res.set('content-length', String(size))
    await pour(req, res, written.createReadStream())
  })
