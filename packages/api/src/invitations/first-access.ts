// The groups and first folders that somebody is invited to with restricted access: named in the form, kept with the
// invitation, given in the very step that accepts it. Rules §6; what is gone by then is left out.
import { z } from 'zod'
import {
  allows,
  carries,
  idsAtOnce,
  levels,
  Problem,
  seesByReach,
  type AssetId,
  type GroupId,
  type MemberId,
  type Plan,
  type Role,
  type Told,
  type UserId,
} from '@usher/domain'
import { addGrants } from '../access/grants.ts'
import { putInGroup } from '../access/groups.ts'
import { invitedTo, toNothing, type InvitedTo } from '../access/invited-to.ts'
import { ours, type Changing } from '../access/ours.ts'
import { visible, type InLibrary } from '../access/reach.ts'
import type { InAccount } from '../context.ts'
import type { DB } from '../db/schema.ts'
import type { Selectable } from 'kysely'

/** Held against the account's groups and folders by `firstAccess`. */
export const firstAccessFields = {
  groupIds: z.array(z.uuid().transform((id) => id as GroupId)).max(idsAtOnce),
  folders: z
    .array(
      z.strictObject({
        folderId: z.uuid().transform((id) => id as AssetId),
        level: z.enum(levels, { error: 'Choose a level: view, contribute or manage.' }),
      }),
    )
    .max(idsAtOnce),
}
interface Asked {
  groupIds: readonly GroupId[]
  folders: readonly { folderId: AssetId; level: (typeof levels)[number] }[]
}

/**
 * What is asked for, each thing once, by name. Throws `only_restricted` for another role, `not_found` for what is not in
 * the account, is a file, or lies in the trash.
 */
export async function firstAccess(ctx: InLibrary, role: Role, { groupIds, folders }: Asked): Promise<InvitedTo> {
  if (!groupIds.length && !folders.length) return toNothing
  if (!seesByReach(role)) throw new Problem('only_restricted')
  const levelOf = new Map(folders.map(({ folderId, level }) => [folderId, level]))
  const groups = groupIds.length
    ? await ours(ctx, 'group')
        .select(['group.id as groupId', 'group.name'])
        .where('group.id', 'in', groupIds)
        .orderBy('group.name_key')
        .execute()
    : []
  const found = folders.length
    ? await visible(ctx)
        .select(['asset.id', 'asset.name', 'asset.level'])
        .where('asset.id', 'in', [...levelOf.keys()])
        .where('asset.kind', '=', 'folder')
        .orderBy('asset.name_key')
        .orderBy('asset.id')
        .execute()
    : []
  const shared = found.flatMap(({ id, name, level: mine }) => {
    const level = levelOf.get(id)
    return level && allows(mine, 'asset.share') ? [{ assetId: id, name, level, inTrash: false }] : []
  })
  if (groups.length < new Set(groupIds).size || shared.length < levelOf.size) throw new Problem('not_found')
  return { groups, folders: shared }
}

/** Gives somebody who has just joined what their invitation held, as far as it is still there and the plan carries it. */
export async function giveFirstAccess(
  ctx: InAccount & Changing<'rights'>,
  invitation: Selectable<DB['invitation']>,
  member: { id: MemberId; userId: UserId; name: string },
  plan: Plan,
): Promise<Told<'group.member_added' | 'grant.given'>[]> {
  const held = seesByReach(invitation.role) ? (await invitedTo(ctx, [invitation.id])).get(invitation.id) : undefined
  if (!held) return []
  const told: Told<'group.member_added' | 'grant.given'>[] = []
  const { id: memberId, userId, name: person } = member
  for (const { groupId, name } of carries(plan, 'groups') ? held.groups : []) {
    await putInGroup(ctx, groupId, [memberId], null)
    const after = { name, memberId, userId, person, endsAt: null }
    told.push({ what: 'group.member_added', on: groupId, before: null, after })
  }
  const folders = carries(plan, 'sharing') ? held.folders.filter((f) => !f.inTrash) : []
  const inviter =
    invitation.invited_by &&
    (await ours(ctx, 'member').select('member.id').where('member.id', '=', invitation.invited_by).executeTakeFirst())
  const to = { memberId, groupId: null }
  const ids = await addGrants(
    ctx,
    folders.map(({ assetId, level }) => ({
      on: { assetId, collectionId: null },
      ...to,
      level,
      ends: null,
      by: inviter ? inviter.id : null,
    })),
  )
  for (const [n, { assetId, name, level }] of folders.entries()) {
    const after = { grantId: String(ids[n]), ...to, userId, grantee: person, level, endsAt: null, name }
    told.push({ what: 'grant.given', on: assetId, before: null, after })
  }
  return told
}
