// One account, told twice: as its tables are, and as its entries say when they are replayed. The two must be equal:
// then there is no change without its entry, and no entry without its change.
import { sql, type Kysely } from 'kysely'
import type { AccountId } from '@usher/domain'
import type { Body } from '../audit/append.ts'
import { chainOfAccount } from '../audit/chain.ts'
import { placeKey, replay, type Replayed } from '../audit/replay.ts'
import type { DB } from '../db/schema.ts'

/** What an invitation holds until it is accepted, where that is anything. */
const held = (groups: string[], folders: string[]) =>
  groups.length || folders.length ? { groups: groups.toSorted(), folders: folders.toSorted() } : {}
const iso = (date: Date | null) => date?.toISOString() ?? null

export async function toldTwice(db: Kysely<DB>, id: AccountId): Promise<{ tables: Replayed; entries: Replayed }> {
  const rows = await db
    .selectFrom('audit_entry')
    .select('body')
    .where('chain', '=', chainOfAccount(id))
    .orderBy('seq')
    .execute()
  const entries = replay(rows.map(({ body }) => JSON.parse(body) as Body))
  const account = await db
    .selectFrom('account')
    .select([
      'name',
      'agreed_plan as plan',
      'plan_until as planUntil',
      'plan_after as planAfter',
      'limits',
      'guards_collections as guardsCollections',
      'time_zone as timeZone',
      'picker',
      'share_days as shareDays',
      sql<string | null>`(select encode(sha256(l.webp), 'hex') from account_logo l where l.account_id = account.id)`.as(
        'logo',
      ),
      'deleted_at as deletedAt',
    ])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const members = await db.selectFrom('member').selectAll().where('account_id', '=', id).execute()
  const invitations = await db.selectFrom('invitation').selectAll().where('account_id', '=', id).execute()
  const assets = await db
    .selectFrom('asset')
    .leftJoin('version as v', 'v.id', 'asset.version_id')
    .leftJoin('blob as b', 'b.id', 'v.blob_id')
    .selectAll('asset')
    .select(['v.number', 'b.size as bytes', 'b.sha256'])
    .where('asset.account_id', '=', id)
    .execute()
  const tags = await db
    .selectFrom('asset_tag')
    .innerJoin('tag', 'tag.id', 'asset_tag.tag_id')
    .select(['asset_tag.asset_id', 'tag.name'])
    .where('asset_tag.account_id', '=', id)
    .execute()
  const grants = await db.selectFrom('grant').selectAll().where('account_id', '=', id).execute()
  const groups = await db.selectFrom('group').selectAll().where('account_id', '=', id).execute()
  const memberships = await db.selectFrom('group_member').selectAll().where('account_id', '=', id).execute()
  const collections = await db.selectFrom('collection').selectAll().where('account_id', '=', id).execute()
  const items = await db.selectFrom('collection_item').selectAll().where('account_id', '=', id).execute()
  const invitedGroups = await db.selectFrom('invited_group').selectAll().where('account_id', '=', id).execute()
  const invitedGrants = await db.selectFrom('invited_grant').selectAll().where('account_id', '=', id).execute()
  const tagsOf = Map.groupBy(tags, (t) => t.asset_id)
  return {
    tables: {
      account: { ...account, planUntil: iso(account.planUntil), deletedAt: iso(account.deletedAt) },
      members: new Map(
        members.map((m) => [m.id, { userId: m.user_id, role: m.role, status: m.status, endsAt: iso(m.ends_at) }]),
      ),
      invitations: new Map(
        invitations.map((i) => [
          i.id,
          {
            role: i.role,
            status: i.status,
            endsAt: iso(i.ends_at),
            expiresAt: iso(i.expires_at),
            ...held(
              invitedGroups.filter((g) => g.invitation_id === i.id).map((g) => g.group_id),
              invitedGrants.filter((g) => g.invitation_id === i.id).map((g) => `${g.asset_id} ${g.level}`),
            ),
          },
        ]),
      ),
      assets: new Map(
        assets.map((a) => [
          a.id,
          {
            kind: a.kind,
            name: a.name,
            parentId: a.parent_id,
            ownerId: a.owner_id,
            inTrash: a.trashed_at !== null,
            ...(tagsOf.has(a.id) && {
              tags: tagsOf
                .get(a.id)
                ?.map((t) => t.name)
                .toSorted(),
            }),
            // What lists and searches copy of the current version is held against its bytes as well.
            ...(a.kind === 'file' && {
              version: a.number,
              size: a.bytes === a.size ? a.size : null,
              sha256: a.sha256?.toString('hex'),
            }),
          },
        ]),
      ),
      grants: new Map(
        grants.map((g) => [
          g.id,
          { thingId: g.thing_id, memberId: g.member_id, groupId: g.group_id, level: g.level, endsAt: iso(g.ends_at) },
        ]),
      ),
      groups: new Map(groups.map((g) => [g.id, { name: g.name }])),
      collections: new Map(collections.map((c) => [c.id, { name: c.name, ownerId: c.owner_id }])),
      items: new Map(
        items.map((i) => [
          placeKey(i.collection_id, i.asset_id),
          { collectionId: i.collection_id, assetId: i.asset_id, passesOn: i.passes_on },
        ]),
      ),
      memberships: new Map(
        memberships.map((m) => [
          placeKey(m.group_id, m.member_id),
          { groupId: m.group_id, memberId: m.member_id, endsAt: iso(m.ends_at) },
        ]),
      ),
    },
    entries: {
      ...entries,
      // Of the account, entries also keep its address.
      account: {
        name: entries.account['name'],
        plan: entries.account['plan'],
        planUntil: entries.account['planUntil'] ?? null,
        planAfter: entries.account['planAfter'] ?? null,
        limits: entries.account['limits'],
        guardsCollections: entries.account['guardsCollections'] ?? true,
        timeZone: entries.account['timeZone'] ?? 'UTC',
        picker: entries.account['picker'] ?? 'everyone',
        shareDays: entries.account['shareDays'] ?? null,
        logo: entries.account['logo'] ?? null,
        deletedAt: entries.account['deletedAt'] ?? null,
      },
      // Of an invitation that held something, entries also keep that it holds nothing any more.
      invitations: new Map(
        [...entries.invitations].map(([each, { groups = [], folders = [], ...invitation }]) => [
          each,
          { ...invitation, ...held(groups as string[], folders as string[]) },
        ]),
      ),
      // What was never deleted is not in the trash.
      assets: new Map(
        // Entries also keep what something is a copy of, or was merged with, and how many versions were copied.
        [...entries.assets].map(([id, { fromId: _, versions: __, ...asset }]) => [id, { inTrash: false, ...asset }]),
      ),
    },
  }
}
