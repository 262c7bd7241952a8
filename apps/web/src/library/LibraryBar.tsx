// Above the list: how much there is and, where no headings are, how it is sorted; with a selection, what to do with it.
import { Button, Group, NativeSelect, Text } from '@mantine/core'
import { IconFolderSymlink, IconTrash } from '@tabler/icons-react'
import { allows, idsAtOnce } from '@usher/domain'
import { SelectNothing } from '../ui/SelectNothing.tsx'
import { foldersInWords, type Asset } from './asset.ts'
import type { RowActs } from './AssetTable.tsx'
import { sorts, type LibrarySearch, type SearchActs } from './library-search.ts'

const orders = [
  { value: 'name', label: 'Name, A to Z' },
  { value: 'name desc', label: 'Name, Z to A' },
  { value: 'created desc', label: 'Newest first' },
  { value: 'created', label: 'Oldest first' },
]

interface Props {
  /** Undefined until they are read. */
  count: number | undefined
  /** Are there more than these? */
  more: boolean
  search: LibrarySearch
  sort: SearchActs['sort']
  chosen: readonly Asset[]
  acts: RowActs
  onClear: () => void
}

export function LibraryBar({ count, more, search, sort, chosen, acts, onClear }: Props) {
  if (chosen.length) return <Chosen assets={chosen} acts={acts} onClear={onClear} />
  return (
    <div className="library-bar">
      <Text size="sm" c="dimmed" component="output">
        {count ? `${more ? 'The first ' : ''}${foldersInWords(count)}` : ''}
      </Text>
      {count ? (
        <NativeSelect
          hiddenFrom="sm"
          size="xs"
          aria-label="Sort by"
          data={orders}
          value={`${search.sort}${search.desc ? ' desc' : ''}`}
          onChange={({ currentTarget: { value } }) => {
            const [by, desc] = value.split(' ')
            sort({ sort: sorts.find((s) => s === by) ?? 'name', desc: desc !== undefined })
          }}
        />
      ) : null}
    </div>
  )
}

function Chosen({ assets, acts, onClear }: { assets: readonly Asset[]; acts: RowActs; onClear: () => void }) {
  const tooMany = assets.length > idsAtOnce
  return (
    <section aria-label="Selected folders" className="library-bar" data-chosen>
      <Text size="sm" fw={600} component="output">
        {assets.length} selected
      </Text>
      <Group gap="xs" wrap="nowrap">
        {assets.every(({ level }) => allows(level, 'asset.move')) && (
          <Button
            size="xs"
            variant="default"
            disabled={tooMany}
            leftSection={<IconFolderSymlink size={16} aria-hidden />}
            onClick={() => acts.move(assets)}
          >
            Move
          </Button>
        )}
        {assets.every(({ level }) => allows(level, 'asset.delete')) && (
          <Button
            size="xs"
            variant="light"
            color="red"
            disabled={tooMany}
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => acts.remove(assets)}
          >
            Delete
          </Button>
        )}
      </Group>
      {tooMany && (
        <Text size="xs" c="dimmed">
          At most {idsAtOnce} go at once: select fewer.
        </Text>
      )}
      <SelectNothing onClick={onClear} />
    </section>
  )
}
