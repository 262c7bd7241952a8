// Above the list: how much there is, how it is sorted and shown; with a selection, what to do with it.
import { ActionIcon, Group, NativeSelect, SegmentedControl, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconInfoCircle, IconLayoutGrid, IconList } from '@tabler/icons-react'
import { countInWords, type Asset } from './asset.ts'
import { orders, sorts, views, type LibrarySearch, type SearchActs } from './library-search.ts'
import type { RowActs } from './row-acts.ts'
import { SelectionBar } from './SelectionBar.tsx'

const viewLabel = (Icon: typeof IconList, words: string) => (
  <>
    <Icon size={18} stroke={1.8} aria-hidden className="view-icon" />
    <VisuallyHidden>{words}</VisuallyHidden>
  </>
)

interface Props {
  /** Undefined until they are read. */
  assets: readonly Asset[] | undefined
  /** Are there more than these? */
  more: boolean
  search: LibrarySearch
  to: SearchActs
  chosen: readonly Asset[]
  acts: RowActs
  onClear: () => void
  onPanel: () => void
}

export function LibraryBar({ assets, more, search, to, chosen, acts, onClear, onPanel }: Props) {
  const isPanelOpen = search.details !== undefined
  return (
    <div className="library-bar" data-chosen={chosen.length > 0 || undefined}>
      {chosen.length ? (
        <SelectionBar
          assets={chosen}
          acts={acts}
          note={
            more && chosen.length === assets?.length ? 'Of what is loaded so far; more comes as you scroll.' : undefined
          }
          onClear={onClear}
        />
      ) : (
        <Text size="sm" c="dimmed" component="output">
          {assets?.length ? `${more ? 'The first ' : ''}${countInWords(assets)}` : ''}
        </Text>
      )}
      {assets?.length ? (
        <Group gap={8} wrap="nowrap" className="shown-as">
          {!chosen.length && (
            <div className="sort-by" data-view={search.view}>
              <NativeSelect
                size="xs"
                aria-label="Sort by"
                data={orders}
                value={`${search.sort}${search.desc ? ' desc' : ''}`}
                onChange={({ currentTarget: { value } }) => {
                  const [by, desc] = value.split(' ')
                  to.sort({ sort: sorts.find((s) => s === by) ?? 'name', desc: desc !== undefined })
                }}
              />
            </div>
          )}
          <SegmentedControl
            size="xs"
            aria-label="Show as"
            data={[
              { value: 'list', label: viewLabel(IconList, 'List') },
              { value: 'grid', label: viewLabel(IconLayoutGrid, 'Grid') },
            ]}
            value={search.view}
            onChange={(value) => to.view(views.find((v) => v === value) ?? 'list')}
          />
          <Tooltip label={isPanelOpen ? 'Close details' : 'Details'}>
            <ActionIcon
              variant={isPanelOpen ? 'light' : 'subtle'}
              {...(!isPanelOpen && { color: 'gray' })}
              size={30}
              aria-label="Details"
              aria-pressed={isPanelOpen}
              onClick={onPanel}
            >
              <IconInfoCircle size={18} stroke={1.8} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Group>
      ) : null}
    </div>
  )
}
