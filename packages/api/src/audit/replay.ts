// What the entries of an account's chain say that its tables must be: who is in, as what, on which plan, what lies in the
// library and what of it is shared with whom, and who is in which group.
import type { AuditKind } from '@usher/domain'
import type { Body } from './append.ts'

type State = Record<string, unknown>
export interface Replayed {
  account: State
  members: Map<string, State>
  invitations: Map<string, State>
  assets: Map<string, State>
  grants: Map<string, State>
  groups: Map<string, State>
  collections: Map<string, State>
  /** By collection and thing. */
  items: Map<string, State>
  /** By group and member. */
  memberships: Map<string, State>
}
/** Of somebody in a group, or of something in a collection. */
export const placeKey = (within: unknown, what: unknown): string => `${String(within)} ${String(what)}`

/** A change of some fields of what the entry is about; `limit`s of an account are kept by their names. */
const patches: Partial<Record<AuditKind, 'members' | 'invitations' | 'assets' | 'groups' | 'collections'>> = {
  'member.role_changed': 'members',
  'member.suspended': 'members',
  'member.reinstated': 'members',
  'member.end_set': 'members',
  'member.rescued': 'members',
  'member.joined': 'members',
  'member.removed': 'members',
  'member.left': 'members',
  'invitation.created': 'invitations',
  'invitation.edited': 'invitations',
  'invitation.resent': 'invitations',
  'invitation.revoked': 'invitations',
  'invitation.accepted': 'invitations',
  'group.created': 'groups',
  'group.renamed': 'groups',
  'group.deleted': 'groups',
  'collection.created': 'collections',
  'collection.renamed': 'collections',
  'collection.deleted': 'collections',
  'collection.disowned': 'collections',
  'folder.created': 'assets',
  'file.uploaded': 'assets',
  'asset.copied': 'assets',
  'version.added': 'assets',
  'version.restored': 'assets',
  'asset.renamed': 'assets',
  'asset.moved': 'assets',
  'asset.merged': 'assets',
  'asset.disowned': 'assets',
  'asset.trashed': 'assets',
  'asset.restored': 'assets',
  'asset.purged': 'assets',
}

/** With the tags that it has now; without the field where it has none. */
function tagged({ tags: before = [], ...asset }: State, { added, removed }: State): State {
  const [came, went] = [added, removed].map((names) => (Array.isArray(names) ? names : []))
  const tags = [...new Set([...(before as string[]), ...(came ?? [])])].filter((name) => !went?.includes(name))
  return tags.length ? { ...asset, tags: tags.toSorted() } : asset
}

const given: ReadonlySet<AuditKind> = new Set([
  'grant.given',
  'grant.changed',
  'collection.shared',
  'collection.sharing_changed',
])

/** What says which plan is agreed, and what takes its place when. */
const subscribes: ReadonlySet<AuditKind> = new Set([
  'account.subscribed',
  'account.subscription_changed',
  'account.subscription_cancelled',
  'account.subscription_continued',
])

/** Takes out what is so. */
const without = (table: Map<string, State>, isGone: (row: State) => boolean): void => {
  for (const [id, row] of table) if (isGone(row)) table.delete(id)
}

type Held = { groupId?: string; assetId?: string; level?: string }[]
/** What it holds until it is accepted, without the names: ids of groups, and of folders with their levels. */
function invited({ groups, folders, ...invitation }: State): State {
  if (!groups && !folders) return invitation
  return {
    ...invitation,
    groups: ((groups ?? []) as Held).map((g) => g.groupId).toSorted(),
    folders: ((folders ?? []) as Held).map((f) => `${f.assetId} ${f.level}`).toSorted(),
  }
}
/** What is deleted is gone from the invitations that held it. */
const letGo = (table: Map<string, State>, field: 'groups' | 'folders', isGone: (held: string) => boolean): void => {
  for (const [id, row] of table)
    if (row[field]) table.set(id, { ...row, [field]: (row[field] as string[]).filter((each) => !isGone(each)) })
}

/** What of an account itself is told as it is afterwards. */
const ofAccount: ReadonlySet<string> = new Set<AuditKind>([
  'account.created',
  'account.guard_changed',
  'account.renamed',
  'account.time_zone_changed',
  'account.logo_changed',
  'account.picker_changed',
  'account.share_end_changed',
  'account.deleted',
  'account.restored',
])

/** Entries in their order. What they do not tell of (presence, attempts, mail) changes nothing here. */
export function replay(entries: readonly Body[]): Replayed {
  const state: Replayed = {
    account: {},
    members: new Map(),
    invitations: new Map(),
    assets: new Map(),
    grants: new Map(),
    groups: new Map(),
    collections: new Map(),
    items: new Map(),
    memberships: new Map(),
  }
  for (const { what, on, before, after, consequences } of entries) {
    const table = patches[what]
    if (table === 'invitations' && after) state.invitations.set(on, { ...state.invitations.get(on), ...invited(after) })
    else if (table) {
      if (after) state[table].set(on, { ...state[table].get(on), ...after })
      else state[table].delete(on)
    } else if (what === 'asset.tagged') state.assets.set(on, tagged(state.assets.get(on) ?? {}, after ?? {}))
    else if (
      what === 'grant.revoked' ||
      what === 'grant.given_up' ||
      what === 'collection.unshared' ||
      what === 'collection.given_up'
    )
      state.grants.delete(String(before?.['grantId']))
    else if (given.has(what)) {
      const { grantId, userId: _, name: __, ...grant } = after ?? {}
      state.grants.set(String(grantId), { thingId: on, ...grant })
    } else if (what === 'asset.owner_changed')
      state.assets.set(on, { ...state.assets.get(on), ownerId: after?.['ownerId'] })
    else if (what === 'collection.owner_changed')
      state.collections.set(on, { ...state.collections.get(on), ownerId: after?.['ownerId'] })
    else if (what === 'collection.item_removed') state.items.delete(placeKey(on, before?.['assetId']))
    else if (what === 'collection.item_added' || what === 'collection.item_confirmed') {
      const { assetId, passesOn } = after ?? {}
      state.items.set(placeKey(on, assetId), { collectionId: on, assetId, passesOn })
    } else if (what === 'group.member_removed' || what === 'group.left')
      state.memberships.delete(placeKey(on, before?.['memberId']))
    else if (what === 'group.member_added' || what === 'group.member_end_set') {
      const { memberId, endsAt } = after ?? {}
      state.memberships.set(placeKey(on, memberId), { groupId: on, memberId, endsAt })
    } else if (subscribes.has(what)) {
      const { plan, planUntil, planAfter } = after ?? {}
      state.account = { ...state.account, plan, planUntil, planAfter }
    } else if (what === 'account.plan_changed')
      // By hand: nothing is to take its place any more.
      state.account = { ...state.account, ...after, planUntil: null, planAfter: null }
    else if (ofAccount.has(what)) state.account = { ...state.account, ...after }
    else if (what === 'account.limit_changed' && after)
      state.account = {
        ...state.account,
        limits: { ...Object(state.account['limits']), [String(after['limit'])]: after['value'] },
      }
    // What lay in a folder is gone with it.
    if (what === 'asset.purged')
      for (let gone = new Set([on]); gone.size;) {
        without(state.grants, (grant) => gone.has(String(grant['thingId'])))
        without(state.items, (item) => gone.has(String(item['assetId'])))
        letGo(state.invitations, 'folders', (folder) => gone.has(folder.split(' ')[0] ?? ''))
        const below = [...state.assets].filter(([, asset]) => gone.has(String(asset['parentId']))).map(([id]) => id)
        for (const id of below) state.assets.delete(id)
        gone = new Set(below)
      }
    // What was moved onto the name of another thing is part of that one.
    if (what === 'asset.merged') {
      state.assets.delete(String(after?.['fromId']))
      without(state.grants, (grant) => grant['thingId'] === after?.['fromId'])
      for (const [key, item] of state.items)
        if (item['assetId'] === after?.['fromId']) {
          state.items.delete(key)
          const its = placeKey(item['collectionId'], on)
          const passesOn = state.items.get(its)?.['passesOn'] === true || item['passesOn'] === true
          state.items.set(its, { ...item, assetId: on, passesOn })
        }
      letGo(state.invitations, 'folders', (folder) => folder.startsWith(`${String(after?.['fromId'])} `))
    }
    // What somebody owned passes to an heir, before they are gone.
    if (what === 'member.inherited')
      for (const table of [state.assets, state.collections])
        for (const [id, thing] of table)
          if (thing['ownerId'] === after?.['fromId']) table.set(id, { ...thing, ownerId: on })
    // What came through a group is gone with it (rules §4).
    if (what === 'group.deleted') {
      without(state.grants, (grant) => grant['groupId'] === on)
      without(state.memberships, (place) => place['groupId'] === on)
      letGo(state.invitations, 'groups', (group) => group === on)
    }
    // What is in a collection and what was given on it is gone with it.
    if (what === 'collection.deleted') {
      without(state.grants, (grant) => grant['thingId'] === on)
      without(state.items, (item) => item['collectionId'] === on)
    }
    // What a member owned who is gone has no owner, and what they were given is gone with them (rules §4).
    if (what === 'member.removed' || what === 'member.left') {
      without(state.grants, (grant) => grant['memberId'] === on)
      without(state.memberships, (place) => place['memberId'] === on)
      for (const table of [state.assets, state.collections])
        for (const [id, thing] of table) if (thing['ownerId'] === on) table.set(id, { ...thing, ownerId: null })
    }
    for (const { id, what: done } of consequences)
      if (done === 'group.left') state.memberships.delete(placeKey(id, on))
      else if (done === 'invitation.revoked')
        state.invitations.set(id, { ...state.invitations.get(id), status: 'revoked' })
  }
  return state
}
