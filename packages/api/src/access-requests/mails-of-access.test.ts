// Who is told of a request and of its answer, and of what ends soon: real PostgreSQL, real SMTP. What a mail says is read
// when it is sent, as its reader sees it by then.
import { expect, it } from 'vitest'
import type { AssetId } from '@usher/domain'
import { acmeByMail } from '../testing/acme-by-mail.ts'
import { moveClock } from '../testing/clock.ts'
import { give, plantCollection } from '../testing/grants.ts'
import { eventually, startJobs } from '../testing/jobs.ts'
import { plantFolder } from '../testing/library.ts'
import { as, startServer, type TestMember } from '../testing/world.ts'
import { tellOfAccessEnds } from './tell-of-access-ends.ts'
import { tellSharers } from './tell-sharers.ts'

const { database, sink, acme, ada } = await acmeByMail('Ada Ohm')
const { db, url: databaseUrl } = database
const url = await startServer(databaseUrl)
let jobs = await startJobs(databaseUrl, sink.url, { publicUrl: url })
const fay = await acme.member('Fay', 'library_restricted')
const gil = await acme.member('Gil', 'library_restricted')
const lou = await acme.member('Lou', 'library_full')
const of = (who: TestMember) => as(url, who)
const folder = (name: string, owner: TestMember | null = null, parentId: AssetId | null = null) =>
  plantFolder(db, acme.id, { name, parentId, ownerId: owner?.memberId ?? null })
const inDays = (n: number) => new Date(Date.now() + n * 86_400_000)
/** Addresses of the mails of this kind, with what became of each. */
const mailed = async (template: string, since: number) =>
  (await db.selectFrom('mail').select(['email', 'state']).where('template', '=', template).orderBy('id').execute())
    .slice(since)
    .map((m) => `${m.email} ${m.state}`)
    .toSorted()
const soFar = async (template: string) => (await mailed(template, 0)).length
const quiet = () =>
  eventually(async () => (await database.pool.query(`select from graphile_worker.jobs`)).rowCount === 0)
const requestOf = async (thingId: string) =>
  (
    await db
      .selectFrom('access_request')
      .select('id')
      .where('thing_id', '=', thingId as AssetId)
      .where('answered_at', 'is', null)
      .executeTakeFirstOrThrow()
  ).id

it('a request is mailed to the owner and to whoever was given manage, once however often it is asked', async () => {
  const spring = await folder('Spring', lou)
  await give(db, acme.id, { on: spring, to: gil, level: 'manage' })
  const since = await soFar('access_asked')
  await of(fay).accessRequests.make.mutate({ thingId: spring, level: 'contribute', words: 'For the brochure' })
  const mail = await sink.next(gil.email)
  expect(mail.subject).toBe('Fay asks for access to “Spring”')
  expect(mail.text).toContain('Fay (fay@acme.test) asks for “Can contribute” on “Spring”')
  expect(mail.text).toContain('> For the brochure')
  expect(mail.text).toContain(`${url}/a/acme/access-requests`)
  await of(fay).accessRequests.make.mutate({ thingId: spring, level: 'manage', words: 'Really' })
  await quiet()
  await tellSharers(db, await requestOf(spring))
  await quiet()
  expect(await mailed('access_asked', since)).toEqual(['gil@acme.test sent', 'lou@acme.test sent'])
})

it('where nobody owns it or was given manage, the administrators are told; of what is not there, nobody', async () => {
  const since = await soFar('access_asked')
  const picks = await plantCollection(db, acme.id, { name: 'Picks', ownerId: null }, [])
  await of(fay).accessRequests.make.mutate({ thingId: picks, level: 'view' })
  await of(fay).accessRequests.make.mutate({ thingId: crypto.randomUUID(), level: 'view' })
  await quiet()
  expect(await mailed('access_asked', since)).toEqual(['ada.ohm@acme.test sent'])
})

it('a mail to somebody who cannot share it any more, or of what was answered, is dropped', async () => {
  const autumn = await folder('Autumn')
  const grantId = await give(db, acme.id, { on: autumn, to: gil, level: 'manage' })
  const since = await soFar('access_asked')
  await jobs.stop()
  await of(fay).accessRequests.make.mutate({ thingId: autumn, level: 'view' })
  await tellSharers(db, await requestOf(autumn))
  await of(ada).grants.revoke.mutate({ assetId: autumn, grantIds: [grantId] })
  jobs = await startJobs(databaseUrl, sink.url, { publicUrl: url })
  await quiet()
  expect(await mailed('access_asked', since)).toEqual(['ada.ohm@acme.test sent', 'gil@acme.test dropped'])
})

it('what was withdrawn is mailed to nobody, and asked for again to each once', async () => {
  const since = await soFar('access_asked')
  const [early, late] = [await folder('Early bird', lou), await folder('Night owl', lou)]
  const asks = { level: 'view' as const }
  await jobs.stop()
  for (const thingId of [early, late]) await of(gil).accessRequests.make.mutate({ thingId, ...asks })
  const [accessRequestId, told] = [await requestOf(early), await requestOf(late)]
  await tellSharers(db, told)
  for (const id of [accessRequestId, told]) await of(gil).accessRequests.withdraw.mutate({ accessRequestId: id })
  jobs = await startJobs(databaseUrl, sink.url, { publicUrl: url })
  await quiet()
  expect(await mailed('access_asked', since)).toEqual(['lou@acme.test dropped'])
  await of(gil).accessRequests.make.mutate({ thingId: early, ...asks })
  await quiet()
  await of(gil).accessRequests.withdraw.mutate({ accessRequestId })
  await of(gil).accessRequests.make.mutate({ thingId: early, ...asks })
  await quiet()
  expect(await mailed('access_asked', since)).toEqual(['lou@acme.test dropped', 'lou@acme.test sent'])
})

it('whoever asked hears that it was given, with the link and the end, and that it was declined, with the word', async () => {
  const [winter, secret] = [await folder('Winter'), await folder('Secret')]
  const since = await soFar('access_answered')
  for (const thingId of [winter, secret]) await of(gil).accessRequests.make.mutate({ thingId, level: 'view' })
  const endsAt = inDays(30).toISOString()
  await of(ada).accessRequests.approve.mutate({ accessRequestId: await requestOf(winter), level: 'view', endsAt })
  const heard = async (subject: string) => {
    const found = await eventually(() =>
      Promise.resolve(sink.mails().find((m) => m.recipients.includes(gil.email) && m.subject === subject)),
    )
    return found.text
  }
  const yes = await heard('You have access to “Winter”')
  expect(yes).toContain(`${url}/a/acme/library?folder=${winter}`)
  expect(yes).toMatch(/Your access to it ends: \w+day/)
  await of(ada).accessRequests.decline.mutate({ accessRequestId: await requestOf(secret), words: 'Not before Friday' })
  const no = await heard('Your request for access was declined')
  expect(no).toContain('> Not before Friday')
  // Of what they do not see, not even the name; nor who said no.
  expect(no).not.toMatch(/Secret|Ada/)
  await quiet()
  expect(await mailed('access_answered', since)).toEqual(['gil@acme.test sent', 'gil@acme.test sent'])
})

it('three days before it ends, whoever has it is told once, of all of it in one mail, with the way to ask for longer', async () => {
  const hal = await acme.member('Hal', 'library_restricted')
  const names = ['May', 'June', 'Longer', 'Revoked', 'Extended', 'Owned', 'Early'] as const
  const of_ = new Map<string, AssetId>()
  for (const name of names) of_.set(name, await folder(name, name === 'Owned' ? hal : null))
  const at = (name: (typeof names)[number]) => of_.get(name) ?? ('' as AssetId)
  const grants = new Map<string, string>()
  for (const [name, days] of [
    ['May', 2],
    ['June', 2.5],
    ['Longer', 30],
    ['Revoked', 2],
    ['Extended', 2],
    ['Owned', 2],
    ['Early', 3.5],
  ] as const)
    grants.set(name, await give(db, acme.id, { on: at(name), to: hal, level: 'view', ends: inDays(days) }))
  await jobs.stop()
  await Promise.all([tellOfAccessEnds(db), tellOfAccessEnds(db)])
  await tellOfAccessEnds(db)
  expect(await mailed('access_ends', 0)).toEqual(['hal@acme.test queued'])
  await of(ada).grants.revoke.mutate({ assetId: at('Revoked'), grantIds: [grants.get('Revoked') ?? ''] })
  await of(ada).grants.change.mutate({
    assetId: at('Extended'),
    grantId: grants.get('Extended') ?? '',
    level: 'view',
    endsAt: inDays(60).toISOString(),
  })
  jobs = await startJobs(databaseUrl, sink.url, { publicUrl: url })
  const { subject, text } = await sink.next(hal.email)
  expect(subject).toBe('Your access to some things ends soon')
  for (const name of ['May', 'June'] as const) {
    expect(text).toContain(`${name}: Can view, until`)
    expect(text).toContain(`${url}/a/acme/ask?thing=${at(name)}&level=view`)
  }
  expect(text).not.toMatch(/Longer|Revoked|Extended|Owned|Early/)
  await moveClock(db, '1 day')
  await tellOfAccessEnds(db)
  await quiet()
  await moveClock(db, '0')
  const [, early] = await db
    .selectFrom('mail')
    .select(['about', 'state'])
    .where('template', '=', 'access_ends')
    .orderBy('id')
    .execute()
  expect(early).toMatchObject({ state: 'sent' })
  expect(early?.about['ends']).toMatch(new RegExp(`^${grants.get('Early') ?? ''} \\S+$`))
})

it('an end that was moved is told of anew, and a mail of which nothing is left is dropped', async () => {
  const ida = await acme.member('Ida', 'library_restricted')
  const july = await folder('July')
  const grantId = await give(db, acme.id, { on: july, to: ida, level: 'view', ends: inDays(2) })
  const since = await soFar('access_ends')
  await jobs.stop()
  await tellOfAccessEnds(db)
  const endsAt = inDays(2.9).toISOString()
  await of(ada).grants.change.mutate({ assetId: july, grantId, level: 'view', endsAt })
  await tellOfAccessEnds(db)
  jobs = await startJobs(databaseUrl, sink.url, { publicUrl: url })
  await quiet()
  expect(await mailed('access_ends', since)).toEqual(['ida@acme.test dropped', 'ida@acme.test sent'])
})
