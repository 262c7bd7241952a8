// Copies that are too large for one change: they go on by themselves, part by part, as whoever asked; what others do to the
// source, the destination or the person meanwhile; and a server that is stopped in the middle.
import { expect, it } from 'vitest'
import { copiesAtOnce, copiesUnderWay, type AssetId, type CopyId } from '@usher/domain'
import { eventually, startJobs } from '../testing/jobs.ts'
import { auditKey } from '../testing/keys.ts'
import { plantFile, plantFiles, plantFolder } from '../testing/library.ts'
import { toldTwice } from '../testing/told-twice.ts'
import { account, as, freshDatabase, refusal, startServer } from '../testing/world.ts'
import { goOnCopying, goOnWithForgotten } from './go-on-copying.ts'

const { url, db, pool } = await freshDatabase()
const server = await startServer(url)
let serial = 0
const count = copiesAtOnce + 100

/** "Spring" with a folder of many files in it, and "Launch", where it is copied to. */
async function world() {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  const ada = await acme.member('Ada', 'account_admin')
  const ben = await acme.member('Ben', 'library_full')
  const [adas, bens] = [as(server, ada), as(server, ben)]
  const dir = (name: string, parentId: AssetId | null = null) =>
    plantFolder(db, acme.id, { name, parentId, ownerId: ada.memberId })
  const [spring, launch] = [await dir('Spring'), await dir('Launch')]
  const shoot = await dir('Shoot', spring)
  const files = await plantFiles(db, acme.id, { count, parentId: shoot, ownerId: ada.memberId })
  const begin = async (assetIds: string[] = [spring]): Promise<CopyId> => {
    const begun = await bens.library.copy.mutate({ assetIds, destinationId: launch })
    if (!('copyId' in begun)) throw new Error('it was done at once')
    return begun.copyId
  }
  /** What a job does; at most so many parts. */
  const goOn = async (copyId: CopyId, parts = 100) => {
    for (let part = 0; part < parts; part += 1) await goOnCopying({ db, auditKey }, copyId, false)
  }
  const state = async (copyId: CopyId) => {
    const copy = (await bens.copies.list.query()).find((c) => c.id === copyId)
    if (!copy) throw new Error('it is not in the list')
    return { state: copy.state, handled: copy.handled, copied: copy.copied, problem: copy.problem }
  }
  /** How many files Ben has. */
  const copied = async () =>
    (
      await db
        .selectFrom('asset')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('owner_id', '=', ben.memberId)
        .where('kind', '=', 'file')
        .executeTakeFirstOrThrow()
    ).n
  const agrees = async () => {
    const { tables, entries } = await toldTwice(db, acme.id)
    expect(tables).toEqual(entries)
  }
  return { acme, ada, ben, adas, bens, dir, spring, launch, shoot, files, begin, goOn, state, copied, agrees }
}
const things = count + 2

it('is answered at once, goes on part by part, and is as a small one would be; the log names who asked', async () => {
  const { acme, bens, spring, launch, files, goOn, state, copied, agrees } = await world()
  await bens.tags.change.mutate({ assetIds: [spring, String(files[0])], add: ['sea'] })
  const begun = await bens.library.copy.mutate({ assetIds: [spring], destinationId: launch })
  expect(begun).toEqual({ copyId: expect.any(String), things })
  const copyId = (begun as { copyId: CopyId }).copyId // as the line above has seen
  expect(await copied()).toBe(0)
  await goOn(copyId, 1)
  expect(await state(copyId)).toEqual({ state: 'running', handled: 200, copied: 200, problem: null })
  await goOn(copyId)
  expect(await state(copyId)).toEqual({ state: 'done', handled: things, copied: things, problem: null })
  expect(await copied()).toBe(count)
  const [copy] = (await bens.library.list.query({ folderId: launch })).assets
  expect(copy?.name).toBe('Spring')
  expect((await bens.tags.list.query({ assetIds: [String(copy?.id)] })).tags).toEqual([{ name: 'sea', on: 1 }])
  expect((await bens.library.history.query({ assetId: String(copy?.id) })).entries).toMatchObject([
    { what: 'asset.copied', actor: { kind: 'member', name: 'Ben' } },
  ])
  // All parts are found by the one request that asked for them.
  const requests = await db
    .selectFrom('audit_entry')
    .select('request')
    .distinct()
    .where('chain', '=', `account:${acme.id}`)
    .where('what', '=', 'asset.copied')
    .execute()
  expect(requests).toHaveLength(1)
  // Nothing of the plan is left.
  expect(await db.selectFrom('copy_item').select('place').where('copy_id', '=', copyId).execute()).toEqual([])
  await agrees()
})

it('the queue carries it through, and two servers at once copy nothing twice', async () => {
  const { begin, state, copied, agrees } = await world()
  const copyId = await begin()
  const jobs = [await startJobs(url, null), await startJobs(url, null)]
  await Promise.all(Array.from({ length: 4 }, () => goOnCopying({ db, auditKey }, copyId, false)))
  await eventually(async () => (await state(copyId)).state !== 'running')
  expect(await state(copyId)).toMatchObject({ state: 'done', copied: things })
  expect(await copied()).toBe(count)
  await Promise.all(jobs.map((j) => j.stop()))
  await agrees()
})

it('what is undone in the middle of a part is begun anew with that part: nothing twice, nothing left out', async () => {
  const { begin, goOn, state, copied, agrees } = await world()
  const copyId = await begin()
  await goOn(copyId, 2)
  // In the middle of the third part the database refuses to go on.
  const { asset_id } = await db
    .selectFrom('copy_item')
    .select('asset_id')
    .where('copy_id', '=', copyId)
    .where('place', '=', 500)
    .executeTakeFirstOrThrow()
  const { name } = await db.selectFrom('asset').select('name').where('id', '=', asset_id).executeTakeFirstOrThrow()
  await pool.query(`create function break_off() returns trigger language plpgsql as
    $$ begin if new.name = '${name}' then raise 'broken off'; end if; return new; end $$`)
  await pool.query(`create trigger break_off before insert on asset for each row execute function break_off()`)
  await expect(goOn(copyId, 1)).rejects.toThrow('broken off')
  await pool.query(`drop trigger break_off on asset`)
  expect(await state(copyId)).toMatchObject({ state: 'running', handled: 400 })
  expect(await copied()).toBe(398)
  await goOn(copyId)
  expect(await state(copyId)).toMatchObject({ state: 'done', copied: things })
  expect(await copied()).toBe(count)
  await agrees()
})

it('what went into the trash, or away from there, before its turn came is left out; what came is no part of it', async () => {
  const { acme, ada, adas, dir, shoot, files, begin, goOn, state, copied, agrees } = await world()
  const copyId = await begin()
  await goOn(copyId, 1)
  // By name: "999.txt" is the last of them.
  const elsewhere = await dir('Elsewhere')
  await adas.library.delete.mutate({ assetIds: [String(files[998])] })
  await adas.library.move.mutate({ assetIds: [String(files[997])], destinationId: elsewhere })
  await plantFile(db, acme.id, { name: 'zzz new.txt', parentId: shoot, ownerId: ada.memberId })
  await goOn(copyId)
  expect(await state(copyId)).toEqual({ state: 'done', handled: things, copied: things - 2, problem: null })
  expect(await copied()).toBe(count - 2)
  await agrees()
})

it('stops, and says why, when what was chosen or where it goes is deleted; what is copied stays', async () => {
  for (const gone of ['spring', 'launch'] as const) {
    const here = await world()
    const copyId = await here.begin()
    await here.goOn(copyId, 1)
    await here.adas.library.delete.mutate({ assetIds: [here[gone]] })
    await here.goOn(copyId)
    expect(await here.state(copyId)).toEqual({
      state: 'stopped',
      handled: 200,
      copied: 200,
      problem: { code: 'not_found', data: {} },
    })
    expect(await here.copied()).toBe(198)
    await here.agrees()
  }
})

it('goes on without what was deleted of the copy while it was made', async () => {
  const { adas, bens, launch, begin, goOn, state, agrees } = await world()
  const copyId = await begin()
  await goOn(copyId, 1)
  const [copy] = (await bens.library.list.query({ folderId: launch })).assets
  const [shoot] = (await bens.library.list.query({ folderId: String(copy?.id) })).assets
  await adas.library.delete.mutate({ assetIds: [String(shoot?.id)] })
  await goOn(copyId)
  expect(await state(copyId)).toEqual({ state: 'done', handled: things, copied: 200, problem: null })
  await agrees()
})

it('stops when whoever asked may not any more: suspended, another role, or removed', async () => {
  const { ben, adas, begin, goOn, copied, agrees } = await world()
  const why = (copyId: CopyId) =>
    db.selectFrom('copy').select(['state', 'problem']).where('id', '=', copyId).executeTakeFirst()
  const [first, second, third] = [await begin(), await begin(), await begin()]
  await adas.members.suspend.mutate({ memberIds: [ben.memberId] })
  await goOn(first, 1)
  expect(await why(first)).toEqual({
    state: 'stopped',
    problem: { code: 'cannot_enter', data: { because: 'suspended' } },
  })
  await adas.members.reinstate.mutate({ memberIds: [ben.memberId] })
  await adas.members.changeRole.mutate({ memberIds: [ben.memberId], role: 'library_view' })
  await goOn(second, 1)
  expect(await why(second)).toMatchObject({ state: 'stopped', problem: { code: 'level_too_low' } })
  await adas.members.remove.mutate({ memberIds: [ben.memberId] })
  await goOn(third, 1)
  expect(await why(third)).toBeUndefined()
  expect(await copied()).toBe(0)
  await agrees()
})

it('can be cancelled by whoever asked, and by nobody else; ended ones are taken off the list', async () => {
  const { adas, bens, begin, goOn, state } = await world()
  const copyId = await begin()
  await goOn(copyId, 1)
  expect(await refusal(adas.copies.cancel.mutate({ copyId }))).toMatchObject({ code: 'not_found' })
  await bens.copies.clear.mutate({ copyIds: [copyId] })
  await bens.copies.cancel.mutate({ copyId })
  await goOn(copyId)
  expect(await state(copyId)).toEqual({ state: 'cancelled', handled: 200, copied: 200, problem: null })
  await bens.copies.clear.mutate({ copyIds: [copyId] })
  expect(await bens.copies.list.query()).toEqual([])
})

it(`has at most ${copiesUnderWay} that are not finished`, async () => {
  const { begin } = await world()
  const begun: CopyId[] = []
  for (let n = 0; n < copiesUnderWay; n += 1) begun.push(await begin())
  expect(await refusal(begin())).toEqual({ code: 'too_many_copies', data: { limit: copiesUnderWay } })
  await db
    .updateTable('copy')
    .set({ state: 'done', ended_at: new Date() })
    .where('id', '=', String(begun[0]) as CopyId)
    .execute()
  await begin()
})

it('one whose job was lost gets another', async () => {
  const { begin } = await world()
  const copyId = await begin()
  const jobs = async () => {
    const of = `select from graphile_worker._private_jobs where payload ->> 'copyId' = $1`
    return (await pool.query(of, [copyId])).rowCount
  }
  await goOnWithForgotten(db)
  expect(await jobs()).toBe(1)
  await pool.query(`delete from graphile_worker._private_jobs where payload ->> 'copyId' = $1`, [copyId])
  const hourAgo = new Date(Date.now() - 3_700_000)
  await db.updateTable('copy').set({ went_on_at: hourAgo }).where('id', '=', copyId).execute()
  await goOnWithForgotten(db)
  expect(await jobs()).toBe(1)
})

it('what goes wrong in the last try ends it, and says so', async () => {
  const { begin, state } = await world()
  const copyId = await begin()
  await pool.query(`create function fail() returns trigger language plpgsql as $$ begin raise 'a bug'; end $$`)
  await pool.query(`create trigger fail before insert on folder_ancestor for each row execute function fail()`)
  await expect(goOnCopying({ db, auditKey }, copyId, true)).rejects.toThrow('a bug')
  await pool.query(`drop trigger fail on folder_ancestor`)
  expect(await state(copyId)).toMatchObject({ state: 'stopped', problem: { code: 'copy_broken' } })
})
