// People, groups, grants and collections as CSV, for spreadsheets: line by line.
import { roleWords } from '@usher/domain'
import {
  exportedCollections,
  exportedGroups,
  exportedItems,
  exportedMembers,
  exportedPeople,
  rowsOf,
  type ExportedItem,
  type ExportedMember,
  type ExportedPerson,
} from '../access/exported.ts'
import type { InLibrary } from '../access/reach.ts'
import { csvHead, csvLines, type Columns } from '../csv.ts'
import { everyGrant, grantColumns, listed } from '../grants/all-grants.ts'

const iso = (moment: Date | null) => moment?.toISOString()

const personColumns: Columns<ExportedPerson> = {
  name: (p) => p.name,
  'e-mail': (p) => p.email,
  role: (p) => roleWords[p.role].title,
  status: (p) => p.status,
  until: (p) => iso(p.ends_at),
  groups: (p) => p.groups.join(', '),
  since: (p) => iso(p.since),
  'last active': (p) => iso(p.last_active_at),
}
export async function* peopleCsv(ctx: InLibrary): AsyncGenerator<string> {
  yield csvHead(personColumns)
  for await (const people of exportedPeople(ctx)) yield csvLines(personColumns, people)
}

/** A line for each place in a group; a group that nobody is in has one line. */
const groupColumns: Columns<{ group: string; member: ExportedMember | null }> = {
  group: (g) => g.group,
  member: (g) => g.member?.name,
  'e-mail': (g) => g.member?.email,
  until: (g) => g.member && iso(g.member.ends_at),
}
export async function* groupsCsv(ctx: InLibrary): AsyncGenerator<string> {
  yield csvHead(groupColumns)
  for (const { id, name: group } of await exportedGroups(ctx)) {
    let isEmpty = true
    for await (const members of exportedMembers(ctx, id)) {
      isEmpty = false
      yield csvLines(
        groupColumns,
        members.map((member) => ({ group, member })),
      )
    }
    if (isEmpty) yield csvLines(groupColumns, [{ group, member: null }])
  }
}

export async function* grantsCsv(ctx: InLibrary & { now: Date }): AsyncGenerator<string> {
  yield csvHead(grantColumns)
  for await (const grants of rowsOf(ctx, everyGrant(ctx))) yield csvLines(grantColumns, await listed(ctx, grants))
}

/** A line for each thing in a collection; an empty one has one line. */
const collectionColumns: Columns<{ collection: string; owner: string | null; item: ExportedItem | null }> = {
  collection: (c) => c.collection,
  owner: (c) => c.owner,
  item: (c) => c.item?.path,
  kind: (c) => c.item?.kind,
  'passed on': (c) => c.item && (c.item.passes_on ? 'yes' : 'no'),
  'added at': (c) => c.item && iso(c.item.added_at),
}
export async function* collectionsCsv(ctx: InLibrary): AsyncGenerator<string> {
  yield csvHead(collectionColumns)
  for (const { id, name: collection, owner } of await exportedCollections(ctx)) {
    let isEmpty = true
    for await (const items of exportedItems(ctx, id)) {
      isEmpty = false
      yield csvLines(
        collectionColumns,
        items.map((item) => ({ collection, owner, item })),
      )
    }
    if (isEmpty) yield csvLines(collectionColumns, [{ collection, owner, item: null }])
  }
}
