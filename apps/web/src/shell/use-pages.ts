// The pages that somebody is shown: what the role has, whether or not the plan carries it at the moment. Where what it has
// goes as far as a level, a page of what waits for them is shown while something does.
import { extentOf, may, type Answer } from '@usher/domain'
import { useWaiting } from '../access-requests/use-waiting.ts'
import { useMe } from '../may.ts'
import { pages, type PageRow } from '../routes.tsx'

export interface ShownPage {
  row: PageRow
  answer: Answer
  /** How much waits there. */
  waiting: number
}

export function usePages(): ShownPage[] {
  const { here } = useMe()
  const { count } = useWaiting()
  return pages
    .map((row): ShownPage => {
      const answer: Answer = row.needs ? may(here, row.needs) : { yes: true }
      return { row, answer, waiting: row.waits ? count : 0 }
    })
    .filter(({ answer }) => answer.yes || answer.because === 'plan' || answer.because === 'dormant')
    .filter(({ row, waiting }) => !row.waits || !row.needs || waiting > 0 || extentOf(here.role, row.needs) === 'all')
}
