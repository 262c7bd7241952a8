// The queue at work in a test, as another server would run it, and ways to wait for what becomes of a mail.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { afterAll } from 'vitest'
import { defaultPrices } from '../billing/price-list.ts'
import type { House } from '../context.ts'
import { connect } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { runJobs } from '../jobs/run-jobs.ts'
import { openLooker } from '../renditions/looker.ts'
import { auditKey } from './keys.ts'
import { parts, storage } from './world.ts'

export interface TestJobs {
  /** Where mails are written without a mail server. */
  dataDir: string
  /** What it told whoever runs the server. */
  said: string[]
  stop(): Promise<void>
}

/** Runs jobs on this database with a pool of their own, by SMTP to this address or, with null, into files. */
export async function startJobs(
  url: string,
  mailUrl: string | null,
  {
    publicUrl = 'https://media.acme.test',
    mailFrom = 'Usher <usher@acme.test>',
    bytes = { storage, parts },
  }: { publicUrl?: string; mailFrom?: string; bytes?: Pick<House, 'storage' | 'parts'> } = {},
): Promise<TestJobs> {
  const dataDir = mkdtempSync(join(tmpdir(), 'usher-jobs-'))
  const said: string[] = []
  const { db, pool } = connect(url, 8, (line) => said.push(line))
  const jobs = await runJobs({
    pool,
    db,
    house: { publicUrl, auditKey, prices: defaultPrices, looker: openLooker(), ...bytes },
    config: { mailUrl, mailFrom, dataDir, publicUrl },
    say: (line) => said.push(line),
  })
  let stopped: Promise<void> | null = null
  const stop = () => (stopped ??= jobs.stop().then(() => db.destroy()))
  afterAll(async () => {
    await stop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return { dataDir, said, stop }
}

/** Waits until this gives something, 20 seconds at most. */
export async function eventually<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (const ends = Date.now() + 20_000; ; await sleep(25)) {
    const found = await look()
    if (found) return found
    if (Date.now() > ends) throw new Error('it did not come about within 20 s')
  }
}

/** The mail to this address, once it has left the queue. */
export const mailDone = (db: Kysely<DB>, email: string) =>
  eventually(() =>
    db.selectFrom('mail').selectAll().where('email', '=', email).where('state', '!=', 'queued').executeTakeFirst(),
  )
