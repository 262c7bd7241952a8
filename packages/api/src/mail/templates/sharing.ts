// Mails about what is shared: with whom it was shared hears of it, as far as it still reaches them when the mail goes out.
import {
  carries,
  emailKey,
  levelWords,
  statusAt,
  type AssetId,
  type CollectionId,
  type MemberId,
  type Path,
} from '@usher/domain'
import { visibleCollections } from '../../access/collections.ts'
import { inLibraryAs, visible } from '../../access/reach.ts'
import { explain, explainCollection } from '../../access/who-and-why.ts'
import type { InAccount } from '../../context.ts'
import { handleOf } from '../../db/connect.ts'
import { inWords } from '../letter.ts'
import type { Template } from './composing.ts'

/** So many things are named one by one. */
const namedAtMost = 10

export const shared: Template<'shared'> = async ({ db, house, now, about, to }) => {
  // Ids that putInOutbox was given.
  const [memberId, byId] = [about.memberId as MemberId, about.byId as MemberId]
  const thingIds = about.thingIds.split(' ') as (AssetId & CollectionId)[] // of either
  const member = await db
    .selectFrom('member_person as m')
    .innerJoin('account as a', 'a.id', 'm.account_id')
    .leftJoin('member_person as by', (j) => j.on('by.id', '=', byId).onRef('by.account_id', '=', 'm.account_id'))
    .select(['m.account_id', 'm.name', 'm.email_key', 'm.role', 'm.status', 'm.ends_at', 'a.name as account', 'a.slug'])
    .select(['a.plan', 'by.name as by'])
    .where('m.id', '=', memberId)
    .executeTakeFirst()
  if (member?.email_key !== emailKey(to.email)) return { dropped: 'this member is gone, or has another address' }
  const { role, plan } = member
  const status = statusAt({ status: member.status, endsAt: member.ends_at }, now)
  const at = { handle: handleOf(db), accountId: member.account_id }
  const ctx = await inLibraryAs(at, { memberId, role, plan, status })
  const assets = await visible(ctx)
    .select(['asset.id', 'asset.name', 'asset.kind', 'asset.level'])
    .where('asset.id', 'in', thingIds)
    .orderBy('asset.name_key')
    .execute()
  const collections = carries(plan, 'sharing')
    ? await visibleCollections(ctx)
        .select(['collection.id', 'collection.name', 'collection.level'])
        .where('collection.id', 'in', thingIds)
        .execute()
    : []
  const things = [...assets, ...collections.map((c) => ({ ...c, kind: 'collection' as const }))]
  const [first] = things
  if (!first) return { dropped: 'it does not reach them any more' }
  const what = things.length === 1 ? `“${first.name}”` : `${things.length} files and folders`
  const by = member.by ?? 'Somebody'
  const ends = things.length === 1 ? endOf(await pathsTo(ctx, memberId, first)) : null
  const page = `${house.publicUrl}/a/${member.slug}`
  return {
    subject: `${by} shared ${what} with you`,
    blocks: [
      `Hello ${member.name},`,
      `${by} shared ${what} with you in the media library of ${member.account}.`,
      ...(about.note ? [`Their note: “${about.note}”`] : []),
      {
        rows: [
          ...things
            .slice(0, namedAtMost)
            .map(({ name, level }) => [name, `${levelWords[level].title}. ${levelWords[level].explains}`] as const),
          ...(things.length > namedAtMost ? [['And', `${things.length - namedAtMost} more`] as const] : []),
          ...(ends ? [['Your access to it ends', inWords(ends)] as const] : []),
        ],
      },
      {
        button: things.length === 1 ? `Open ${what}` : 'Look at what is shared with you',
        link:
          things.length > 1
            ? `${page}/shared`
            : first.kind === 'collection'
              ? `${page}/collections/${first.id}`
              : first.kind === 'folder'
                ? `${page}/library?folder=${first.id}`
                : `${page}/library?look=${first.id}`,
      },
    ],
    because: `You get this because you are a member of ${member.account}.`,
  }
}

const pathsTo = (ctx: InAccount, memberId: MemberId, thing: { kind: string; id: AssetId | CollectionId }) =>
  thing.kind === 'collection'
    ? explainCollection(ctx, memberId, thing.id as CollectionId)
    : explain(ctx, memberId, thing.id as AssetId)

/** When the last of these paths ends; null: one has no end. */
function endOf(paths: readonly Path[]): Date | null {
  const ends = paths.map((p) => ('ends' in p ? p.ends : null))
  return ends.reduce((latest, end) => (latest && end ? (latest > end ? latest : end) : null), ends[0] ?? null)
}
