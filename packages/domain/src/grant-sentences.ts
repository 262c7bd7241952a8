// What was given to whom, as sentences: of files and folders, and of collections.
import type { DeclinedShape, GrantShape } from './audit.ts'
import { levelWords } from './levels.ts'
import { named, type Seen } from './log-words.ts'

type Granted = Partial<GrantShape>
interface Told {
  who: string
  was: Granted
  is: Granted
  moment: Seen<'grant.given'>['moment']
}
const levelOf = ({ level }: Pick<Granted, 'level'>): string => (level ? `“${levelWords[level].title}”` : 'access')
const untilWhen = ({ endsAt }: Granted, moment: Told['moment']): string => (endsAt ? `, until ${moment(endsAt)}` : '')
const grantee = ({ grantee: name }: Granted): string => name ?? 'someone erased'

export const gave = ({ who, is, moment }: Told): string =>
  `${who} gave ${grantee(is)} ${levelOf(is)} on ${named(is.name)}${untilWhen(is, moment)}`
export const changedWhatWasGiven = ({ who, was, is, moment }: Told): string =>
  `${who} changed what ${grantee(is)} has on ${named(is.name)} to ${levelOf(is)}${untilWhen(is, moment)}` +
  (was.level ? ` (was ${levelOf(was)}${untilWhen(was, moment)})` : '')
export const tookAway = ({ who, was }: Told): string =>
  `${who} took ${levelOf(was)} on ${named(was.name)} away from ${grantee(was)}`
export const gaveUp = ({ who, was }: Told): string => `${who} gave up ${levelOf(was)} on ${named(was.name)}`

type Asked = Partial<Omit<DeclinedShape, 'name'>> & { name?: string | null }
const wish = (asked: Asked): string =>
  `${levelOf(asked)} on ${asked.name ? named(asked.name) : 'something that is not there'}`
export const askedFor = ({ who, is }: { who: string; is: Asked }): string => `${who} asked for ${wish(is)}`
export const withdrewAsking = ({ who, was }: { who: string; was: Asked }): string =>
  `${who} withdrew the request for ${wish(was)}`
export const declined = ({ who, is }: { who: string; is: Asked }): string =>
  `${who} declined to give ${is.person ?? 'someone erased'} ${levelOf(is)} on ${named(is.name ?? undefined)}`
