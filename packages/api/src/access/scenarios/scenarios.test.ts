// Each scenario in a database and in memory: check, list, who and explain of both say what stands there, name by name.
import { describe, expect, it } from 'vitest'
import {
  highest,
  levelOf,
  levelOnCollection,
  pathsTo,
  whyWithoutEffect,
  type AssetId,
  type Level,
  type Path,
  type Role,
  type World,
} from '@usher/domain'
import { clock } from '../../db/statements.ts'
import { plantWorld, type DrawnWorld } from '../../testing/random-world.ts'
import { freshDatabase } from '../../testing/world.ts'
import { grantsOfAccount } from '../all-grants.ts'
import { visibleCollections } from '../collections.ts'
import { inLibraryAs, levelOn, visible } from '../reach.ts'
import { explain, whoReaches } from '../who-and-why.ts'
import { collections } from './collections.ts'
import type { Scenario } from './scenario.ts'
import { ways } from './ways.ts'
import { whoCounts } from './who-counts.ts'

const { db } = await freshDatabase()

const day = 86_400_000
const restricted: Role = 'library_restricted'
/** Where a name stands among these; one that is not there is a mistake in the scenario. */
function placeOf(name: string, names: readonly string[]): number {
  const place = names.indexOf(name)
  if (place < 0) throw new Error(`the scenario has no ${name}, only ${names.join(', ')}`)
  return place
}
const parentOf = (path: string) => path.replace(/[^/]+\/?$/, '')

/** The scenario in the numbers that a world is planted by. */
function drawn(s: Scenario, now: number): DrawnWorld {
  const people = Object.keys(s.people)
  const principals = [...people, ...Object.keys(s.groups ?? {})]
  const things = [...s.library, ...Object.keys(s.collections ?? {})]
  const at = (days: number | 'for good' | undefined) => (typeof days === 'number' ? new Date(now + days * day) : null)
  const owner = (name: string | undefined) => (name === undefined ? null : placeOf(name, people))
  for (const path of [...Object.keys(s.owners ?? {}), ...(s.trashed ?? [])]) placeOf(path, s.library)
  const folders = ['', ...s.library.filter((path) => path.endsWith('/'))]
  return {
    plan: s.plan ?? 'enterprise',
    people: Object.values(s.people).map(({ role, status }) => ({
      role: role ?? restricted,
      status: status ?? 'active',
    })),
    things: s.library.map((path) => ({
      kind: path.endsWith('/') ? 'folder' : 'file',
      parent: placeOf(parentOf(path), folders),
      owner: owner(s.owners?.[path]),
      trashed: s.trashed?.includes(path) ?? false,
      tags: [],
    })),
    groups: Object.values(s.groups ?? {}).map((within) =>
      Object.entries(within).map(([name, ends]) => ({ member: placeOf(name, people), ends: at(ends) })),
    ),
    collections: Object.values(s.collections ?? {}).map((c) => ({
      owner: owner(c.owner),
      items: [
        ...(c.passesOn ?? []).map((path) => ({ asset: placeOf(path, s.library), passesOn: true })),
        ...(c.keeps ?? []).map((path) => ({ asset: placeOf(path, s.library), passesOn: false })),
      ],
    })),
    grants: (s.grants ?? []).map(({ to, level, on, ends }) => ({
      on: placeOf(on, things),
      to: placeOf(to, principals),
      level,
      ends: at(ends),
    })),
  }
}

/** A way in the words of the scenarios. */
function inWords(path: Path, asked: string, nameOf: (id: string) => string, now: number): string {
  if (path.by === 'role') return `${path.level} by role`
  if (path.by === 'ownership') return `owns ${nameOf(path.of)}`
  const by = path.group === null ? '' : ` by ${nameOf(path.group)}`
  const until = path.ends === null ? '' : ` until day ${Math.round((path.ends.getTime() - now) / day)}`
  if (path.by === 'grant') return `${path.level} on ${nameOf(path.on)}${by}${until}`
  const of = path.of === asked ? '' : `, of ${nameOf(path.of)}`
  return `view through ${nameOf(path.collection)}, ${path.grant === null ? 'owned' : 'given'}${by}${until}${of}`
}

/** All that is in the world, by the names of the scenario. */
function named(s: Scenario, world: World) {
  const pairs = [
    ...Object.keys(s.people).map((name, n) => [name, world.members[n]] as const),
    ...s.library.map((name, n) => [name, world.assets[n]] as const),
    ...Object.keys(s.groups ?? {}).map((name, n) => [name, world.groups[n]] as const),
    ...Object.keys(s.collections ?? {}).map((name, n) => [name, world.collections[n]] as const),
  ].map(([name, it]) => [name, String(it?.id)] as const)
  const [idOf, nameOf] = [new Map(pairs), new Map(pairs.map(([name, id]) => [id, name]))]
  const found = (map: Map<string, string>) => (key: string) => {
    const value = map.get(key)
    if (value === undefined) throw new Error(`the scenario has no ${key}`)
    return value
  }
  return { idOf: found(idOf), nameOf: found(nameOf) }
}

const inOrder = (levels: Iterable<readonly [string, Level | null]>): Record<string, Level> =>
  Object.fromEntries(
    [...levels]
      .flatMap(([name, level]) => (level === null ? [] : [[name, level] as const]))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )

describe.each([
  { title: 'the five ways', scenarios: ways },
  { title: 'for whom, and until when', scenarios: whoCounts },
  { title: 'collections', scenarios: collections },
])('$title', ({ scenarios }) => {
  it.each(scenarios)('$rule', async (scenario) => {
    const now = Date.now()
    const { ctx, world } = await plantWorld(db, drawn(scenario, now))
    const { idOf, nameOf } = named(scenario, world)
    expect(Object.keys(scenario.reaches).toSorted()).toEqual(Object.keys(scenario.people).toSorted())
    for (const member of world.members) {
      const asThem = await inLibraryAs(ctx, { ...member, memberId: member.id as never })
      const expected = inOrder(Object.entries(scenario.reaches[nameOf(member.id)] ?? {}))
      const law = [
        ...world.assets.map((a) => [nameOf(a.id), levelOf(world, member, a)] as const),
        ...world.collections.map((c) => [nameOf(c.id), levelOnCollection(world, member, c)] as const),
      ]
      expect(inOrder(law), 'the law').toEqual(expected)
      const picked = await visibleCollections(asThem).select(['collection.id', 'collection.level']).execute()
      const collectionsSeen = picked.map((c) => [nameOf(c.id), c.level] as const)
      const listed = await visible(asThem).select(['asset.id', 'asset.level']).execute()
      const seen = listed.map((a) => [nameOf(a.id), a.level] as const)
      expect(inOrder([...seen, ...collectionsSeen]), 'list').toEqual(expected)
      const levels = await levelOn(
        asThem,
        world.assets.map((a) => a.id as AssetId),
      )
      const checked = [...levels].map(([id, level]) => [nameOf(id), level] as const)
      expect(inOrder([...checked, ...collectionsSeen]), 'check').toEqual(expected)
    }
    for (const asset of world.assets) {
      const who = await whoReaches(ctx, asset.id as AssetId)
      const told = who.map((w) => [w.memberId, w.level] as const)
      const [name, theirs] = [nameOf(asset.id), new Set(world.members.map((m) => m.id))]
      expect(
        inOrder(told.flatMap(([id, level]) => (theirs.has(id) ? [[nameOf(id), level] as const] : []))),
        `who: ${name}`,
      ).toEqual(inOrder(Object.entries(scenario.reaches).map(([person, all]) => [person, all[name] ?? null])))
      for (const member of world.members) {
        const ways = pathsTo(world, member, asset)
        const explained = await explain(ctx, member.id as never, asset.id as AssetId)
        const because = scenario.because?.[`${nameOf(member.id)}, ${name}`]
        const said = (paths: readonly Path[]) => paths.map((p) => inWords(p, asset.id, nameOf, now)).toSorted()
        expect(said(explained), 'explain').toEqual(said(ways))
        if (because) expect(said(ways), `because: ${name}`).toEqual(because.toSorted())
        expect(highest(ways.map((p) => p.level))).toEqual(scenario.reaches[nameOf(member.id)]?.[name] ?? null)
      }
    }
    const told = await grantsOfAccount({
      ...ctx,
      actor: { plan: scenario.plan ?? 'enterprise' },
      now: await clock(db),
    })
      .select(['id', 'no_effect'])
      .execute()
    for (const [n, grant] of world.grants.entries()) {
      const given = scenario.grants?.[n]
      const why = told.find((g) => String(g.id) === grant.id)?.no_effect
      expect([given?.to, given?.on, why]).toEqual([given?.to, given?.on, whyWithoutEffect(world, grant)])
      if (given?.noEffect !== undefined) expect([given.to, given.on, why]).toEqual([given.to, given.on, given.noEffect])
    }
    // A name that is nowhere is a mistake in the scenario, and would go unseen.
    for (const key of Object.keys(scenario.because ?? {})) key.split(', ').forEach(idOf)
  })
})
