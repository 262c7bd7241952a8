// Two people answer one request at once, or one answers what is withdrawn just then, on two servers: one of the two counts, and
// the other is told which it was.
import { describe, expect, it } from 'vitest'
import type { AccessRequestId } from '@usher/domain'
import { plantAccessRequest } from '../testing/grants.ts'
import { plantFolder } from '../testing/library.ts'
import { account, as, freshDatabase, refusal, startServer } from '../testing/world.ts'

const rounds = Number(process.env['RACE_ROUNDS'] ?? 10)

describe('two answers at once', { timeout: 120_000 + rounds * 5_000 }, async () => {
  const { url, db } = await freshDatabase()
  const [one, two] = [await startServer(url), await startServer(url)]
  const acme = await account(db, 'Acme')
  const [ada, bea] = [await acme.member('Ada', 'account_admin'), await acme.member('Bea', 'account_admin')]
  const fay = await acme.member('Fay', 'library_restricted')
  const approve = (accessRequestId: AccessRequestId) =>
    as(one, ada).accessRequests.approve.mutate({ accessRequestId, level: 'view' })
  const decline = (accessRequestId: AccessRequestId) =>
    as(one, ada).accessRequests.decline.mutate({ accessRequestId, words: 'first' })
  const approveMore = (accessRequestId: AccessRequestId) =>
    as(two, bea).accessRequests.approve.mutate({ accessRequestId, level: 'manage' })
  const declineToo = (accessRequestId: AccessRequestId) =>
    as(two, bea).accessRequests.decline.mutate({ accessRequestId, words: 'second' })

  it.each([
    ['yes and yes', approve, approveMore],
    ['yes and no', approve, declineToo],
    ['no and yes', decline, approveMore],
    ['no and no', decline, declineToo],
  ])('%s are one', async (_, first, second) => {
    for (let round = 0; round < rounds; round += 1) {
      const thingId = await plantFolder(db, acme.id, { name: crypto.randomUUID(), parentId: null, ownerId: null })
      const asked = { memberId: fay.memberId, thingId, level: 'view' } as const
      const id = await plantAccessRequest(db, acme.id, asked)
      const [a, b] = await Promise.all([refusal(first(id)), refusal(second(id))])
      const { answer, answer_words: words } = await db
        .selectFrom('access_request')
        .select(['answer', 'answer_words'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      expect([a, b].filter((each) => each !== null)).toEqual([{ code: 'access_answered', data: { answer } }])
      // What stands there is what the one who was not refused said.
      const given = await db.selectFrom('grant').select('level').where('thing_id', '=', thingId).execute()
      expect(given.map((g) => g.level)).toEqual(answer === 'declined' ? [] : [a ? 'manage' : 'view'])
      if (answer === 'declined') expect(words).toBe(a ? 'second' : 'first')
    }
  })

  it.each([
    ['yes', approveMore],
    ['no', declineToo],
  ])('withdrawing and %s are one', async (_, answer) => {
    for (let round = 0; round < rounds; round += 1) {
      const thingId = await plantFolder(db, acme.id, { name: crypto.randomUUID(), parentId: null, ownerId: null })
      const id = await plantAccessRequest(db, acme.id, { memberId: fay.memberId, thingId, level: 'view' })
      const withdraw = as(one, fay).accessRequests.withdraw.mutate({ accessRequestId: id })
      const [a, b] = await Promise.all([refusal(withdraw), refusal(answer(id))])
      const stands = await db
        .selectFrom('access_request')
        .select(['answer', 'withdrawn_at'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      expect(stands.withdrawn_at === null).toBe(stands.answer !== null)
      const data = { answer: stands.answer ?? 'withdrawn' }
      expect([a, b]).toEqual(
        stands.answer ? [{ code: 'access_answered', data }, null] : [null, { code: 'access_answered', data }],
      )
      const given = await db.selectFrom('grant').select('level').where('thing_id', '=', thingId).execute()
      expect(given).toHaveLength(stands.answer === 'approved' ? 1 : 0)
    }
  })
})
