// The groups, collections and grants of a world's account: what may be written, and that they fit its people and its library.
import { z } from 'zod'
import { collectionsAtMost, emailKey, levels, readGroupName, seesByReach, type Role } from '@usher/domain'
import { readBy } from '../fields.ts'
import { endsField, fault, pathField } from './world-fields.ts'

const groupName = readBy(readGroupName)
export const groupFormat = z.strictObject({
  name: groupName,
  members: z.array(z.strictObject({ member: z.string(), ends: endsField.nullish() })).default([]),
})
/** A name once in a world, though a product may have it twice: grants name collections by it. */
export const collectionFormat = z.strictObject({
  name: groupName,
  owner: z.string().nullish(),
  assets: z.array(z.strictObject({ path: pathField, passesOn: z.boolean().default(true) })).default([]),
})
export const grantFormat = z.strictObject({
  to: z
    .strictObject({ member: z.string().exactOptional(), group: groupName.exactOptional() })
    .superRefine(({ member, group }, context) => {
      if ((member === undefined) === (group === undefined))
        fault(context, [], 'a grant is to a member or to a group: write one of the two')
    }),
  on: z
    .strictObject({ path: pathField.exactOptional(), collection: groupName.exactOptional() })
    .superRefine(({ path, collection }, context) => {
      if ((path === undefined) === (collection === undefined))
        fault(context, [], 'a grant is on a path or on a collection: write one of the two')
    }),
  level: z.enum(levels),
  ends: endsField.nullish(),
})

/** By what a group is known: two with names that differ in case alone are one. */
export const groupKey = (name: string): string => name.normalize('NFC').toLowerCase()

interface Account {
  people: readonly { email: string; role: Role; status: string }[]
  folders: readonly { path: string }[]
  files: readonly { path: string }[]
  groups: readonly z.output<typeof groupFormat>[]
  collections: readonly z.output<typeof collectionFormat>[]
  grants: readonly z.output<typeof grantFormat>[]
}

/** Groups of restricted members, each name once; grants to who is here, on what is here, one for each of both. */
export const sharingFits = (
  { people, folders, files, groups, collections, grants }: Account,
  context: z.core.$RefinementCtx,
): void => {
  const members = new Map(people.filter((p) => p.status !== 'invited').map((p) => [emailKey(p.email), p]))
  const paths = new Set([...folders, ...files].map((thing) => thing.path))
  const named = new Set<string>()
  const isMember = (email: string, path: PropertyKey[]) => {
    const member = members.get(emailKey(email))
    if (!member) fault(context, path, `${email} is no member of this account`)
    return member
  }
  groups.forEach(({ name, members: within }, n) => {
    if (named.has(groupKey(name))) fault(context, ['groups', n, 'name'], `the group "${name}" is there already`)
    named.add(groupKey(name))
    const inIt = new Set<string>()
    within.forEach(({ member: email }, m) => {
      const place = ['groups', n, 'members', m, 'member']
      const member = isMember(email, place)
      if (member && !seesByReach(member.role))
        fault(context, place, `${email} has the role ${member.role}, and groups hold restricted members`)
      if (inIt.has(emailKey(email))) fault(context, place, `${email} is in this group already`)
      inIt.add(emailKey(email))
    })
  })
  const collected = new Set<string>()
  const placesOf = new Map<string, number>()
  collections.forEach(({ name, owner, assets }, n) => {
    if (collected.has(name)) fault(context, ['collections', n, 'name'], `the collection "${name}" is there already`)
    collected.add(name)
    if (owner) isMember(owner, ['collections', n, 'owner'])
    const inIt = new Set<string>()
    assets.forEach(({ path }, a) => {
      const place = ['collections', n, 'assets', a, 'path']
      if (!paths.has(path)) fault(context, place, `"${path}" is not in this account`)
      if (inIt.has(path)) fault(context, place, `"${path}" is in this collection already`)
      inIt.add(path)
      const places = (placesOf.get(path) ?? 0) + 1
      placesOf.set(path, places)
      if (places === collectionsAtMost + 1)
        fault(context, place, `"${path}" is in more than ${collectionsAtMost} collections`)
    })
  })
  const given = new Map<string, number>()
  grants.forEach(({ to, on: { path, collection } }, n) => {
    if (to.member !== undefined) isMember(to.member, ['grants', n, 'to', 'member'])
    if (to.group !== undefined && !named.has(groupKey(to.group)))
      fault(context, ['grants', n, 'to', 'group'], `the group "${to.group}" is not in this account`)
    if (path !== undefined && !paths.has(path))
      fault(context, ['grants', n, 'on', 'path'], `"${path}" is not in this account`)
    if (collection !== undefined && !collected.has(collection))
      fault(context, ['grants', n, 'on', 'collection'], `the collection "${collection}" is not in this account`)
    const what = path ?? `collection ${collection ?? ''}`
    const whom = to.member === undefined ? `group ${groupKey(to.group ?? '')}` : `member ${emailKey(to.member)}`
    const first = given.get(`${what} ${whom}`)
    if (first === undefined) given.set(`${what} ${whom}`, n)
    else
      fault(
        context,
        ['grants', n],
        `the same is given something on "${path ?? collection ?? ''}" already, by grants[${first}]`,
      )
  })
}
