// Before what was given to somebody ends, and before their place in a group does: that it ends, with the way to ask for longer.
// Read again when it is sent; nothing is named that its reader does not see.
import {
  isAtLeast,
  levelWords,
  type AssetId,
  type CollectionId,
  type GrantId,
  type GroupId,
  type Level,
  type MemberId,
  type Path,
} from '@usher/domain'
import { inWords } from '../letter.ts'
import type { Composing, Template } from './composing.ts'
import { pathsTo, readerOf, seenBy, type Reader, type Thing } from './reader.ts'

/** So many things have a button of their own; so many of a group are looked at, and named. */
const askedAtMost = 10
const lookedAtMost = 50
const namedAtMost = 5

interface Ending {
  thing: Thing
  level: Level
}
/** What ends at one moment: a grant, or what comes through a group. */
interface Told {
  /** As what ends, in the subject and as a row of the mail. */
  subject: string
  title: string
  ends: Date
  things: Ending[]
  /** More than these. */
  more: boolean
}
/** "id time id time" */
const endsOf = (told: string): Map<string, string> => {
  const parts = told.split(' ')
  return new Map(parts.flatMap((id, n) => (n % 2 || !id ? [] : [[id, parts[n + 1] ?? ''] as const])))
}
/** Does it end still, and at the time that was told? */
const stands = (ends: Date | null, told: string | undefined, now: Date): ends is Date =>
  ends !== null && ends > now && ends.toISOString() === told

/** Is less theirs once this is over? Not where as much stays theirs in another way, and longer. */
async function isLost(reader: Reader, { thing, level }: Ending, ends: Date, isThis: (path: Path) => boolean) {
  const others = (await pathsTo(reader, thing)).filter((path) => !isThis(path))
  return !others.some((p) => isAtLeast(p.level, level) && !('ends' in p && p.ends && p.ends <= ends))
}

type Db = Composing<'access_ends'>['db']
async function endingGrants(db: Db, reader: Reader, told: string, now: Date): Promise<Told[]> {
  const endOf = endsOf(told)
  if (!endOf.size) return []
  const grants = await db
    .selectFrom('grant')
    .select(['id', 'thing_id', 'level', 'ends_at'])
    .where('id', 'in', [...endOf.keys()] as GrantId[]) // ids that putInOutbox was given
    .where('member_id', '=', reader.ctx.actor.memberId)
    .orderBy('ends_at')
    .execute()
  const seen = await seenById(
    reader,
    grants.map((g) => g.thing_id),
  )
  const ending: Told[] = []
  for (const { id, thing_id, level, ends_at: ends } of grants) {
    const thing = seen.get(thing_id)
    if (!thing || !stands(ends, endOf.get(id), now)) continue
    if (await isLost(reader, { thing, level }, ends, (p) => 'grant' in p && p.grant === id))
      ending.push({
        subject: `Your access to “${thing.name}”`,
        title: thing.name,
        ends,
        things: [{ thing, level }],
        more: false,
      })
  }
  return ending
}
async function endingGroups(db: Db, reader: Reader, told: string, now: Date): Promise<Told[]> {
  const endOf = endsOf(told)
  if (!endOf.size) return []
  const places = await db
    .selectFrom('group_member as m')
    .innerJoin('group as g', 'g.id', 'm.group_id')
    .select(['m.group_id', 'g.name', 'm.ends_at'])
    .where('m.group_id', 'in', [...endOf.keys()] as GroupId[])
    .where('m.member_id', '=', reader.ctx.actor.memberId)
    .orderBy('m.ends_at')
    .orderBy('g.name_key')
    .execute()
  const ending: Told[] = []
  for (const { group_id, name, ends_at: ends } of places) {
    if (!stands(ends, endOf.get(group_id), now)) continue
    const given = await db
      .selectFrom('grant')
      .select(['thing_id', 'level'])
      .where('group_id', '=', group_id)
      .orderBy('given_at')
      .limit(lookedAtMost + 1)
      .execute()
    const levelOf = new Map(given.slice(0, lookedAtMost).map((g) => [g.thing_id, g.level]))
    const things: Ending[] = []
    for (const [id, thing] of await seenById(reader, [...levelOf.keys()])) {
      const each = { thing, level: levelOf.get(id) ?? 'view' }
      if (await isLost(reader, each, ends, (p) => 'group' in p && p.group === group_id)) things.push(each)
    }
    if (things.length)
      ending.push({
        subject: `Your place in the group “${name}”`,
        title: `Through the group “${name}”`,
        ends,
        things,
        more: given.length > lookedAtMost,
      })
  }
  return ending
}
const seenById = async (reader: Reader, ids: readonly (AssetId | CollectionId)[]) =>
  new Map((ids.length ? await seenBy(reader, ids) : []).map((thing) => [thing.id, thing]))

/** "Can view, until …"; of a group, what there is: "Spring (Can view), Autumn (Can view) and 3 more, until …" */
function toldInWords({ things, ends, more }: Told, isGroup: boolean, timeZone: string): string {
  const [first] = things
  const until = `until ${inWords(ends, timeZone)}`
  if (!isGroup && first) return `${levelWords[first.level].title}, ${until}`
  const named = things.slice(0, namedAtMost).map(({ thing, level }) => `${thing.name} (${levelWords[level].title})`)
  const rest = things.length - named.length
  const others = more ? ' and more' : rest ? ` and ${rest} more` : ''
  return `${named.join(', ')}${others}, ${until}`
}

/** A thing may come in two ways that both end: the higher level is asked for. */
function eachOnce(things: readonly Ending[]): Ending[] {
  const once = new Map<string, Ending>()
  for (const each of things)
    if (!isAtLeast(once.get(each.thing.id)?.level ?? null, each.level)) once.set(each.thing.id, each)
  return [...once.values()]
}

export const accessEnds: Template<'access_ends'> = async ({ db, house, now, about, to }) => {
  const reader = await readerOf(db, about.memberId as MemberId, to, now) // an id that putInOutbox was given
  if ('dropped' in reader) return reader
  const grants = await endingGrants(db, reader, about.ends, now)
  const groups = await endingGroups(db, reader, about.groups ?? '', now)
  const ending = [...grants, ...groups]
  const [first] = ending
  if (!first) return { dropped: 'nothing of it ends now' }
  const page = `${house.publicUrl}${reader.page}`
  const asks = eachOnce(ending.flatMap(({ things }) => things))
  return {
    subject: `${ending.length === 1 ? first.subject : 'Your access to some things'} ends soon`,
    blocks: [
      `Hello ${reader.name},`,
      `what you were given in the media library of ${reader.account} ends soon:`,
      {
        rows: [
          ...grants.map((told) => [told.title, toldInWords(told, false, reader.timeZone)] as const),
          ...groups.map((told) => [told.title, toldInWords(told, true, reader.timeZone)] as const),
        ],
      },
      `If you need it for longer, ask whoever can share it.${groups.length ? ' Who is in a group, and until when, the administrators decide.' : ''}`,
      ...asks.slice(0, askedAtMost).map(({ thing, level }) => ({
        button: `Ask to extend “${thing.name}”`,
        link: `${page}/ask?thing=${thing.id}&level=${level}`,
      })),
      ...(asks.length > askedAtMost ? ['For the others, ask on their own pages.'] : []),
    ],
    because: `You get this because you are a member of ${reader.account}.`,
  }
}
