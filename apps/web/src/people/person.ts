// A row of the people table, as the API gives it: a member or an open invitation, and how it is spoken of.
import type { Outputs } from '@usher/client'
import { isLastingAdministrator, roles, type Role } from '@usher/domain'

export type Person = Outputs['members']['list']['rows'][number]

/** The name, or the address of somebody who has not told theirs. */
export const titleOf = (person: { name: string; email: string }): string => person.name || person.email
export const isMember = ({ kind }: Person): boolean => kind === 'member'
export const idsOf = (people: readonly Person[]): string[] => people.map(({ id }) => id)

const listed = new Intl.ListFormat(undefined, { type: 'conjunction' })
/** "Ada Ohm, Ben Kay and 3 more"; at most `most` names. */
export function namesOf(names: readonly string[], most = 5): string {
  const rest = names.length - most
  return listed.format(rest > 1 ? [...names.slice(0, most), `${rest} more`] : names)
}
export const namesInWords = (people: readonly Person[], most?: number): string => namesOf(people.map(titleOf), most)

export const counted = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`

/** Does this member count for "an account always has one administrator"? */
export const holdsTheAccount = (person: Person): boolean =>
  person.state === 'active' &&
  isLastingAdministrator({
    role: person.role,
    status: 'active',
    endsAt: person.endsAt ? new Date(person.endsAt) : null,
  })

/** The roles that can hold the account. */
export const holdingRoles: Role[] = roles.filter((role) =>
  isLastingAdministrator({ role, status: 'active', endsAt: null }),
)
