// Whom something is given to: somebody with restricted access, or a group; found by typing, or by their exact address.
import type { Outputs } from '@usher/client'
import { emailKey } from '@usher/domain'

type Suggested = Outputs['grants']['suggest']
export interface Grantee {
  kind: 'member' | 'group'
  id: string
  name: string
  /** Of a member. */
  email: string | null
}

export const granteesOf = ({ members, groups }: Suggested): Grantee[] => [
  ...members.map(({ id, name, email }) => ({ kind: 'member' as const, id, name, email })),
  ...groups.map(({ id, name }) => ({ kind: 'group' as const, id, name, email: null })),
]

/** Is this exactly who was written: a person by their address, a group by its name? */
export const isWritten = (text: string, { email, name }: Grantee): boolean =>
  email === null ? name.toLowerCase() === text.trim().toLowerCase() : emailKey(email) === emailKey(text)

/** Each of them once. */
export const eachOnce = (grantees: readonly Grantee[]): Grantee[] => [
  ...new Map(grantees.map((g) => [g.id, g])).values(),
]
