// What an invitation holds until it is accepted: groups, and first folders with a level. The only place that reads and
// writes it; it gives nobody anything before somebody accepts.
import type { AssetId, GroupId, InvitationId, Level } from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import type { Changing } from './ours.ts'

export interface InvitedTo {
  groups: { groupId: GroupId; name: string }[]
  folders: {
    assetId: AssetId
    name: string
    level: Level
    /** In the trash nothing is given on it: back from there it is. */
    inTrash: boolean
  }[]
}
export const toNothing: InvitedTo = { groups: [], folders: [] }

/** What each of these invitations holds, by name; one that holds nothing is left out. */
export async function invitedTo(
  { handle, accountId }: InAccount,
  ids: readonly InvitationId[],
): Promise<Map<InvitationId, InvitedTo>> {
  if (!ids.length) return new Map()
  const [groups, folders] = await Promise.all([
    whole(handle)
      .selectFrom('invited_group as i')
      .innerJoin('group', 'group.id', 'i.group_id')
      .select(['i.invitation_id', 'i.group_id as groupId', 'group.name'])
      .where('i.account_id', '=', accountId)
      .where('i.invitation_id', 'in', ids)
      .orderBy('group.name_key')
      .execute(),
    whole(handle)
      .selectFrom('invited_grant as i')
      .innerJoin('asset as a', 'a.id', 'i.asset_id')
      .select(['i.invitation_id', 'i.asset_id as assetId', 'a.name', 'i.level'])
      .select((eb) => eb('a.trash_id', 'is not', null).$castTo<boolean>().as('inTrash'))
      .where('i.account_id', '=', accountId)
      .where('i.invitation_id', 'in', ids)
      .orderBy('a.name_key')
      .orderBy('a.id')
      .execute(),
  ])
  const held = new Map<InvitationId, InvitedTo>()
  const of = (id: InvitationId): InvitedTo => {
    const known = held.get(id) ?? { groups: [], folders: [] }
    held.set(id, known)
    return known
  }
  for (const { invitation_id, ...group } of groups) of(invitation_id).groups.push(group)
  for (const { invitation_id, ...folder } of folders) of(invitation_id).folders.push(folder)
  return held
}

/** What these invitations hold from now on, instead of what they held before. */
export async function setInvitedTo(
  { handle, accountId }: InAccount & Changing<'rights'>,
  ids: readonly InvitationId[],
  { groups, folders }: InvitedTo,
): Promise<void> {
  if (!ids.length) return
  const db = whole(handle)
  for (const table of ['invited_group', 'invited_grant'] as const)
    await db.deleteFrom(table).where('account_id', '=', accountId).where('invitation_id', 'in', ids).execute()
  const rows = ids.map((invitation_id) => ({ account_id: accountId, invitation_id }))
  if (groups.length)
    await db
      .insertInto('invited_group')
      .values(rows.flatMap((row) => groups.map(({ groupId }) => ({ ...row, group_id: groupId }))))
      .execute()
  if (folders.length)
    await db
      .insertInto('invited_grant')
      .values(rows.flatMap((row) => folders.map(({ assetId, level }) => ({ ...row, asset_id: assetId, level }))))
      .execute()
}
