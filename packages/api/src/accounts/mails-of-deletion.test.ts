// Whom an account tells that it is deleted, and when: its administrators, at once and three days before it is erased. Nobody else
// hears of it meanwhile.
import { expect, it } from 'vitest'
import { putInOutbox } from '../mail/outbox.ts'
import { acmeByMail } from '../testing/acme-by-mail.ts'
import { moveClock, stayingSignedIn } from '../testing/clock.ts'
import { eventually, mailDone, startJobs } from '../testing/jobs.ts'
import { as, startServer } from '../testing/world.ts'
import { tellOfErasing } from './tell-of-erasing.ts'

const { database, sink, acme, ada } = await acmeByMail()
const { db, url } = database
const server = await startServer(url)
await startJobs(url, sink.url)
const ben = await acme.member('Ben', 'account_admin')
await acme.member('Out', 'account_admin', { status: 'suspended' })
await acme.member('Vic', 'library_view')

async function deleteIt(): Promise<void> {
  await stayingSignedIn(db)
  await as(server, ada).exports.ask.mutate({ file: 'world' })
  await as(server, ada).accounts.delete.mutate({ name: 'Acme' })
}
const told = async (template: string) =>
  (await db.selectFrom('mail').select('email').where('template', '=', template).orderBy('email').execute()).map(
    (m) => m.email,
  )

it('its active administrators are told at once: by whom, until when, and where to undo it', async () => {
  await deleteIt()
  for (const { email } of [ada, ben]) {
    const mail = await sink.next(email, 'Acme is deleted')
    expect(mail.text).toContain('Ada (ada@acme.test) has deleted the account Acme.')
    expect(mail.text).toContain(`https://media.acme.test/a/${acme.slug}`)
  }
  expect(await told('account_deleted')).toEqual([ada.email, ben.email])
})

it('a mail that waits is dropped, but for what is about somebody’s own sign-in', async () => {
  await db.transaction().execute(async (trx) => {
    await putInOutbox(trx, acme.id, { template: 'test', email: 'test@acme.test', about: { userId: ada.userId } })
    const about = { userId: ada.userId }
    await putInOutbox(trx, acme.id, { template: 'password_changed', email: 'own@acme.test', about })
  })
  expect(await mailDone(db, 'test@acme.test')).toMatchObject({ state: 'dropped', error: 'this account is deleted' })
  expect(await mailDone(db, 'own@acme.test')).toMatchObject({ state: 'sent' })
})

it('three days before they are told once more, once each', async () => {
  await moveClock(db, '26 days 23 hours')
  await tellOfErasing(db)
  expect(await told('account_erased_soon')).toEqual([])
  await moveClock(db, '27 days 1 minute')
  await Promise.all([tellOfErasing(db), tellOfErasing(db)])
  await moveClock(db, '28 days')
  await tellOfErasing(db)
  expect(await told('account_erased_soon')).toEqual([ada.email, ben.email])
  for (const { email } of [ada, ben])
    expect((await sink.next(email, 'Acme is erased soon')).text).toContain('https://media.acme.test/a/acme')
})

it('a deletion that was undone is not told of any more, and another one is told of anew', async () => {
  await as(server, ben).accounts.restore.mutate()
  const before = (await told('account_deleted')).length
  await deleteIt()
  expect(await told('account_deleted')).toHaveLength(before + 2)
  await as(server, ben).accounts.restore.mutate()
  await db.transaction().execute((trx) =>
    putInOutbox(trx, acme.id, {
      template: 'account_erased_soon',
      email: 'late@acme.test',
      about: { deletedAt: '2026-01-01T00:00:00.000Z' },
    }),
  )
  const late = await eventually(() => mailDone(db, 'late@acme.test'))
  expect(late).toMatchObject({ state: 'dropped', error: 'this deletion was undone' })
})
