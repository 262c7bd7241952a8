// The pages that somebody is shown: what the role has, whether or not the plan carries it at the moment.
import { may, type Answer } from '@usher/domain'
import { useMe } from '../may.ts'
import { pages, type PageRow } from '../routes.tsx'

export interface ShownPage {
  row: PageRow
  answer: Answer
}

export function usePages(): ShownPage[] {
  const { here } = useMe()
  return pages
    .map((row): ShownPage => ({ row, answer: row.needs ? may(here, row.needs) : { yes: true } }))
    .filter(({ answer }) => answer.yes || answer.because === 'plan' || answer.because === 'dormant')
}
