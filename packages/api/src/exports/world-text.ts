// An account as a world file that `operator world load` takes (../world/world-format.ts), written piece by piece. What it does
// not hold: passwords, bytes, what lies in the trash, who gave what, and the account's settings.
import type { WorldText } from '../world/world-format.ts'
import {
  exportedCollections,
  exportedFiles,
  exportedFolders,
  exportedGrants,
  exportedGroups,
  exportedItems,
  exportedMembers,
  exportedPeople,
} from '../access/exported.ts'
import { ourAccount } from '../access/ours.ts'
import type { InLibrary } from '../access/reach.ts'
import { nameFrom } from '../accounts/create-account.ts'
import { distinctNames } from './distinct-names.ts'

type Account = WorldText['accounts'][number]
type Each<K extends keyof Account> = NonNullable<Account[K]> extends readonly (infer Row)[] ? Row : never

const ending = (at: Date | null) => (at ? { ends: at.toISOString() } : {})

/** A list under its key, a row a line. */
async function* list<K extends keyof Account>(
  key: K & string,
  rows: AsyncIterable<readonly Each<K>[]>,
): AsyncGenerator<string> {
  yield `,\n"${key}": [`
  let between = '\n'
  for await (const some of rows)
    for (const row of some) {
      yield between + JSON.stringify(row)
      between = ',\n'
    }
  yield '\n]'
}
async function* mapped<From, To>(rows: AsyncIterable<readonly From[]>, to: (row: From) => To): AsyncGenerator<To[]> {
  for await (const some of rows) yield some.map(to)
}
async function all<Row>(rows: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const found: Row[] = []
  for await (const some of rows) found.push(...some)
  return found
}

async function* groupsIn(ctx: InLibrary): AsyncGenerator<Each<'groups'>[]> {
  for (const { id, name } of await exportedGroups(ctx))
    yield [
      {
        name,
        members: await all(mapped(exportedMembers(ctx, id), (m) => ({ member: m.email, ...ending(m.ends_at) }))),
      },
    ]
}

export async function* worldText(ctx: InLibrary): AsyncGenerator<string> {
  const { name, plan, limits } = await ourAccount(ctx)
  const collections = await exportedCollections(ctx)
  // A world names each collection once, which a library need not.
  const nameOf = distinctNames(collections)
  async function* collectionsIn(): AsyncGenerator<Each<'collections'>[]> {
    const named = collections.map((c) => ({ ...c, name: nameOf.get(c.id) ?? c.name }))
    for (const { id, name: called, owner } of named) {
      const assets = await all(mapped(exportedItems(ctx, id), (i) => ({ path: i.path, passesOn: i.passes_on })))
      yield [{ name: called, owner, assets }]
    }
  }

  yield `{ "accounts": [ {\n"name": ${JSON.stringify(name)},\n"plan": "${plan}",\n"limits": ${JSON.stringify(limits)}`
  yield* list(
    'people',
    mapped(exportedPeople(ctx), (p) => ({
      name: p.name ?? nameFrom(p.email),
      email: p.email,
      role: p.role,
      status: p.status,
      ...ending(p.ends_at),
    })),
  )
  yield* list(
    'folders',
    mapped(exportedFolders(ctx), ({ path, owner }) => ({ path, owner })),
  )
  yield* list(
    'files',
    mapped(exportedFiles(ctx), ({ path, owner, tags, versions }) => ({
      path,
      owner,
      ...(tags.length && { tags }),
      ...(versions > 1 && { versions }),
    })),
  )
  yield* list('groups', groupsIn(ctx))
  yield* list('collections', collectionsIn())
  yield* list(
    'grants',
    mapped(exportedGrants(ctx), (g) => ({
      to: g.member === null ? { group: g.group ?? '' } : { member: g.member },
      on: g.collection_id ? { collection: nameOf.get(g.collection_id) ?? '' } : { path: g.path ?? '' },
      level: g.level,
      ...ending(g.ends_at),
    })),
  )
  yield '\n} ] }\n'
}
