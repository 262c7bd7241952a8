// Every grant of the account for its administrators: filtered, sorted and by page in the database, and as a CSV file.
// Rules §1, "export of people and grants".
import { z } from 'zod'
import { levels, levelWords, Problem, type GroupId, type MemberId } from '@usher/domain'
import {
  grantsOfAccount,
  grantSorts,
  grantStates,
  inGrantOrder,
  isInState,
  isMarkOf,
  isOfRows,
  sorted,
  type GrantOfAccount,
  type GrantOrder,
} from '../access/all-grants.ts'
import { anyPart } from '../access/narrow.ts'
import { pathsOf, type InLibrary } from '../access/reach.ts'
import { csvOf, type Columns } from '../csv.ts'
import { can } from '../trpc.ts'

const perPage = 50
const mostInCsv = 10_000

const filter = {
  /** `active`: with an effect now. */
  state: z.enum(['all', ...grantStates]).default('all'),
  level: z.enum(levels).optional(),
  memberId: z
    .uuid()
    .transform((id) => id as MemberId)
    .optional(),
  groupId: z
    .uuid()
    .transform((id) => id as GroupId)
    .optional(),
  givenBy: z
    .uuid()
    .transform((id) => id as MemberId)
    .optional(),
  /** Any part of the thing's name. */
  name: z.string().max(200).default(''),
}
type Filter = z.output<z.ZodObject<typeof filter>>
/** The last row of a page: what it was sorted by, and its id. */
const mark = z.strictObject({
  value: z
    .string()
    .max(1000)
    .regex(/^[^\0]*$/),
  id: z.uuid(),
})
const markField = z
  .string()
  .max(4000)
  .transform((text, context) => {
    try {
      return mark.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    } catch {
      context.addIssue({ code: 'custom', message: unreadable.says })
      return z.NEVER
    }
  })
const unreadable = { field: 'after', says: 'Take what the page before gave, with the same order.' }

const newestFirst: GrantOrder = { sort: 'given', descending: true }
type Listing = InLibrary & { now: Date }
/** The grants of this filter, in this order; `most` of them, where so many are enough. */
function matching(ctx: Listing, filter: Filter, order: GrantOrder, most: number) {
  const { state, level, memberId, groupId, givenBy } = filter
  const named = filter.name.trim() === '' ? null : anyPart(filter.name)
  const ofState = state !== 'all' && isInState(state)
  const saysRows = state === 'all' || isOfRows(state)
  let given = grantsOfAccount(ctx, (rows) => {
    let q = rows
    if (level !== undefined) q = q.where('given.level', '=', level)
    if (memberId !== undefined) q = q.where('given.member_id', '=', memberId)
    if (groupId !== undefined) q = q.where('given.group_id', '=', groupId)
    if (givenBy !== undefined) q = q.where('given.given_by', '=', givenBy)
    if (ofState && saysRows) q = q.where(ofState)
    // Only these are looked at further: to whom they are, what they are on, and whether they have an effect.
    return named === null && saysRows && isOfRows(order.sort) ? inGrantOrder(q, order).limit(most) : q
  })
  if (ofState && !saysRows) given = given.where(ofState)
  if (named !== null) given = given.where('given.name_key', 'like', named)
  return sorted(given, order).limit(most)
}

/** All of them, the newest first. */
export const everyGrant = (ctx: Listing) => sorted(grantsOfAccount(ctx), newestFirst)

/** With the path of the folder that each thing lies in, from the top of the library. */
export async function listed(ctx: InLibrary, rows: readonly GrantOfAccount[]) {
  const paths = await pathsOf(ctx, [...new Set(rows.flatMap((g) => g.parent_id ?? []))])
  return rows.map((g) => ({
    grantId: g.id,
    thing: {
      id: g.thing_id,
      kind: g.kind ?? ('collection' as const),
      name: g.name,
      parentId: g.parent_id,
      path: `/${(g.parent_id ? (paths.get(g.parent_id) ?? []) : []).map((step) => step.name).join('/')}`,
    },
    memberId: g.member_id,
    groupId: g.group_id,
    /** Of the person or group. */
    name: g.grantee,
    /** Of a person. */
    email: g.email,
    level: g.level,
    endsAt: g.ends_at,
    givenAt: g.given_at,
    /** Null where nobody is known: the operator, or somebody who is gone. */
    givenBy: g.giver,
    noEffect: g.no_effect,
  }))
}
type Listed = Awaited<ReturnType<typeof listed>>[number]

/** At most 50 of this filter; `next`: what asks for the page after, null where there is none. */
export const listAll = can('account.own')
  .input({
    ...filter,
    sort: z.enum(grantSorts).default('given'),
    descending: z.boolean().default(true),
    after: markField.optional(),
  })
  .read(async ({ ctx, input }) => {
    const { sort, descending, after } = input
    if (after && !isMarkOf(sort, after)) throw new Problem('invalid_input', { fields: [unreadable] })
    const rows = await matching(ctx, input, { sort, descending, after }, perPage + 1).execute()
    const page = rows.slice(0, perPage)
    const last = page.at(-1)
    const next =
      rows.length > perPage && last
        ? Buffer.from(JSON.stringify({ value: last.key, id: last.id })).toString('base64url')
        : null
    return { grants: await listed(ctx, page), next }
  })

export const grantColumns: Columns<Listed> = {
  thing: (g) => g.thing.name,
  kind: (g) => g.thing.kind,
  folder: (g) => g.thing.path,
  to: (g) => g.name,
  'to kind': (g) => (g.groupId ? 'group' : 'member'),
  'e-mail': (g) => g.email,
  level: (g) => levelWords[g.level].title,
  until: (g) => g.endsAt?.toISOString(),
  'no effect now': (g) => g.noEffect?.replaceAll('_', ' '),
  'given by': (g) => g.givenBy,
  'given at': (g) => g.givenAt.toISOString(),
}

/** The same grants as a CSV file, the newest first, up to ten thousand of this filter. */
export const grantsCsv = can('account.own')
  .input(filter)
  .route('/api/:account/grants.csv', async ({ ctx, input, res }) => {
    const rows = await matching(ctx, input, newestFirst, mostInCsv).execute()
    res
      .attachment('grants.csv')
      .type('text/csv')
      .send(csvOf(grantColumns, await listed(ctx, rows)))
  })
