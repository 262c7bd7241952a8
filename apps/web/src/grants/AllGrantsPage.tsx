// Every grant of the account: filters in the address, sorted, page by page, taken away from its row, and the same grants
// as a CSV file.
import { Button, Group, Text } from '@mantine/core'
import { useRef } from 'react'
import { upgradeInWords, useMay, useMe } from '../may.ts'
import { CsvButton } from '../ui/CsvButton.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListFrame } from '../ui/ListFrame.tsx'
import { LoadMore } from '../ui/LoadMore.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { csvLink, isFiltered, unfiltered, useAllGrantsSearch } from './all-grants-search.ts'
import { AllGrantsFilters } from './AllGrantsFilters.tsx'
import { AllGrantsTable } from './AllGrantsTable.tsx'
import { useAllGrants } from './use-all-grants.ts'
import './all-grants.css'

export function AllGrantsPage() {
  const { here } = useMe()
  const [search, change] = useAllGrantsSearch()
  const list = useAllGrants(search)
  const share = useMay('library.share')
  const table = useRef<HTMLDivElement>(null)
  const { grants } = list
  const names = {
    to: grants?.find((g) => (g.memberId ?? g.groupId) === (search.member ?? search.group))?.name ?? null,
    by: search.by ? (grants?.[0]?.givenBy ?? null) : null,
  }
  return (
    <Page
      title="Grants"
      subtitle="Everything that was given to people with restricted access and to groups."
      actions={
        <CsvButton href={csvLink(here.slug, search)}>{isFiltered(search) ? 'CSV of this filter' : 'CSV'}</CsvButton>
      }
    >
      {!share.yes && share.feature && (
        <Text size="sm" mb="md" maw={640}>
          Grants sleep on this plan: everything is kept, and nothing reaches anybody through them.{' '}
          {upgradeInWords('library.share', share.feature)}
        </Text>
      )}
      <AllGrantsFilters search={search} change={change} names={names} />
      <div ref={table} tabIndex={-1} className="grants-list">
        <ListFrame
          of={list}
          rows={grants}
          loading={<SkeletonRows rows={8} height={52} />}
          empty={
            <EmptyState
              sentence={
                isFiltered(search)
                  ? 'No grants match.'
                  : 'Nothing has been given to anybody yet. In the library, share a file or folder.'
              }
              action={
                isFiltered(search) && (
                  <Button variant="default" onClick={() => change(unfiltered)}>
                    Clear filters
                  </Button>
                )
              }
            />
          }
        >
          {(shown) => (
            <>
              <AllGrantsTable
                grants={shown}
                search={search}
                change={change}
                onRemoved={() => {
                  if (document.activeElement === document.body) table.current?.focus()
                }}
              />
              <Group justify="center" mt="md">
                <LoadMore of={list} />
              </Group>
            </>
          )}
        </ListFrame>
      </div>
    </Page>
  )
}
