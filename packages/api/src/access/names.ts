// The names of members by their ids, for lists that show whose or by whom something is.
import type { MemberId } from '@usher/domain'
import type { InAccount } from '../context.ts'
import { ours } from './ours.ts'

/** Those of the account; whoever has left is not among them. Asks nothing for none. */
export async function namesOf(ctx: InAccount, ids: readonly (MemberId | null)[]): Promise<Map<MemberId, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (!wanted.length) return new Map()
  const rows = await ours(ctx, 'member').select(['member.id', 'member.name']).where('member.id', 'in', wanted).execute()
  return new Map(rows.map((m) => [m.id, m.name]))
}
