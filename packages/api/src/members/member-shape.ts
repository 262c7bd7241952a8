// A member and an invitation as the log keeps them.
import type { InvitationShape, MemberShape } from '@usher/domain'
import type { InvitedTo } from '../access/invited-to.ts'
import type { DB } from '../db/schema.ts'
import type { Selectable } from 'kysely'

type MemberRow = Pick<Selectable<DB['member']>, 'user_id' | 'role' | 'status' | 'ends_at'>
export const memberShape = (m: MemberRow): MemberShape => ({
  userId: m.user_id,
  role: m.role,
  status: m.status,
  endsAt: m.ends_at?.toISOString() ?? null,
})

/** `to`: the groups and first folders that it holds, where they are to be told. */
export const invitationShape = (i: Selectable<DB['invitation']>, to?: InvitedTo): InvitationShape => ({
  email: i.email,
  name: i.name,
  role: i.role,
  endsAt: i.ends_at?.toISOString() ?? null,
  status: i.status,
  expiresAt: i.expires_at.toISOString(),
  ...(to && {
    groups: to.groups.map(({ groupId, name }) => ({ groupId, name })),
    folders: to.folders.map(({ assetId, name, level }) => ({ assetId, name, level })),
  }),
})
