// Mails about what is shared: with whom it was shared hears of it, as far as it still reaches them when the mail goes out.
import { levelWords, type AssetId, type CollectionId, type MemberId, type Path } from '@usher/domain'
import { namesOf } from '../../access/names.ts'
import { inWords } from '../letter.ts'
import type { Template } from './composing.ts'
import { addressOf, pathsTo, readerOf, seenBy } from './reader.ts'

/** So many things are named one by one. */
const namedAtMost = 10

export const shared: Template<'shared'> = async ({ db, house, now, about, to }) => {
  // Ids that putInOutbox was given.
  const [memberId, byId] = [about.memberId as MemberId, about.byId as MemberId]
  const thingIds = about.thingIds.split(' ') as (AssetId & CollectionId)[] // of either
  const reader = await readerOf(db, memberId, to, now)
  if ('dropped' in reader) return reader
  const { ctx, page, timeZone } = reader
  const by = (await namesOf(ctx, [byId])).get(byId) ?? 'Somebody'
  const things = await seenBy(reader, thingIds)
  const [first] = things
  if (!first) return { dropped: 'it does not reach them any more' }
  const what = things.length === 1 ? `“${first.name}”` : `${things.length} files and folders`
  const ends = things.length === 1 ? endOf(await pathsTo(reader, first)) : null
  return {
    subject: `${by} shared ${what} with you`,
    blocks: [
      `Hello ${reader.name},`,
      `${by} shared ${what} with you in the media library of ${reader.account}.`,
      ...(about.note ? [`Their note: “${about.note}”`] : []),
      {
        rows: [
          ...things
            .slice(0, namedAtMost)
            .map(({ name, level }) => [name, `${levelWords[level].title}. ${levelWords[level].explains}`] as const),
          ...(things.length > namedAtMost ? [['And', `${things.length - namedAtMost} more`] as const] : []),
          ...(ends ? [['Your access to it ends', inWords(ends, timeZone)] as const] : []),
        ],
      },
      {
        button: things.length === 1 ? `Open ${what}` : 'Look at what is shared with you',
        link: `${house.publicUrl}${page}${things.length > 1 ? '/shared' : addressOf(first)}`,
      },
    ],
    because: `You get this because you are a member of ${reader.account}.`,
  }
}

/** When the last of these paths ends; null: one has no end. */
function endOf(paths: readonly Path[]): Date | null {
  const ends = paths.map((p) => ('ends' in p ? p.ends : null))
  return ends.reduce((latest, end) => (latest && end ? (latest > end ? latest : end) : null), ends[0] ?? null)
}
