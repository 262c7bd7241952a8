// The account's log as sentences: filters in the address, the exact time on hover, each entry in full in a panel, the
// same entries as a CSV file.
import { Button, Group, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import type { LogEntry } from '@usher/client'
import { tell } from '@usher/domain'
import { useMe } from '../may.ts'
import { Ago } from '../ui/Ago.tsx'
import { CsvButton } from '../ui/CsvButton.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Initials } from '../ui/Initials.tsx'
import { ListFrame } from '../ui/ListFrame.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { momentInWords } from '../ui/in-words.ts'
import { LoadMore } from '../ui/LoadMore.tsx'
import { csvLink, filterOf, isFiltered, unfiltered, useLogSearch, type ChangeLogSearch } from './log-search.ts'
import { LogDetails } from './LogDetails.tsx'
import { LogFilters } from './LogFilters.tsx'
import { useLog } from './use-log.ts'
import './log.css'

export function LogPage() {
  const { here } = useMe()
  const [search, change] = useLogSearch()
  const log = useLog(filterOf(search))
  const open = log.entries?.find(({ id }) => id === search.entry)
  const actorName =
    log.entries?.find(({ actor }) => (actor.memberId ?? actor.keyId) === search.actor)?.actor.name ?? null
  return (
    <Page
      title="Log"
      subtitle="Every change to people, invitations and the account, and what was refused."
      actions={
        <CsvButton href={csvLink(here.slug, search)}>{isFiltered(search) ? 'CSV of this filter' : 'CSV'}</CsvButton>
      }
    >
      <LogFilters search={search} change={change} actorName={actorName} />
      <ListFrame
        of={log}
        rows={log.entries}
        loading={<SkeletonRows rows={8} height={44} />}
        empty={
          <EmptyState
            sentence={isFiltered(search) ? 'No entries match.' : 'Nothing has happened in this account yet.'}
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
        {(entries) => (
          <>
            <Entries entries={entries} change={change} />
            <Group justify="center" mt="md">
              {log.hasNextPage ? (
                <LoadMore of={log} />
              ) : (
                <Text size="sm" c="dimmed">
                  These are all entries{isFiltered(search) && ' of this filter'}.
                </Text>
              )}
            </Group>
          </>
        )}
      </ListFrame>
      {open && <LogDetails entry={open} change={change} />}
    </Page>
  )
}

function Entries({ entries, change }: { entries: readonly LogEntry[]; change: ChangeLogSearch }) {
  return (
    <Stack gap={0} component="ol" className="log-entries" aria-label="Entries, newest first">
      {entries.map((entry) => (
        <li key={entry.id} data-refused={entry.what === 'attempt.refused' || undefined}>
          <Initials name={entry.actor.name ?? entry.actor.kind} size={28} />
          <UnstyledButton className="log-entry" onClick={() => change({ entry: entry.id })}>
            <Text size="sm" component="span" className="breaks">
              {tell(entry, momentInWords)}
            </Text>
          </UnstyledButton>
          <Text size="xs" c="dimmed" component="span" className="log-time">
            <Ago at={entry.at} />
          </Text>
          <IconChevronRight size={16} stroke={1.6} aria-hidden className="log-more" />
        </li>
      ))}
    </Stack>
  )
}
