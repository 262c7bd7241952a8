// Mails about asking for access: to those who can answer, as far as they still can when it goes out; to whoever asked, what
// came of it. Nothing is named that its reader does not see.
import { levelWords, may, type AccessRequestId, type MemberId } from '@usher/domain'
import { answerable } from '../../access/access-requests.ts'
import { inWords } from '../letter.ts'
import type { Template } from './composing.ts'
import { addressOf, pathsTo, readerOf, seenBy, type Reader, type Thing } from './reader.ts'

const quoted = (words: string, title: string) => (words ? [title, { quote: words }] : [])

export const accessAsked: Template<'access_asked'> = async ({ db, house, now, about, to }) => {
  // Ids that putInOutbox was given.
  const [memberId, id] = [about.memberId as MemberId, about.accessRequestId as AccessRequestId]
  const reader = await readerOf(db, memberId, to, now)
  if ('dropped' in reader) return reader
  const [asked] = may(reader.ctx.actor, 'library.share').yes
    ? await answerable(reader.ctx, { ids: [id], open: true, limit: 1 })
    : []
  if (!asked)
    return { dropped: 'this request is answered or withdrawn, has lapsed, or is not theirs to answer any more' }
  const wish = `“${levelWords[asked.level].title}”`
  return {
    subject: `${asked.asker} asks for access to “${asked.name}”`,
    blocks: [
      `Hello ${reader.name},`,
      `${asked.asker} (${asked.email}) asks for ${wish} on “${asked.name}” in the media library of ${reader.account}.`,
      ...(asked.has ? [`So far they have “${levelWords[asked.has].title}” on it.`] : []),
      ...quoted(asked.words, 'In their words:'),
      { button: 'Answer the request', link: `${house.publicUrl}${reader.page}/access-requests` },
    ],
    because: `You get this because you can share “${asked.name}”.`,
  }
}

export const accessAnswered: Template<'access_answered'> = async ({ db, house, now, about, to }) => {
  const asked = await db
    .selectFrom('access_request')
    .select(['member_id', 'thing_id', 'answer', 'answer_words'])
    .where('id', '=', about.accessRequestId as AccessRequestId) // an id that putInOutbox was given
    .executeTakeFirst()
  if (!asked?.answer) return { dropped: 'this request is not answered' }
  const reader = await readerOf(db, asked.member_id, to, now)
  if ('dropped' in reader) return reader
  const [thing] = await seenBy(reader, [asked.thing_id])
  const because = `You get this because you asked for access in ${reader.account}.`
  if (asked.answer === 'declined') {
    const what = thing ? `access to “${thing.name}”` : 'access'
    return {
      subject: `Your request for ${what} was declined`,
      blocks: [
        `Hello ${reader.name},`,
        `you asked for ${what} in the media library of ${reader.account}. It was declined.`,
        ...quoted(asked.answer_words, 'With these words:'),
      ],
      because,
    }
  }
  if (!thing) return { dropped: 'it does not reach them any more' }
  const ends = await endOf(reader, thing)
  return {
    subject: `You have access to “${thing.name}”`,
    blocks: [
      `Hello ${reader.name},`,
      `you asked for access in the media library of ${reader.account}, and it was given.`,
      {
        rows: [
          [thing.name, `${levelWords[thing.level].title}. ${levelWords[thing.level].explains}`],
          ...(ends ? [['Your access to it ends', inWords(ends, reader.timeZone)] as const] : []),
        ],
      },
      { button: `Open “${thing.name}”`, link: `${house.publicUrl}${reader.page}${addressOf(thing)}` },
    ],
    because,
  }
}

/** When the last of what reaches them ends; null: something has no end. */
async function endOf(reader: Reader, thing: Thing): Promise<Date | null> {
  const ends = (await pathsTo(reader, thing)).map((p) => ('ends' in p ? p.ends : null))
  if (ends.includes(null)) return null
  return ends.reduce((latest, end) => (latest && end && latest > end ? latest : end), null)
}
