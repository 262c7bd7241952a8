// A world: accounts, their people, library, groups, collections and grants written down as JSON, as far as this version knows them.
// Whatever else stands in it is refused by its place, so that nobody believes something was loaded that was not.
import { z } from 'zod'
import {
  emailKey,
  largestLimit,
  passwordMax,
  passwordMin,
  plans,
  readTagName,
  roles,
  tagsAtMost,
  versionsAtMost,
  type LimitName,
} from '@usher/domain'
import { emailField, nameField, readBy } from '../fields.ts'
import { collectionFormat, grantFormat, groupFormat, sharingFits } from './sharing-format.ts'
import { endsField, fault, pathField } from './world-fields.ts'

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

const sideField = z.int('a side is a whole number of pixels').min(1).max(8000)
const folderFormat = z.strictObject({ path: pathField, owner: z.string().nullish() })
const fileFormat = z
  .strictObject({
    path: pathField,
    owner: z.string().nullish(),
    tags: z.array(readBy(readTagName)).max(tagsAtMost).default([]),
    /** Drawn in this size; a small one where neither this nor a source is given. */
    picture: z.strictObject({ width: sideField, height: sideField }).exactOptional(),
    /** A file beside the world. */
    source: z.string().min(1).exactOptional(),
    /** So many versions are drawn. */
    versions: z.int().min(1).max(versionsAtMost).default(1),
  })
  .superRefine(({ picture, source, versions }, context) => {
    if (picture && source) fault(context, ['source'], 'a file has either a picture or a source')
    if (source && versions > 1) fault(context, ['versions'], 'a file with a source has one version')
  })

/** Owners that are members, parents that come first, and one name once in a folder. */
const libraryFits = (
  { people, folders, files }: { people: { email: string; status: string }[]; folders: Placed[]; files: Placed[] },
  context: z.core.$RefinementCtx,
): void => {
  const members = new Set(people.filter((p) => p.status !== 'invited').map((p) => emailKey(p.email)))
  const known = new Set([''])
  const taken = new Set<string>()
  const place = (list: 'folders' | 'files') => (thing: Placed, n: number) => {
    const above = thing.path.slice(0, thing.path.lastIndexOf('/'))
    if (!known.has(above))
      fault(context, [list, n, 'path'], `the folder "${above}" is not in this account, or comes later`)
    if (thing.owner && !members.has(emailKey(thing.owner)))
      fault(context, [list, n, 'owner'], `${thing.owner} is no member of this account`)
    const key = thing.path.normalize('NFC').toLowerCase()
    if (taken.has(key)) fault(context, [list, n, 'path'], `"${thing.path}" is there already`)
    taken.add(key)
    if (list === 'folders') known.add(thing.path)
  }
  folders.forEach(place('folders'))
  files.forEach(place('files'))
}
interface Placed {
  path: string
  owner?: string | null | undefined
}

const accountFormat = z
  .strictObject({
    name: nameField,
    plan: z.enum(plans),
    limits: z
      .strictObject({
        seats: limitField,
        groups: limitField,
        gigabytes: limitField,
        keys: limitField,
        calls: limitField,
      } satisfies Record<LimitName, typeof limitField>)
      .default({}),
    people: peopleFormat.default([]),
    folders: z.array(folderFormat).default([]),
    files: z.array(fileFormat).default([]),
    groups: z.array(groupFormat).default([]),
    collections: z.array(collectionFormat).default([]),
    grants: z.array(grantFormat).default([]),
  })
  .superRefine(libraryFits)
  .superRefine(sharingFits)

export const worldFormat = z.strictObject({ accounts: z.array(accountFormat) })
/** As it is written down. */
export type WorldText = z.input<typeof worldFormat>
/** As it was read: addresses and names normalised, defaults filled in. */
export type World = z.output<typeof worldFormat>
export type WorldPerson = World['accounts'][number]['people'][number]
export type WorldFile = World['accounts'][number]['files'][number]
export type WorldAccount = World['accounts'][number]
