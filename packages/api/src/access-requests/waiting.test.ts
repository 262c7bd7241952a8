// How many requests wait is how many the queue shows, and both are what the slow law (domain/reach.ts) says: who can share
// the thing, and who has not what they ask for. In random worlds, in as many statements however many wait.
import fc from 'fast-check'
import type { KyselyPlugin } from 'kysely'
import { expect, it } from 'vitest'
import {
  endingSoonDays,
  isAtLeast,
  levelOf,
  levelOnCollection,
  levels,
  may,
  seesByReach,
  type AssetId,
  type Level,
  type MemberId,
  type MemberInWorld,
  type World,
} from '@usher/domain'
import { answerable, countAnswerable } from '../access/access-requests.ts'
import { inLibraryAs } from '../access/reach.ts'
import { handleOf } from '../db/connect.ts'
import { plantAccessRequest } from '../testing/grants.ts'
import { plantFolder } from '../testing/library.ts'
import { nth, plantWorld, worlds, type DrawnWorld } from '../testing/random-world.ts'
import { account, as, freshDatabase, startServer, type TestMember } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
const rounds = Number(process.env['LAWS'] ?? 40)

const enterprise = worlds.map((drawn): DrawnWorld => ({
  ...drawn,
  plan: 'enterprise',
  people: [...drawn.people, { role: 'library_restricted', status: 'active' }],
}))
const levelOn = (world: World, member: MemberInWorld, id: string): Level | null => {
  const [asset, collection] = [world.assets.find((a) => a.id === id), world.collections.find((c) => c.id === id)]
  return asset ? levelOf(world, member, asset) : collection ? levelOnCollection(world, member, collection) : null
}
/** Does what they, or a group of theirs, were given on the very thing at that level end soon? */
const endsSoon = ({ grants, groups, now }: World, member: MemberInWorld, id: string, level: Level): boolean =>
  grants.some((g) => {
    const place = groups.find((group) => group.id === g.to)?.members.find((m) => m.id === member.id)
    if (g.on !== id || !isAtLeast(g.level, level) || !(place || g.to === member.id)) return false
    const ends = [g.ends, place?.ends ?? null].flatMap((end) => (end ? [end.getTime() - now.getTime()] : []))
    const left = Math.min(...ends)
    return left > 0 && left <= endingSoonDays * 86_400_000
  })

/** Somebody who manages all that is there. */
const ada: MemberInWorld = { id: 'ada', role: 'account_admin', plan: 'enterprise', status: 'active' }

/** What this reader's queue shows, page by page. */
async function queueOf(who: TestMember) {
  const ids: string[] = []
  for (let after: string | null | undefined = undefined; after !== null;) {
    const page: { requests: { id: string; thing: { id: string }; has: Level | null }[]; next: string | null } =
      await as(server, who).accessRequests.list.query({ ...(after && { after }) })
    ids.push(...page.requests.map((r) => `${r.id} ${r.thing.id} ${r.has}`))
    after = page.next
  }
  return ids
}

it(`the count, the queue and the law agree, ${rounds} times`, { timeout: 60_000 + rounds * 3_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(enterprise, fc.array(fc.nat(2), { minLength: 1, maxLength: 5 }), async (drawn, wanted) => {
      const { acme, people, world } = await plantWorld(db, drawn)
      const things = [...world.assets, ...world.collections]
      const asked: { id: string; member: MemberInWorld; on: string; level: Level }[] = []
      for (const [n, member] of world.members.entries())
        for (const [m, { id: on }] of things.entries()) {
          const level = nth(levels, nth(wanted, n + m) ?? 0) ?? 'view'
          const thingId = on as AssetId
          const id = await plantAccessRequest(db, acme.id, { memberId: member.id as MemberId, thingId, level })
          asked.push({ id, member, on, level })
        }
      const readers = [
        { who: await acme.member('Ada', 'account_admin'), member: ada },
        ...people.flatMap((who, n) => {
          const member = world.members[n]
          return member && may(member, 'library.share').yes ? [{ who, member }] : []
        }),
      ]
      for (const { who, member } of readers) {
        const law = asked.flatMap((r) => {
          const shares = isAtLeast(levelOn(world, member, r.on), 'manage')
          const asks = seesByReach(r.member.role) && r.member.status === 'active'
          const has = levelOn(world, r.member, r.on)
          const isOpen = !isAtLeast(has, r.level) || endsSoon(world, r.member, r.on, r.level)
          return shares && asks && isOpen ? [{ ...r, has }] : []
        })
        expect(await queueOf(who)).toEqual(law.map((r) => `${r.id} ${r.on} ${r.has}`))
        const waiting = await as(server, who).accessRequests.waiting.query()
        expect(waiting.count).toBe(law.length)
        expect(waiting.thingIds.toSorted()).toEqual([...new Set(law.map((r) => r.on))].toSorted())
      }
    }),
    { numRuns: rounds },
  )
})
it('takes one statement, for many askers as for one', async () => {
  const acme = await account(db, 'Many', 'enterprise', 500)
  const { memberId } = await acme.member('Ada', 'account_admin')
  const thingId = await plantFolder(db, acme.id, { name: 'Spring', parentId: null, ownerId: null })
  let statements = 0
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult({ result }) {
      statements += 1
      return Promise.resolve(result)
    },
  }
  const at = { handle: handleOf(db.withPlugin(counting)), accountId: acme.id }
  const ctx = await inLibraryAs(at, { memberId, role: 'account_admin', plan: 'enterprise', status: 'active' })
  for (const askers of [1, 40]) {
    for (let n = 0; n < askers; n += 1) {
      const asker = await acme.member(`Guest ${askers} ${n}`, 'library_restricted')
      await plantAccessRequest(db, acme.id, { memberId: asker.memberId, thingId, level: 'view' })
    }
    statements = 0
    const { count } = await countAnswerable(ctx, 500)
    expect([count, statements]).toEqual([askers === 1 ? 1 : 41, 1])
    expect(await answerable(ctx, { open: true, limit: 500 })).toHaveLength(count)
    expect(statements).toBe(2)
  }
  expect((await countAnswerable(ctx, 5)).count).toBe(5)
})
