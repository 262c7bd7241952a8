// Acme with Ada, who administers it, in a database of its own, and a real mail server for what the outbox sends.
// Everything ends with the test file that asked for it.
import { afterAll } from 'vitest'
import { startSink, type SmtpSink } from './smtp-sink.ts'
import { account, freshDatabase, type TestAccount, type TestDatabase, type TestMember } from './world.ts'

export interface AcmeByMail {
  database: TestDatabase
  sink: SmtpSink
  acme: TestAccount
  ada: TestMember
}

export async function acmeByMail(ada = 'Ada'): Promise<AcmeByMail> {
  const database = await freshDatabase()
  const sink = await startSink()
  afterAll(() => sink.stop())
  const acme = await account(database.db)
  return { database, sink, acme, ada: await acme.member(ada, 'account_admin') }
}
