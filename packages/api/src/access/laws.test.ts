// Laws of the relation, in random worlds, by what the product itself does over HTTP: giving never takes away, taking away undoes giving,
// the order of giving does not matter, nor does another account, and a plan away and back restores everything.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isAtLeast, levels, type AssetId, type CollectionId, type Level } from '@usher/domain'
import { setPlan } from '../accounts/operate-account.ts'
import { auditKey } from '../testing/keys.ts'
import { nth, plantWorld, worlds, type DrawnWorld } from '../testing/random-world.ts'
import { as, freshDatabase, startServer } from '../testing/world.ts'
import type { InAccount } from '../context.ts'
import { whoReaches, whoReachesCollection } from './who-and-why.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
const rounds = Number(process.env['LAWS'] ?? 40)

/** On a plan that shares, with nothing in the trash: everything in it can be given. */
const sharing = worlds.map((drawn): DrawnWorld => ({
  ...drawn,
  plan: 'enterprise',
  people: [...drawn.people, { role: 'library_restricted', status: 'active' }],
  things: [
    ...drawn.things.map((thing) => ({ ...thing, trashed: false })),
    { kind: 'folder', parent: 0, owner: null, trashed: false, tags: [] },
  ],
}))
/** What is to be given: `on` and `to` name one of those there are. */
const giving = fc.record({ on: fc.nat(13), to: fc.nat(6), level: fc.constantFrom(...levels) })
type Giving = typeof giving extends fc.Arbitrary<infer G> ? G : never

async function planted(drawn: DrawnWorld) {
  const { acme, ctx, world, people } = await plantWorld(db, drawn)
  const admin = as(server, await acme.member('Admin', 'account_admin'))
  const principals = [
    ...world.members
      .filter((m) => m.role === 'library_restricted' && m.status === 'active')
      .map(({ id }) => ({ id, members: [id] })),
    ...world.groups.map(({ id, members }) => ({ id, members: members.map((m) => m.id) })),
  ]
  const isMember = (id: string) => world.members.some((m) => m.id === id)
  /** To whom, on what; null where the drawn one has something on it already. */
  const named = ({ on, to, level }: Giving) => {
    const [thing, whom] = [nth([...world.assets, ...world.collections], on), nth(principals, to)]
    if (!thing || !whom) throw new Error('every world has a thing and somebody')
    return world.grants.some((g) => g.on === thing.id && g.to === whom.id) ? null : { thing, whom, level }
  }
  type Named = NonNullable<ReturnType<typeof named>>
  const give = ({ thing, whom, level }: Named) => {
    const whomTo = { ...(isMember(whom.id) ? { memberIds: [whom.id] } : { groupIds: [whom.id] }), level, tell: false }
    return 'items' in thing
      ? admin.collectionGrants.give.mutate({ collectionId: thing.id, ...whomTo })
      : admin.grants.give.mutate({ assetIds: [thing.id], ...whomTo })
  }
  const revoke = async ({ thing, whom }: Named) => {
    const { id } = await db
      .selectFrom('grant')
      .select('id')
      .where('thing_id', '=', thing.id as AssetId)
      .where('principal_id', '=', whom.id as never)
      .executeTakeFirstOrThrow()
    return 'items' in thing
      ? admin.collectionGrants.revoke.mutate({ collectionId: thing.id, grantIds: [id] })
      : admin.grants.revoke.mutate({ assetId: thing.id, grantIds: [id] })
  }
  return { acme, people, named, give, revoke, reached: () => reachedIn(ctx, world) }
}
/** Who has which level on what: "thing member" → level. */
async function reachedIn(
  ctx: InAccount,
  { assets, collections }: { assets: readonly { id: string }[]; collections: readonly { id: string }[] },
): Promise<Map<string, Level>> {
  const reached = new Map<string, Level>()
  for (const { id } of assets)
    for (const { memberId, level } of await whoReaches(ctx, id as AssetId)) reached.set(`${id} ${memberId}`, level)
  for (const { id } of collections)
    for (const { memberId, level } of await whoReachesCollection(ctx, id as CollectionId))
      reached.set(`${id} ${memberId}`, level)
  return reached
}
const holds = (property: fc.IAsyncProperty<unknown>) => fc.assert(property, { numRuns: rounds })
const timeout = 60_000 + rounds * 3_000

it(
  `giving to somebody new takes nothing from anybody, and taking it away undoes it, ${rounds} times`,
  { timeout },
  () =>
    holds(
      fc.asyncProperty(sharing, giving, async (drawn, drawnGiving) => {
        const { named, give, revoke, reached } = await planted(drawn)
        const given = named(drawnGiving)
        fc.pre(given !== null)
        const before = await reached()
        await give(given)
        const after = await reached()
        for (const [who, level] of before) expect(isAtLeast(after.get(who) ?? null, level)).toBe(true)
        // And nobody else gets anything.
        const gained = [...after].filter(([who, level]) => before.get(who) !== level).map(([who]) => who.split(' ')[1])
        expect(gained.filter((member) => !given.whom.members.includes(member ?? ''))).toEqual([])
        await revoke(given)
        expect(await reached()).toEqual(before)
      }),
    ),
)

it(
  `in which order is given to different people, or on different things, does not matter, ${rounds} times`,
  { timeout },
  () =>
    holds(
      fc.asyncProperty(sharing, fc.array(giving, { minLength: 2, maxLength: 4 }), async (drawn, drawnGivings) => {
        const { named, give, revoke, reached } = await planted(drawn)
        const different = new Map(
          drawnGivings.flatMap((g) => {
            const given = named(g)
            return given ? [[`${given.thing.id} ${given.whom.id}`, given] as const] : []
          }),
        )
        fc.pre(different.size > 1)
        const all = [...different.values()]
        for (const given of all) await give(given)
        const forth = await reached()
        for (const given of all) await revoke(given)
        for (const given of all.toReversed()) await give(given)
        expect(await reached()).toEqual(forth)
      }),
    ),
)

it(`what the same people are, have and lose in another account does not matter, ${rounds} times`, { timeout }, () =>
  holds(
    fc.asyncProperty(sharing, sharing, giving, async (drawn, drawnElsewhere, drawnGiving) => {
      const { people, reached } = await planted(drawn)
      const before = await reached()
      const { acme, named, give } = await planted(drawnElsewhere)
      for (const { name, userId } of people) await acme.member(name, 'account_admin', { userId })
      const given = named(drawnGiving)
      if (given) await give(given)
      await db.updateTable('account').set({ agreed_plan: 'free' }).where('id', '=', acme.id).execute()
      expect(await reached()).toEqual(before)
    }),
  ),
)

it(`a plan away and back restores everything, ${rounds} times`, { timeout }, () =>
  holds(
    fc.asyncProperty(sharing, fc.constantFrom('free' as const, 'paid' as const), async (drawn, plan) => {
      const { acme, people, reached } = await planted(drawn)
      const before = await reached()
      const restricted = people.filter((_, n) => drawn.people[n]?.role === 'library_restricted')
      await setPlan({ db, auditKey, publicUrl: server }, acme.id, plan)
      // Whoever is restricted reaches nothing meanwhile.
      const meanwhile = [...(await reached()).keys()]
      expect(meanwhile.filter((who) => restricted.some((r) => who.endsWith(r.memberId)))).toEqual([])
      await setPlan({ db, auditKey, publicUrl: server }, acme.id, 'enterprise')
      expect(await reached()).toEqual(before)
    }),
  ),
)
