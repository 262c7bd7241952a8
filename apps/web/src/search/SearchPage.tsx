// Search: as one types, everywhere or in a folder, narrowed by filters, all of it in the address; what was found can be
// opened, tagged and downloaded.
import { Button, Group, NativeSelect, SegmentedControl, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { problemOf } from '@usher/client'
import { AddToCollection } from '../collections/AddToCollection.tsx'
import { idsOf, thingsInWords, type Asset } from '../library/asset.ts'
import { useLibraryActs } from '../library/library-acts.ts'
import { orders } from '../library/library-search.ts'
import { SelectionBar } from '../library/SelectionBar.tsx'
import { useFolder, useKnownName } from '../library/use-folder.ts'
import { useSelection } from '../library/use-selection.ts'
import { TagDialog } from '../tags/TagDialog.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListFrame } from '../ui/ListFrame.tsx'
import { LoadMore } from '../ui/LoadMore.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { counted } from '../ui/in-words.ts'
import { FoundTable } from './FoundTable.tsx'
import { isNarrowed, sorts, unnarrowed, useSearched, type ChangeSearched, type Searched } from './search-address.ts'
import { SearchField } from './SearchField.tsx'
import { SearchFilters } from './SearchFilters.tsx'
import { useFound, type Found } from './use-found.ts'
import '../library/library.css'
import './search.css'

const noneFound: readonly Found[] = []

export function SearchPage() {
  const [searched, change] = useSearched()
  const isAsked = isNarrowed(searched)
  const found = useFound(searched, isAsked)
  const assets = isAsked ? found.assets : noneFound
  const selection = useSelection(
    JSON.stringify(searched),
    useMemo(() => idsOf(assets ?? noneFound), [assets]),
  )
  const chosen = (assets ?? noneFound).filter(({ id }) => selection.has(id))
  const acts = useLibraryActs()
  const [collected, setCollected] = useState<readonly Asset[] | null>(null)
  const [tagged, setTagged] = useState<readonly Asset[] | null>(null)
  const ownerName = assets?.find((a) => a.owner)?.owner ?? null
  return (
    <Page title="Search" subtitle={<Where {...{ searched, change }} />}>
      <div className="search-head">
        <SearchField words={searched.q} onChange={(q) => change({ q }, { replace: true })} />
        <SearchFilters {...{ searched, change, ownerName }} />
      </div>
      <div className="search-bar" aria-live="polite">
        {chosen.length ? (
          <SelectionBar
            assets={chosen}
            acts={{ zip: (taken) => void acts.zip(taken), collect: setCollected, tag: setTagged }}
            onClear={selection.none}
          />
        ) : (
          <>
            <Text size="sm" c="dimmed" component="output">
              {isAsked && found.total ? totalInWords(found.total) : ''}
            </Text>
            {assets?.length ? (
              <NativeSelect
                size="xs"
                aria-label="Sort by"
                data={orders}
                value={`${searched.sort}${searched.desc ? ' desc' : ''}`}
                onChange={({ currentTarget: { value } }) => {
                  const [by, desc] = value.split(' ')
                  change({ sort: sorts.find((s) => s === by) ?? 'name', desc: desc !== undefined })
                }}
              />
            ) : null}
          </>
        )}
      </div>
      <ListFrame
        of={found}
        rows={assets}
        loading={<SkeletonRows rows={6} height={52} />}
        empty={
          isAsked ? (
            <EmptyState
              sentence="Nothing matches."
              action={
                <Button variant="default" onClick={() => change(unnarrowed)}>
                  Clear filters
                </Button>
              }
            />
          ) : (
            <EmptyState sentence="Type words of a name, or choose a tag, a type or a day." />
          )
        }
      >
        {(shown) => (
          <>
            <FoundTable caption="What was found" assets={shown} words={searched.q} selection={selection} />
            <Group justify="center" mt="md">
              <LoadMore of={found} />
            </Group>
          </>
        )}
      </ListFrame>
      {collected && <AddToCollection assets={collected} onClose={() => setCollected(null)} />}
      {tagged && <TagDialog of={thingsInWords(tagged)} assetIds={idsOf(tagged)} onClose={() => setTagged(null)} />}
    </Page>
  )
}

const totalInWords = ({ count, orMore }: { count: number; orMore: boolean }) =>
  `${orMore ? 'More than ' : ''}${counted(count, 'thing found', 'things found')}`

/** Everywhere, or in the folder that one came from. */
function Where({ searched, change }: { searched: Searched; change: ChangeSearched }) {
  const [from] = useState(searched.in)
  const folder = useFolder(from ?? null, undefined, { foldersOnly: true, enabled: from !== undefined })
  const known = useKnownName(from ?? null)
  if (!from || problemOf(folder.error)) return 'In the whole library, as far as you see it.'
  return (
    <SegmentedControl
      size="xs"
      aria-label="Where to search"
      data={[
        { value: 'here', label: `In ${folder.path?.at(-1)?.name ?? known ?? 'this folder'}` },
        { value: 'everywhere', label: 'Everywhere' },
      ]}
      value={searched.in ? 'here' : 'everywhere'}
      onChange={(where) => change({ in: where === 'here' ? from : undefined })}
    />
  )
}
