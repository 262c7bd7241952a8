// A row of the people table, as the API gives it: a member or an open invitation, and how it is spoken of.
import type { Outputs } from '@usher/client'
import { isLastingAdministrator, roles, type Role } from '@usher/domain'
import { namesOf } from '../ui/in-words.ts'

export type Person = Outputs['members']['list']['rows'][number]

/** The name, or the address of somebody who has not told theirs. */
export const titleOf = (person: { name: string; email: string }): string => person.name || person.email
export const isMember = ({ kind }: Person): boolean => kind === 'member'
export const idsOf = (people: readonly Person[]): string[] => people.map(({ id }) => id)

export const namesInWords = (people: readonly Person[], most?: number): string => namesOf(people.map(titleOf), most)

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
