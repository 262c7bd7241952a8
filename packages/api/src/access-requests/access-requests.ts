// "Request access": a restricted member asks for a level on anything that they have an id of, and hears "sent" whatever it
// is; whoever can share the thing approves, as sharing would, or declines with a word (rules §4). Not to be confused with
// what an account asks of the operator (requests/).
import { z } from 'zod'
import {
  isAtLeast,
  levelWords,
  Problem,
  reasonCharacters,
  type AccessRequestId,
  type AssetId,
  type CollectionId,
  type Told,
} from '@usher/domain'
import {
  answerable,
  answerAccessRequest,
  askable,
  countAnswerable,
  namedBy,
  putAccessRequest,
  withdrawAccessRequest,
  type AccessRequest,
  type Outcome,
} from '../access/access-requests.ts'
import { namesOfCollections } from '../access/collections.ts'
import type { Changing } from '../access/ours.ts'
import { lastAskedBy, reachedAlready, type OwnRequest } from '../access/own-access-requests.ts'
import { pathsOf, type MemberInLibrary } from '../access/reach.ts'
import type { Effect } from '../change.ts'
import type { Base } from '../context.ts'
import { whole } from '../db/connect.ts'
import { momentField } from '../fields.ts'
import { levelField } from '../grants/fields.ts'
import { giveLevel, sharedAsset, sharedCollection } from '../grants/giving.ts'
import { granteesIn } from '../grants/grantees.ts'
import { placed } from '../library/placed.ts'
import { limitTries } from '../session/tries.ts'
import { can, router } from '../trpc.ts'

const perPage = 50
/** How many wait is counted no further. */
const countedAtMost = 500
/** Somebody asks at most so many times an hour, for whatever it is. */
const asksAnHour = 30
const wordsField = z.string().trim().max(reasonCharacters).default('')

/** One that somebody has answered or withdrawn meanwhile says so. */
function stillOpen(answer: Outcome | null): void {
  if (answer) throw new Problem('access_answered', { answer })
}
const invalidLevel = (says: string) => new Problem('invalid_input', { fields: [{ field: 'level', says }] })
/** `reached`: nobody has answered, and they have the level by now. */
const stateOf = ({ id, outcome }: OwnRequest, reached: ReadonlySet<AccessRequestId>): Outcome | 'reached' | 'waiting' =>
  outcome ?? (reached.has(id) ? 'reached' : 'waiting')
const answeredMail = ({ id, email }: AccessRequest): Effect => ({
  mail: { template: 'access_answered', email, about: { accessRequestId: id } },
})

type Approving = MemberInLibrary & Base & Changing<'rights'>
type Approved = Told<'grant.given' | 'grant.changed' | 'collection.shared' | 'collection.sharing_changed'>
/** Gives what sharing would give, and tells of it as sharing does. Nothing: they have exactly this. */
async function give(ctx: Approving, asked: AccessRequest, terms: Parameters<typeof giveLevel>[3]): Promise<Approved[]> {
  const grantees = await granteesIn(ctx, { memberIds: [asked.member_id], groupIds: [] })
  const consequences = [{ on: 'accessRequest', id: asked.id, what: 'accessRequest.approved' }] as const
  if (asked.kind === 'collection') {
    const thing = { id: asked.thing_id as CollectionId, name: asked.name } // as its kind says
    const given = await giveLevel(ctx, [sharedCollection(ctx, thing)], grantees, terms)
    return given.map((g) => ({
      what: g.before ? 'collection.sharing_changed' : 'collection.shared',
      ...g,
      consequences,
    }))
  }
  const thing = { id: asked.thing_id as AssetId, name: asked.name }
  const given = await giveLevel(ctx, [sharedAsset(ctx, thing)], grantees, terms)
  return given.map((g) => ({ what: g.before ? 'grant.changed' : 'grant.given', ...g, consequences }))
}

export const accessRequests = router({
  /**
   * Asks for a level on a file, folder or collection. Says the same, and does as much, for every id; one that cannot be
   * asked for, or that is reached at that level, is dropped. One open request a thing: asking again replaces it.
   */
  make: can('access.request')
    .input({ thingId: z.uuid(), level: levelField, words: wordsField })
    .prove(({ ctx }) => limitTries(whole(ctx.asking.handle), `access asked by ${ctx.actor.memberId}`, asksAnHour, 3600))
    .change(['grant.asked', 'collection.access_asked'], async ({ ctx, input: { thingId, level, words }, done }) => {
      const { memberId } = ctx.actor
      const { isCollection, name, isDropped } = await askable(ctx, thingId, level)
      const id = await putAccessRequest(ctx, { memberId, thingId, level, words, isDropped })
      const shape = { before: null, after: { level, name } }
      return done(
        { sent: true },
        [
          isCollection
            ? { what: 'collection.access_asked', on: thingId as CollectionId, ...shape }
            : { what: 'grant.asked', on: thingId as AssetId, ...shape },
        ],
        // Whom it reaches is found out afterwards: that takes longer where there is somebody.
        { job: 'access_asked', payload: { accessRequestId: id } },
      )
    }),

  /**
   * What the asker asked for and has not withdrawn, the last first; by page. A thing has a name where they see it. What is not
   * there, cannot be asked for or is not seen waits like all else.
   */
  mine: can('membership.own')
    .input({
      before: z
        .uuid()
        .transform((id) => id as AccessRequestId)
        .optional(),
    })
    .read(async ({ ctx, input: { before } }) => {
      const found = await lastAskedBy(ctx, before, perPage + 1)
      const rows = found.slice(0, perPage)
      const ids = rows.map((r) => r.thing_id)
      const [reached, assets, collections] = await Promise.all([
        reachedAlready(ctx, rows),
        placed(ctx, ids as AssetId[]), // of either; so are these
        namesOfCollections(ctx, ids as CollectionId[]),
      ])
      return {
        requests: rows.map((r) => {
          const collection = collections.get(r.thing_id as CollectionId)
          return {
            id: r.id,
            /** As it was asked for, whatever it stands for. */
            thingId: r.thing_id,
            /** Null both: there is nothing that they see. */
            asset: assets.get(r.thing_id as AssetId) ?? null,
            collection: collection === undefined ? null : { id: r.thing_id, name: collection },
            level: r.level,
            words: r.words,
            askedAt: r.asked_at,
            state: stateOf(r, reached),
            answeredAt: r.answered_at,
            answerWords: r.answer_words,
          }
        }),
        next: found.length > perPage ? (rows.at(-1)?.id ?? null) : null,
      }
    }),

  /** Takes back what the asker asked for, whatever their role is now, and nobody has answered. Throws `access_answered`. */
  withdraw: can('membership.own', { accessRequestId: 'ownAccessRequest' }).change(
    ['grant.ask_withdrawn', 'collection.ask_withdrawn'],
    async ({ ctx, the: { accessRequest: own }, done }) => {
      stillOpen(own.outcome)
      stillOpen(await withdrawAccessRequest(ctx, own.id))
      const { isCollection, name } = await namedBy(ctx, own.thing_id)
      const shape = { before: { level: own.level, name }, after: null }
      return done(null, [
        isCollection
          ? { what: 'collection.ask_withdrawn', on: own.thing_id as CollectionId, ...shape }
          : { what: 'grant.ask_withdrawn', on: own.thing_id as AssetId, ...shape },
      ])
    },
  ),

  /** What the reader can answer, those first that wait for longest; with the path of each thing as the reader sees it. */
  list: can('library.share')
    .input({ thingId: z.uuid().optional(), after: z.uuid().optional() })
    .read(async ({ ctx, input }) => {
      const found = await answerable(ctx, { ...input, open: true, limit: perPage + 1 })
      const rows = found.slice(0, perPage)
      const paths = await pathsOf(ctx, [...new Set(rows.flatMap((r) => r.parent_id ?? []))])
      return {
        requests: rows.map((r) => ({
          id: r.id,
          thing: {
            id: r.thing_id,
            kind: r.kind,
            name: r.name,
            /** Null as well where the reader does not see it. */
            parentId: r.parent_id && paths.has(r.parent_id) ? r.parent_id : null,
            path: (r.parent_id ? (paths.get(r.parent_id) ?? []) : []).map(({ id, name }) => ({ id, name })),
          },
          level: r.level,
          words: r.words,
          askedAt: r.asked_at,
          memberId: r.member_id,
          name: r.asker,
          email: r.email,
          /** What they have on it already; null: nothing. */
          has: r.has,
        })),
        next: found.length > perPage ? (rows.at(-1)?.id ?? null) : null,
      }
    }),

  /** How many requests wait for the reader, and on which things. */
  waiting: can('library.share').read(({ ctx }) => countAnswerable(ctx, countedAtMost)),

  /**
   * Gives the asker a level, asked for or another, perhaps until an end; all that holds for sharing holds here. Throws
   * `access_answered`, and `invalid_input` for what would give them no more than they have.
   */
  approve: can('library.share', { accessRequestId: 'accessRequest' })
    .input({ level: levelField, endsAt: momentField.nullable().default(null) })
    .change(
      ['grant.given', 'grant.changed', 'collection.shared', 'collection.sharing_changed'],
      async ({ ctx, input, the: { accessRequest: asked }, done }) => {
        stillOpen(asked.outcome)
        if (asked.has && !isAtLeast(input.level, asked.has))
          throw invalidLevel(`They have “${levelWords[asked.has].title}” already. Give as much, or decline.`)
        const entries = await give(ctx, asked, input)
        if (!entries.length)
          throw invalidLevel('They have exactly this already. Change the level or the end, or decline.')
        stillOpen(await answerAccessRequest(ctx, asked.id, { answer: 'approved', words: '', by: ctx.actor.memberId }))
        return done({ endsAt: entries[0]?.after?.endsAt ?? null }, entries, answeredMail(asked))
      },
    ),

  /** Says no, with a word for the asker. Throws `access_answered`. */
  decline: can('library.share', { accessRequestId: 'accessRequest' })
    .input({ words: wordsField })
    .change(
      ['grant.declined', 'collection.access_declined'],
      async ({ ctx, input: { words }, the: { accessRequest: asked }, done }) => {
        stillOpen(asked.outcome)
        // Whoever declines or withdraws at once holds the lock as well: the row decides.
        stillOpen(await answerAccessRequest(ctx, asked.id, { answer: 'declined', words, by: ctx.actor.memberId }))
        const { level, name, member_id: memberId, user_id: userId, asker: person } = asked
        const shape = { before: null, after: { level, name, memberId, userId, person } }
        return done(
          { declined: true },
          [
            asked.kind === 'collection'
              ? { what: 'collection.access_declined', on: asked.thing_id as CollectionId, ...shape }
              : { what: 'grant.declined', on: asked.thing_id as AssetId, ...shape },
          ],
          answeredMail(asked),
        )
      },
    ),
})
