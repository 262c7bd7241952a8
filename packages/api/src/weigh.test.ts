// What a preview says somebody gains and loses is, in random worlds, what the slow law (domain/reach.ts) says before and after
// the change that is confirmed with it.
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { problemOf, type Outputs } from '@usher/client'
import {
  holdsAt,
  isPoint,
  levelOf,
  levelOnCollection,
  levels,
  seesByReach,
  shiftsOf,
  standingLevels,
  may,
  weighedInWords,
  type AssetId,
  type Level,
  type MemberInWorld,
  type Shift,
  type World,
} from '@usher/domain'
import { whoReaches } from './access/who-and-why.ts'
import { chainOfAccount } from './audit/chain.ts'
import type { InAccount } from './context.ts'
import { lockChain } from './db/statements.ts'
import { give, plantCollection, plantGroup } from './testing/grants.ts'
import { plantFolder } from './testing/library.ts'
import { nth, plantWorld, worlds, type DrawnWorld } from './testing/random-world.ts'
import { account, as, freshDatabase, refusal, startServer, type TestMember } from './testing/world.ts'

const { url, db } = await freshDatabase()
await sql`create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(1.2); return null; end $$`.execute(
  db,
)
const server = await startServer(url)
const rounds = Number(process.env['LAWS'] ?? 40)
const timeout = 60_000 + rounds * 3_000

const enterprise = worlds.map((drawn): DrawnWorld => ({
  ...drawn,
  plan: 'enterprise',
  people: [...drawn.people, { role: 'library_restricted', status: 'active' }],
}))
type Previewed = Outputs['groups']['previewDelete']

const everywhere = (member: MemberInWorld | undefined): Level | null => {
  const standing = member && may(member, 'library.browse').yes ? standingLevels[member.role] : 'none'
  return standing === 'none' || standing === 'by_reach' ? null : standing
}
/** What the law says changes for one member from one world to the other; looked for at every thing there is. */
function shiftsBetween(before: World, after: World, id: string): Shift[] {
  const [then, now] = [before, after].map((world) => world.members.find((m) => m.id === id))
  const level = (world: World, member: MemberInWorld | undefined, thing: string | null): Level | null => {
    const asset = world.assets.find((a) => a.id === thing)
    return thing === null ? everywhere(member) : member && asset ? levelOf(world, member, asset) : null
  }
  const names = (n: number, what: string) => `${what} ${n}`
  const [all, ever] = [everywhere(then), everywhere(now)]
  return shiftsOf([
    ...(all === ever ? [] : [{ kind: 'library' as const, before: all, after: ever, name: '' }]),
    ...before.assets.flatMap((a, n) => {
      const parent = after.assets.find((b) => b.id === a.id)?.parent ?? null
      const point = {
        before: level(before, then, a.id),
        after: level(after, now, a.id),
        above: { before: level(before, then, a.parent), after: level(after, now, parent) },
        moved: parent !== a.parent,
      }
      return isPoint(point) ? [{ kind: a.kind, before: point.before, after: point.after, name: names(n, 'Thing') }] : []
    }),
    ...before.collections.flatMap((c, n) => {
      const on = (world: World, member: MemberInWorld | undefined) => {
        const collection = world.collections.find((d) => d.id === c.id)
        return member && collection ? levelOnCollection(world, member, collection) : null
      }
      const point = {
        before: on(before, then),
        after: on(after, now),
        above: { before: all, after: ever },
        moved: false,
      }
      return isPoint(point)
        ? [{ kind: 'collection' as const, before: point.before, after: point.after, name: names(n, 'Collection') }]
        : []
    }),
  ])
}
/** The preview says this of everybody, no more and no less. */
function expectLaw({ weighed }: Previewed, before: World, after: World, whom = before.members) {
  if (!weighed) throw new Error('this change is not weighed')
  const told = new Map(weighed.people.filter((p) => p.shifts.length).map((p) => [p.memberId as string, p.shifts]))
  const law = new Map(
    whom.flatMap(({ id }) => {
      const shifts = shiftsBetween(before, after, id)
      return shifts.length ? [[id, shifts] as const] : []
    }),
  )
  expect(told).toEqual(law)
  expect(weighed).toMatchObject({ more: 0, whole: true })
}
function expectNothing({ weighed }: Previewed) {
  expect(weighed).toBeNull()
}
async function planted(drawn: DrawnWorld) {
  const { acme, world, ctx } = await plantWorld(db, drawn)
  return { world, ctx, admin: as(server, await acme.member('Admin', 'account_admin')) }
}
/** The law's world after a change is the one that there is. */
async function expectWorld(ctx: InAccount, world: World) {
  for (const asset of world.assets) {
    const law = world.members.flatMap((m) => {
      const level = levelOf(world, m, asset)
      return level ? [[m.id, level] as const] : []
    })
    const who = (await whoReaches(ctx, asset.id as AssetId)).filter((w) =>
      world.members.some((m) => m.id === w.memberId),
    )
    expect(new Map<string, Level>(who.map((w) => [w.memberId, w.level]))).toEqual(new Map(law))
  }
}
const isThere = (world: World, id: string): boolean => {
  const asset = world.assets.find((a) => a.id === id)
  return !asset || (!asset.trashed && (asset.parent === null || isThere(world, asset.parent)))
}
const withoutMembership = (world: World, group: string, member: string): World => ({
  ...world,
  groups: world.groups.map((g) => (g.id === group ? { ...g, members: g.members.filter((m) => m.id !== member) } : g)),
})
const check = (name: string, act: (at: Awaited<ReturnType<typeof planted>>, n: number, m: number) => Promise<void>) =>
  it(`${name}, ${rounds} times`, { timeout }, async () => {
    expect.hasAssertions()
    await fc.assert(
      fc.asyncProperty(enterprise, fc.nat(11), fc.nat(13), async (drawn, n, m) => act(await planted(drawn), n, m)),
      { numRuns: rounds },
    )
  })

check('a grant that is taken away or lowered', async ({ world, admin, ctx }, n) => {
  const grant = nth(
    world.grants.filter((g) => isThere(world, g.on)),
    n,
  )
  fc.pre(grant !== undefined)
  const grantIds = [grant.id]
  const after = { ...world, grants: world.grants.filter((g) => g !== grant) }
  if (world.collections.some((c) => c.id === grant.on)) {
    const input = { collectionId: grant.on, grantIds }
    const shown = await admin.collectionGrants.previewRevoke.query(input)
    expectLaw(shown, world, after)
    await admin.collectionGrants.revoke.mutate({ ...input, asPreviewed: shown.rightsVersion })
    return expectWorld(ctx, after)
  }
  const lowered = {
    ...world,
    grants: world.grants.map((g) => (g === grant ? { ...g, level: 'view' as const, ends: null } : g)),
  }
  const change = { assetId: grant.on, grantId: grant.id, level: 'view' as const, endsAt: null }
  const how = await admin.grants.previewChange.query(change)
  if (how.weighed) expectLaw(how, world, lowered)
  const input = { assetId: grant.on, grantIds }
  const shown = await admin.grants.previewRevoke.query(input)
  expectLaw(shown, world, after)
  await admin.grants.revoke.mutate({ ...input, asPreviewed: shown.rightsVersion })
  await expectWorld(ctx, after)
})

check(
  'taking somebody out of a group, putting somebody into one, and deleting it',
  async ({ world, admin, ctx }, n, m) => {
    const group = nth(world.groups, n)
    const member = nth(world.members, m)
    fc.pre(group !== undefined && member !== undefined)
    const groupId = group.id
    const memberIds = [member.id]
    if (seesByReach(member.role)) {
      const added = {
        ...world,
        groups: world.groups.map((g) =>
          g === group
            ? { ...g, members: [...g.members.filter((x) => x.id !== member.id), { id: member.id, ends: null }] }
            : g,
        ),
      }
      const shown = await admin.groups.previewAddMembers.query({ groupId, memberIds })
      if (shown.weighed) expectLaw(shown, world, added)
    }
    const out = await admin.groups.previewRemoveMembers.query({ groupId, memberIds })
    if (out.weighed) expectLaw(out, world, withoutMembership(world, groupId, member.id))
    const without = {
      ...world,
      groups: world.groups.filter((g) => g !== group),
      grants: world.grants.filter((g) => g.to !== groupId),
    }
    const shown = await admin.groups.previewDelete.query({ groupId })
    expectLaw(shown, world, without)
    await admin.groups.delete.mutate({ groupId, asPreviewed: shown.rightsVersion })
    await expectWorld(ctx, without)
  },
)

check('other groups for somebody, all at once', async ({ world, admin, ctx }, n, m) => {
  const member = nth(
    world.members.filter((x) => seesByReach(x.role)),
    n,
  )
  fc.pre(member !== undefined)
  const wanted = world.groups.filter((_, i) => (m >> i) % 2 === 1)
  const after = {
    ...world,
    groups: world.groups.map((g) => {
      const was = g.members.find((x) => x.id === member.id)
      const others = g.members.filter((x) => x.id !== member.id)
      if (!wanted.includes(g)) return { ...g, members: others }
      return was && holdsAt(was.ends, world.now) ? g : { ...g, members: [...others, { id: member.id, ends: null }] }
    }),
  }
  const input = { memberId: member.id, groupIds: wanted.map((g) => g.id) }
  const shown = await admin.members.previewSetGroups.query(input)
  expectLaw(shown, world, after)
  await admin.members.setGroups.mutate({ ...input, asPreviewed: shown.rightsVersion })
  await expectWorld(ctx, after)
})

check(
  'a level that is given, to somebody or to a group, on a thing or a collection',
  async ({ world, admin, ctx }, n, m) => {
    const thing = nth([...world.assets.filter((a) => isThere(world, a.id)), ...world.collections], n)
    const to = nth([...world.members.filter((x) => seesByReach(x.role)), ...world.groups], m)
    const level = nth(levels, n + m)
    fc.pre(thing !== undefined && to !== undefined && level !== undefined)
    const whom = 'members' in to ? { groupIds: [to.id] } : { memberIds: [to.id] }
    const grant = { id: 'given', on: thing.id, to: to.id, level, ends: null }
    const others = world.grants.filter((g) => g.on !== thing.id || g.to !== to.id)
    const after = { ...world, grants: [...others, grant] }
    if ('items' in thing) {
      const input = { collectionId: thing.id, ...whom, level }
      const shown = await admin.collectionGrants.previewGive.query(input)
      expectLaw(shown, world, after)
      await admin.collectionGrants.give.mutate({ ...input, asPreviewed: shown.rightsVersion })
    } else {
      const input = { assetIds: [thing.id], ...whom, level }
      const shown = await admin.grants.previewGive.query(input)
      expectLaw(shown, world, after)
      await admin.grants.give.mutate({ ...input, asPreviewed: shown.rightsVersion })
    }
    await expectWorld(ctx, after)
  },
)

check('a deleted collection', async ({ world, admin, ctx }, n) => {
  const collection = nth(world.collections, n)
  fc.pre(collection !== undefined)
  const after = {
    ...world,
    collections: world.collections.filter((c) => c !== collection),
    grants: world.grants.filter((g) => g.on !== collection.id),
  }
  const input = { collectionId: collection.id }
  const shown = await admin.collections.previewDelete.query(input)
  // Whose role sees every collection is not told of.
  const byReach = world.members.filter((x) => seesByReach(x.role))
  expectLaw(shown, world, after, byReach)
  await admin.collections.delete.mutate({ ...input, asPreviewed: shown.rightsVersion })
  await expectWorld(ctx, after)
})

check(
  'an end date at its moment, one that is moved past now again, and reinstating',
  async ({ world, admin, ctx }, n) => {
    const member = nth(world.members, n)
    fc.pre(member !== undefined)
    const memberIds = [member.id]
    const as = (status: MemberInWorld['status']) => ({
      ...world,
      members: world.members.map((x) => (x === member ? { ...x, status } : x)),
    })
    const endsAt = new Date(Date.now() + 86_400_000).toISOString()
    const shown = await admin.members.previewSetEnd.query({ memberIds, endsAt })
    if (member.status === 'active') {
      expectLaw(shown, world, as('ended'))
      await admin.members.setEnd.mutate({ memberIds, endsAt, asPreviewed: shown.rightsVersion })
      // Until then it is as it was, and taking the end away changes nothing.
      expectLaw(await admin.members.previewSetEnd.query({ memberIds, endsAt: null }), world, world)
      return expectWorld(ctx, world)
    }
    if (member.status === 'ended') {
      expectLaw(shown, world, as('active'))
      await admin.members.setEnd.mutate({ memberIds, endsAt, asPreviewed: shown.rightsVersion })
      return expectWorld(ctx, as('active'))
    }
    expectLaw(shown, world, world)
    const again = await admin.members.previewReinstate.query({ memberIds })
    expectLaw(again, world, as('active'))
    await admin.members.reinstate.mutate({ memberIds, asPreviewed: again.rightsVersion })
    await expectWorld(ctx, as('active'))
  },
)

check('a move', async ({ world, admin, ctx }, n, m) => {
  const things = world.assets.filter((a) => isThere(world, a.id))
  const moved = nth(things, n)
  fc.pre(moved !== undefined)
  const into = (id: string | null): boolean =>
    id !== null && (id === moved.id || into(world.assets.find((a) => a.id === id)?.parent ?? null))
  const places = [null, ...things.filter((a) => a.kind === 'folder' && !into(a.id)).map((a) => a.id)]
  const destinationId = nth(places, m) ?? null
  const input = { assetIds: [moved.id], destinationId }
  const shown = await admin.library.previewMove.query(input)
  const after = { ...world, assets: world.assets.map((a) => (a === moved ? { ...a, parent: destinationId } : a)) }
  if (destinationId === moved.parent) expectNothing(shown)
  else expectLaw(shown, world, after)
  await admin.library.move.mutate({ ...input, asPreviewed: shown.rightsVersion })
  await expectWorld(ctx, after)
})

check('another role, suspension and removal', async ({ world, admin, ctx }, n, m) => {
  const member = nth(world.members, n)
  const role = nth(['library_restricted', 'library_view', 'library_full', 'finance'] as const, m)
  fc.pre(member !== undefined && role !== undefined)
  const memberIds = [member.id]
  const as = (changed: Partial<MemberInWorld>) => ({
    ...world,
    members: world.members.map((x) => (x === member ? { ...x, ...changed } : x)),
  })
  if (member.status === 'active')
    expectLaw(await admin.members.previewSuspend.query({ memberIds }), world, as({ status: 'suspended' }))
  const gone = { ...world, members: world.members.filter((x) => x !== member) }
  expectLaw(await admin.members.previewRemove.query({ memberIds }), world, gone)
  const heir = world.members.find((x) => x !== member && may(x, 'library.browse').yes)
  if (heir) {
    const owners = <T extends { owner: string | null }>(things: readonly T[]) =>
      things.map((t) => (t.owner === member.id ? { ...t, owner: heir.id } : t))
    const inherited = { ...gone, assets: owners(world.assets), collections: owners(world.collections) }
    expectLaw(await admin.members.previewRemove.query({ memberIds, heirId: heir.id }), world, inherited)
  }
  if (role === member.role) return
  const left = seesByReach(role)
    ? as({ role })
    : world.groups.reduce<World>((w, g) => withoutMembership(w, g.id, member.id), as({ role }))
  const shown = await admin.members.previewChangeRole.query({ memberIds, role })
  expectLaw(shown, world, left)
  await admin.members.changeRole.mutate({ memberIds, role, asPreviewed: shown.rightsVersion })
  await expectWorld(ctx, left)
})

/** Ada administers; Fay and Gus are in Agency A, which may change Spring; Fay may view it by herself. */
async function agency(called: string) {
  const acme = await account(db, called)
  const admin = as(server, await acme.member('Ada', 'account_admin'))
  const [fay, gus] = [await acme.member('Fay', 'library_restricted'), await acme.member('Gus', 'library_restricted')]
  const spring = await plantFolder(db, acme.id, { name: 'Spring', parentId: null, ownerId: null })
  const groupId = await plantGroup(db, acme.id, 'Agency A', [fay, gus])
  const grantIds = [await give(db, acme.id, { on: spring, to: groupId, level: 'contribute' })]
  await give(db, acme.id, { on: spring, to: fay, level: 'view' })
  return { acme, admin, fay, gus, spring, groupId, grantIds }
}
/** On a machine that has much to do, a preview may be out of time: it is asked for again. */
async function untilNotBusy<A>(preview: () => Promise<A>): Promise<A> {
  for (let tries = 0; ; tries += 1)
    try {
      return await preview()
    } catch (error) {
      if (problemOf(error)?.code !== 'busy' || tries > 10) throw error
    }
}

const counted = async () => {
  const tables = ['audit_entry', 'grant', 'group_member', 'member', 'asset'] as const
  return Promise.all(
    tables.map((t) =>
      db
        .selectFrom(t)
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow(),
    ),
  )
}

it('says who loses what, and what somebody keeps through something else, in sentences', async () => {
  const { admin, spring, grantIds, groupId, gus } = await agency('Sentences')
  const { weighed } = await admin.grants.previewRevoke.query({ assetId: spring, grantIds })
  expect(weighed && weighedInWords(weighed)).toEqual(['Fay keeps only Spring (Can view).', 'Gus loses Spring.'])
  const out = await admin.groups.previewRemoveMembers.query({ groupId, memberIds: [gus.memberId] })
  expect(out.weighed && weighedInWords(out.weighed)).toEqual(['Gus loses Spring.'])
  const role = await admin.members.previewChangeRole.query({ memberIds: [gus.memberId], role: 'library_view' })
  expect(role.weighed && weighedInWords(role.weighed)).toEqual([
    'Gus keeps only Spring (Can view); gains the whole library (Can view).',
  ])
})

it('says of somebody in other groups what they lose, keep through the new ones and gain, and of who joins more what is more', async () => {
  const { acme, admin, fay, gus, spring, groupId } = await agency('Groups')
  const autumn = await plantFolder(db, acme.id, { name: 'Autumn', parentId: null, ownerId: null })
  const press = await plantGroup(db, acme.id, 'Press', [])
  await give(db, acme.id, { on: spring, to: press, level: 'contribute' })
  await give(db, acme.id, { on: autumn, to: press, level: 'manage' })
  const say = async (who: TestMember, ...groupIds: string[]) => {
    const { weighed } = await admin.members.previewSetGroups.query({ memberId: who.memberId, groupIds })
    return weighed && weighedInWords(weighed)
  }
  expect(await say(gus)).toEqual(['Gus loses Spring.'])
  expect(await say(fay)).toEqual(['Fay keeps only Spring (Can view).'])
  expect(await say(gus, press)).toEqual(['Gus keeps Spring (Can contribute) through Press; gains Autumn (Can manage).'])
  expect(await say(gus, groupId, press)).toEqual(['Gus gains Autumn (Can manage).'])
  expect(await say(gus, groupId)).toEqual(['Nobody gains or loses anything.'])
  // What becomes more is no keeping.
  const drafts = await plantGroup(db, acme.id, 'Drafts', [])
  await give(db, acme.id, { on: spring, to: drafts, level: 'manage' })
  expect(await say(gus, drafts)).toEqual(['Gus gets more: Spring (Can manage).'])
})

it('names nobody of a group to a restricted sharer who gives it anew what has ended', async () => {
  const { acme, gus, groupId } = await agency('Anew')
  const hal = await acme.member('Hal', 'library_restricted')
  const own = await plantFolder(db, acme.id, { name: 'Own', parentId: null, ownerId: hal.memberId })
  const ends = new Date('2020-01-01')
  const toGroup = await give(db, acme.id, { on: own, to: groupId, level: 'view', ends })
  const toGus = await give(db, acme.id, { on: own, to: gus, level: 'view', ends })
  const preview = (grantId: string) =>
    as(server, hal).grants.previewChange.query({ assetId: own, grantId, level: 'view', endsAt: null })
  expect((await preview(toGroup)).weighed).toMatchObject({ people: [], more: 2 })
  expect((await preview(toGus)).weighed).toMatchObject({ people: [{ name: 'Gus' }], more: 0 })
})

it('holds nobody up and leaves nothing: it runs while another transaction holds the lock of the account', async () => {
  const { acme, admin, spring, grantIds } = await agency('Locked')
  const before = await counted()
  await db.transaction().execute(async (trx) => {
    await lockChain(trx, chainOfAccount(acme.id), true)
    const { weighed } = await admin.grants.previewRevoke.query({ assetId: spring, grantIds })
    expect(weighed?.people).toHaveLength(2)
  })
  expect(await counted()).toEqual(before)
  expect((await admin.groups.list.query()).groups).toMatchObject([{ people: 2, things: 1 }])
})

it('what was shown is not confirmed when rights moved meanwhile; shown anew, it is', async () => {
  const { admin, fay, spring, grantIds, groupId } = await agency('Moved')
  const input = { assetId: spring, grantIds }
  const shown = await admin.grants.previewRevoke.query(input)
  await admin.groups.removeMembers.mutate({ groupId, memberIds: [fay.memberId] })
  expect(await refusal(admin.grants.revoke.mutate({ ...input, asPreviewed: shown.rightsVersion }))).toMatchObject({
    code: 'rights_moved',
  })
  const again = await admin.grants.previewRevoke.query(input)
  expect(again.weighed?.people.map((p) => p.name)).toEqual(['Gus'])
  await admin.grants.revoke.mutate({ ...input, asPreviewed: again.rightsVersion })
})

it('what takes longer than a preview may is busy, and leaves nothing', async () => {
  const { admin, groupId, fay } = await agency('Slow')
  const before = await counted()
  // Each statement within its time, both together not.
  for (const table of ['member', 'group_member'])
    await sql`
      create trigger slow before ${sql.raw(table === 'member' ? 'update' : 'delete')} on ${sql.table(table)}
      for each statement execute function slow()`.execute(db)
  try {
    const preview = admin.members.previewChangeRole.query({ memberIds: [fay.memberId], role: 'finance' })
    expect(await refusal(preview)).toEqual({ code: 'busy', data: {} })
  } finally {
    for (const table of ['member', 'group_member']) await sql`drop trigger slow on ${sql.table(table)}`.execute(db)
  }
  expect(await counted()).toEqual(before)
  expect((await admin.groups.previewDelete.query({ groupId })).weighed?.people).not.toEqual([])
})

it('whoever may share a thing is told what is lost of it and in it, and nothing of what they do not see', async () => {
  const { acme, fay, spring } = await agency('Sharers')
  const inside = await plantFolder(db, acme.id, { name: 'Inside', parentId: spring, ownerId: null })
  const hidden = await plantFolder(db, acme.id, { name: 'Hidden', parentId: null, ownerId: fay.memberId })
  const hal = await acme.member('Hal', 'library_restricted')
  await give(db, acme.id, { on: spring, to: hal, level: 'manage' })
  await give(db, acme.id, { on: inside, to: fay, level: 'manage' })
  const grants = await as(server, hal).grants.list.query({ assetId: spring })
  const theirs = grants.direct.filter((g) => g.memberId !== hal.memberId).map((g) => g.grantId)
  const { weighed } = await as(server, hal).grants.previewRevoke.query({ assetId: spring, grantIds: theirs })
  expect(weighed && weighedInWords(weighed)).toEqual([
    'Fay loses Spring; keeps Inside (Can manage).',
    'Gus loses Spring.',
  ])
  expect(
    await refusal(as(server, hal).grants.previewRevoke.query({ assetId: hidden, grantIds: theirs })),
  ).toMatchObject({
    code: 'not_found',
  })
})

it('says of an end date what is lost from then on, and of reinstating what comes back', async () => {
  const { admin, gus } = await agency('Ends')
  const memberIds = [gus.memberId]
  const endsAt = new Date(Date.now() + 86_400_000).toISOString()
  const { weighed } = await admin.members.previewSetEnd.query({ memberIds, endsAt })
  expect(weighed && weighedInWords(weighed)).toEqual(['Gus loses Spring.'])
  await admin.members.suspend.mutate({ memberIds })
  const back = await admin.members.previewReinstate.query({ memberIds })
  expect(back.weighed && weighedInWords(back.weighed)).toEqual(['Gus gains Spring (Can contribute).'])
})

it('a sharer who sees by reach learns nothing of who is in a group, nor who reaches what a collection passes on', async () => {
  const { acme, admin, gus, groupId } = await agency('Givers')
  const hal = await acme.member('Hal', 'library_restricted')
  const own = await plantFolder(db, acme.id, { name: 'Own', parentId: null, ownerId: hal.memberId })
  const beach = await plantFolder(db, acme.id, { name: 'Beach', parentId: null, ownerId: null })
  const items = [{ assetId: beach, passesOn: true }]
  const collectionId = await plantCollection(db, acme.id, { name: 'Picks', ownerId: hal.memberId }, items)
  const hals = as(server, hal)
  const said = ({ weighed }: Previewed) => weighed && weighedInWords(weighed)
  const gives = { assetIds: [own], level: 'view' as const }
  expect(said(await hals.grants.previewGive.query({ ...gives, memberIds: [gus.memberId] }))).toEqual([
    'Gus gains Own (Can view).',
  ])
  expect(said(await hals.grants.previewGive.query({ ...gives, groupIds: [groupId] }))).toEqual([
    'It may change for 2 more people.',
  ])
  expect(said(await admin.grants.previewGive.query({ ...gives, groupIds: [groupId] }))).toEqual([
    'Fay gains Own (Can view).',
    'Gus gains Own (Can view).',
  ])
  const shares = { collectionId, memberIds: [gus.memberId], level: 'view' as const }
  expect(said(await hals.collectionGrants.previewGive.query(shares))).toEqual(['Gus gains Picks (Can view).'])
  expect(said(await admin.collectionGrants.previewGive.query(shares))).toEqual([
    'Gus gains Beach and Picks (Can view).',
  ])
  await hals.collectionGrants.give.mutate(shares)
  const deleted = { collectionId }
  expect(said(await hals.collections.previewDelete.query(deleted))).toEqual(['Gus loses Picks.', 'Hal loses Picks.'])
  expect(said(await admin.collections.previewDelete.query(deleted))).toEqual([
    'Gus loses Beach and Picks.',
    'Hal loses Beach and Picks.',
  ])
})

it(
  'of a large group the first are told one by one, the others counted, within the two seconds',
  { timeout: 60_000 },
  async () => {
    const acme = await account(db, 'Many', 'enterprise', 500)
    const admin = as(server, await acme.member('Ada', 'account_admin'))
    const people: TestMember[] = []
    for (let n = 0; n < 120; n += 1) people.push(await acme.member(`Guest ${100 + n}`, 'library_restricted'))
    const groupId = await plantGroup(db, acme.id, 'Agency A', people)
    for (let n = 0; n < 60; n += 1) {
      const folder = await plantFolder(db, acme.id, { name: `Folder ${n}`, parentId: null, ownerId: null })
      await give(db, acme.id, { on: folder, to: groupId, level: 'view' })
    }
    const { weighed } = await untilNotBusy(() => admin.groups.previewDelete.query({ groupId }))
    expect(weighed?.more).toBeGreaterThanOrEqual(20)
    expect((weighed?.people.length ?? 0) + (weighed?.more ?? 0)).toBe(120)
    expect(weighed?.people[0]).toMatchObject({ name: 'Guest 100', shifts: [{ kind: 'folder', things: 60 }] })
    const memberIds = [people[119]?.memberId ?? '']
    const one = await untilNotBusy(() => admin.groups.previewRemoveMembers.query({ groupId, memberIds }))
    expect(one.weighed && weighedInWords(one.weighed)).toEqual(['Guest 219 loses 60 folders.'])
  },
)
