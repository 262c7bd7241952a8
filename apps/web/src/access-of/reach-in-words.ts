// All or nothing, in words: what somebody has of the library before anything is shared. Null where it is what reaches them.
import type { Outputs } from '@usher/client'
import { levelWords } from '@usher/domain'
import type { Whose } from './reached.ts'

type Has = Outputs['accessOf']['member']

export function reachInWords(has: Has, { kind, name }: Whose): string | null {
  switch (has.has) {
    case 'by_reach':
      return null
    case 'everywhere':
      return `The whole library, by their role: ${levelWords[has.level].title.toLowerCase()} everywhere.`
    case 'nothing':
      return nothingInWords(has.because, kind, name)
    default:
      return has satisfies never
  }
}

function nothingInWords(
  because: Extract<Has, { has: 'nothing' }>['because'],
  kind: Whose['kind'],
  name: string,
): string {
  const kept = 'What was given is kept, and holds again afterwards.'
  switch (because) {
    case 'suspended':
      return `Nothing: ${name} is suspended. ${kept}`
    case 'ended':
      return `Nothing: the end date of ${name} is over. ${kept}`
    case 'dormant':
      return kind === 'group'
        ? 'Nothing: groups sleep on this plan. What was given is kept, and comes back with the plan.'
        : 'Nothing: the plan of this account has no place for this role. What was given is kept, and comes back with the plan.'
    case 'role':
      return 'Nothing: this role has no library.'
    default:
      return because satisfies never
  }
}
