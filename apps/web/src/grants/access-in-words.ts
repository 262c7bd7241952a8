// Who has access, in words: through what it comes, and why something that was given has no effect now.
import type { Outputs } from '@usher/client'
import { levelWords } from '@usher/domain'
import { counted, namesOf } from '../ui/in-words.ts'

export type Access = Outputs['grants']['list']
export type Given = Access['direct'][number]
export type From = Given['from']
type NoEffect = NonNullable<Given['noEffect']>
type Through = Extract<NoEffect, { because: 'already' }>['through']

/** "/Marketing"; null where it is this thing itself. */
export const placeInWords = (from: From): string | null =>
  from.at === 'itself' ? null : from.folder ? `/${from.folder.name}` : 'a folder above'

/** " through Agency A, on /Marketing" */
function throughInWords({ by, group, collection, from }: Through): string {
  const place = placeInWords(from)
  if (by === 'collection') return ` through ${collection ? `the collection ${collection}` : 'a collection'}`
  if (by === 'ownership') return place ? ` as owner of ${place}` : ' as the owner'
  if (group) return place ? ` through ${group}, on ${place}` : ` through ${group}`
  return place ? ` through ${place}` : ''
}

export function noEffectInWords(why: NoEffect): string {
  switch (why.because) {
    case 'already':
      return `no effect now: already ${levelWords[why.level].title}${throughInWords(why.through)}`
    case 'ended':
      return 'no effect now: ended'
    case 'role':
      return 'no effect now: their role decides what they see'
    case 'cannot_enter':
      return 'no effect now: they cannot enter the account'
    case 'nobody_in_group':
      return 'no effect now: nobody is in this group'
    default:
      return why satisfies never
  }
}

/** The same for a list of many grants, which does not say through what else as much comes. */
export const withoutEffectInWords: Record<
  NonNullable<Outputs['grants']['listAll']['grants'][number]['noEffect']>,
  string
> = {
  ended: 'no effect now: ended',
  in_trash: 'no effect now: in the trash',
  nobody_in_group: noEffectInWords({ because: 'nobody_in_group' }),
  role: noEffectInWords({ because: 'role' }),
  cannot_enter: noEffectInWords({ because: 'cannot_enter' }),
  already: 'no effect now: as much reaches them in another way',
}

/** "4 people have the whole library by their role: 3 can manage, 1 can view." Null where there is nobody. */
export function byRoleInWords(byRole: Access['byRole']): string | null {
  const levels = byRole.filter(({ people }) => people > 0)
  const all = levels.reduce((sum, { people }) => sum + people, 0)
  if (!all) return null
  const each = levels.map(({ level, people }) => `${people} ${levelWords[level].title.toLowerCase()}`)
  return `${counted(all, 'person has', 'people have')} the whole library by their role: ${namesOf(each)}.`
}
