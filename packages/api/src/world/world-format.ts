// A world: accounts and their people written down as JSON, as far as this version of the product knows them.
// Whatever else stands in it is refused by its place, so that nobody believes something was loaded that was not.
import { z } from 'zod'
import { emailKey, largestLimit, passwordMax, passwordMin, plans, roles, type LimitName } from '@usher/domain'
import { emailField, nameField } from '../fields.ts'

/** An end: so many milliseconds from the moment of loading, or a moment. */
export type Ends = { after: number } | { at: Date }

const units: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const isoTime = z.iso.datetime({ offset: true })

const endsField = z.string().transform((text, context): Ends => {
  const [, sign, number, unit = ''] = /^([+-])(\d{1,6})([smhdw])$/.exec(text) ?? []
  if (number !== undefined) return { after: (sign === '-' ? -1 : 1) * Number(number) * (units[unit] ?? 0) }
  if (isoTime.safeParse(text).success) return { at: new Date(text) }
  context.addIssue({
    code: 'custom',
    message: `"${text}" is no end; write +2d, -1h or +30s (from the moment of loading), or a time like 2030-01-31T12:00:00Z`,
  })
  return z.NEVER
})

const passwordText = z
  .string()
  .min(passwordMin, `a password has at least ${passwordMin} characters`)
  .max(passwordMax, `a password has at most ${passwordMax} characters`)

const personFormat = z.strictObject({
  name: nameField,
  email: emailField,
  role: z.enum(roles),
  password: passwordText.nullish(),
  status: z.enum(['active', 'suspended', 'invited']).default('active'),
  ends: endsField.nullish(),
})

/** The same person twice in one account; looked for also where other things are wrong. */
const eachOnce = (people: readonly unknown[], context: z.core.$RefinementCtx): void => {
  const places = new Map<string, number>()
  people.forEach((person, n) => {
    const email: unknown = Object(person).email
    if (typeof email !== 'string') return
    const first = places.get(emailKey(email.trim()))
    if (first === undefined) places.set(emailKey(email.trim()), n)
    else
      context.addIssue({
        code: 'custom',
        path: [n, 'email'],
        message: `${email} is in this account already, as people[${first}]`,
      })
  })
}
const peopleFormat = z.array(personFormat).superRefine(eachOnce, { when: ({ value }) => Array.isArray(value) })

const limitField = z
  .int('a limit is a whole number')
  .min(1, 'a limit is 1 or more')
  .max(largestLimit, `a limit is at most ${largestLimit}`)
  .exactOptional()

const accountFormat = z.strictObject({
  name: nameField,
  plan: z.enum(plans),
  limits: z
    .strictObject({ seats: limitField, gigabytes: limitField } satisfies Record<LimitName, typeof limitField>)
    .default({}),
  people: peopleFormat.default([]),
})

export const worldFormat = z.strictObject({ accounts: z.array(accountFormat) })
/** As it is written down. */
export type WorldText = z.input<typeof worldFormat>
/** As it was read: addresses and names normalised, defaults filled in. */
export type World = z.output<typeof worldFormat>
export type WorldPerson = World['accounts'][number]['people'][number]
