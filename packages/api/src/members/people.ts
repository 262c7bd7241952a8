// The table of people: members and open invitations as one list, filtered, sorted and by page in the database.
import { z } from 'zod'
import { holdsAt, roles, type InvitationId, type MemberId } from '@usher/domain'
import { groupsOf } from '../access/groups.ts'
import { invitedTo } from '../access/invited-to.ts'
import { ours } from '../access/ours.ts'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import { clock } from '../db/statements.ts'
import { seatsOf } from './seats.ts'

export const peopleFilter = {
  /** This member or invitation alone. */
  id: z.uuid().optional(),
  /** Any part of name or address. */
  search: z.string().max(200).default(''),
  state: z.enum(['all', 'active', 'invited', 'suspended']).default('all'),
  roles: z.array(z.enum(roles)).max(roles.length).default([]),
  sort: z.enum(['name', 'email', 'role', 'lastActive', 'since']).default('name'),
  descending: z.boolean().default(false),
  page: z.int().min(1).max(10_000).default(1),
}
export type PeopleFilter = z.output<z.ZodObject<typeof peopleFilter>>
export const peoplePerPage = 50

/** Which states a chip stands for: an ended member is out like a suspended one, an expired invitation still an invitation. */
const statesOf = { active: ['active'], invited: ['invited', 'expired'], suspended: ['suspended', 'ended'] } as const
const columns = {
  name: 'person.sort_name',
  email: 'person.email',
  role: 'person.role',
  lastActive: 'person.last_active_at',
  since: 'person.since',
} as const

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (c) => `\\${c}`)

/** One page of people, how many there are for each chip, and the seats. */
export async function findPeople(ctx: InAccount, filter: PeopleFilter) {
  const pattern = `%${escapeLike(filter.search.trim())}%`
  const matching = ours(ctx, 'person')
    // Whichever of the two it names.
    .$if(filter.id !== undefined, (q) => q.where('person.id', '=', filter.id as MemberId | InvitationId))
    .$if(filter.search.trim() !== '', (q) =>
      q.where((eb) => eb.or([eb('person.name', 'ilike', pattern), eb('person.email', 'ilike', pattern)])),
    )
    .$if(filter.roles.length > 0, (q) => q.where('person.role', 'in', filter.roles))
  const counted = await matching
    .select((eb) => ['person.state', eb.fn.countAll<number>().as('n')])
    .groupBy('person.state')
    .execute()
  const count = (states: readonly string[]) =>
    counted.filter((c) => states.includes(c.state)).reduce((sum, c) => sum + c.n, 0)
  const counts = {
    all: count(counted.map((c) => c.state)),
    active: count(statesOf.active),
    invited: count(statesOf.invited),
    suspended: count(statesOf.suspended),
  }

  const chip = filter.state
  const rows = await matching
    .$if(chip !== 'all', (q) => q.where('person.state', 'in', chip === 'all' ? [] : [...statesOf[chip]]))
    .leftJoin(
      ours(ctx, 'member').select(['member.id as inviter_id', 'member.name as inviter']).as('by'),
      'by.inviter_id',
      'person.invited_by',
    )
    .select(['person.id', 'person.kind', 'person.name', 'person.email', 'person.role', 'person.state', 'person.since'])
    .select(['person.ends_at as endsAt', 'person.last_active_at as lastActiveAt', 'by.inviter as invitedBy'])
    .orderBy(columns[filter.sort], (o) => (filter.descending ? o.desc().nullsLast() : o.asc().nullsLast()))
    .orderBy('person.id')
    .limit(peoplePerPage)
    .offset((filter.page - 1) * peoplePerPage)
    .execute()
  const idsOf = <Id>(kind: 'member' | 'invitation') =>
    rows.filter((r) => r.kind === kind).map((r) => r.id as unknown as Id)
  const memberIds = idsOf<MemberId>('member')
  const [places, invited] = await Promise.all([
    memberIds.length ? groupsOf(ctx, memberIds).execute() : [],
    invitedTo(ctx, idsOf<InvitationId>('invitation')),
  ])
  const now = await clock(whole(ctx.handle))
  const withGroups = rows.map((row) => {
    const held = invited.get(row.id as InvitationId)
    const groups = places.filter((p) => p.member_id === row.id && holdsAt(p.ends_at, now))
    return {
      ...row,
      /** Of a member: those that they are in now. Of an invitation: those that come with accepting it. */
      groups:
        held?.groups.map((g) => ({ ...g, endsAt: null })) ??
        groups.map((g) => ({ groupId: g.group_id, name: g.name, endsAt: g.ends_at })),
      /** Of an invitation: what is given with accepting it; what lies in the trash is not. */
      folders: (held?.folders ?? []).filter((f) => !f.inTrash).map(({ inTrash: _, ...folder }) => folder),
    }
  })
  return {
    rows: withGroups,
    counts,
    pages: Math.max(1, Math.ceil(counts[chip] / peoplePerPage)),
    seats: await seatsOf(ctx),
  }
}
