// Once per run: a real PostgreSQL, and the migrated template that every test file clones.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { connect } from '../db/connect.ts'
import { startEmbedded } from '../db/embedded/start-embedded.ts'
import { migrate } from '../db/migrate.ts'
import { openHouse } from '../house.ts'
import { testKey } from './keys.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server's address, with the template as its database. */
    template: string
  }
}

export const templateName = 'template_usher'

// What a crash would lose does not matter here; speed does.
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  autovacuum: 'off',
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'usher-test-'))
  // As root, PostgreSQL runs as somebody else, who has to get in.
  chmodSync(dataDir, 0o755)
  const embedded = await startEmbedded({ dataDir, settings, syncNewFiles: false })
  const admin = new pg.Client(embedded.url)
  await admin.connect()
  await admin.query(`create database ${templateName}`)
  await admin.end()
  const template = new URL(embedded.url)
  template.pathname = `/${templateName}`
  const { db, pool } = connect(template.href, 2)
  await migrate(db, pool)
  await openHouse(db, testKey)
  await db.destroy()
  project.provide('template', template.href)
  return async () => {
    await embedded.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
