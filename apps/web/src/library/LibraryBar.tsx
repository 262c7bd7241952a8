// Above the list: how much there is, how it is sorted and shown; with a selection, what to do with it.
import { ActionIcon, Button, Group, NativeSelect, SegmentedControl, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import {
  IconDownload,
  IconFileZip,
  IconFolderSymlink,
  IconInfoCircle,
  IconLayoutGrid,
  IconList,
  IconTags,
  IconTrash,
} from '@tabler/icons-react'
import { allows, idsAtOnce } from '@usher/domain'
import { useMe } from '../may.ts'
import { SelectNothing } from '../ui/SelectNothing.tsx'
import { originalAt } from './addresses.ts'
import { countInWords, type Asset } from './asset.ts'
import { orders, sorts, views, type LibrarySearch, type SearchActs } from './library-search.ts'
import type { RowActs } from './row-acts.ts'

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
        <Chosen assets={chosen} more={more && chosen.length === assets?.length} acts={acts} onClear={onClear} />
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

interface ChosenProps {
  assets: readonly Asset[]
  /** These are all that are loaded, and there are more. */
  more: boolean
  acts: RowActs
  onClear: () => void
}

function Chosen({ assets, more, acts, onClear }: ChosenProps) {
  const { here } = useMe()
  const tooMany = assets.length > idsAtOnce
  const [one] = assets
  const isOneFile = assets.length === 1 && one?.kind === 'file'
  return (
    <section aria-label="What is selected" className="chosen">
      <Text size="sm" fw={600} component="output">
        {assets.length} selected
      </Text>
      <Group gap="xs">
        {isOneFile ? (
          <Button
            size="xs"
            variant="default"
            component="a"
            href={originalAt(here.slug, one, 'save')}
            download
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            Download
          </Button>
        ) : (
          <Button
            size="xs"
            variant="default"
            disabled={tooMany}
            leftSection={<IconFileZip size={16} aria-hidden />}
            onClick={() => acts.zip(assets)}
          >
            Download as zip
          </Button>
        )}
        {assets.every(({ level }) => allows(level, 'asset.tag')) && (
          <Button
            size="xs"
            variant="default"
            disabled={tooMany}
            leftSection={<IconTags size={16} aria-hidden />}
            onClick={() => acts.tag(assets)}
          >
            Tags
          </Button>
        )}
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
      {(tooMany || more) && (
        <Text size="xs" c="dimmed">
          {tooMany
            ? `At most ${idsAtOnce} go at once: select fewer.`
            : 'Of what is loaded so far; more comes as you scroll.'}
        </Text>
      )}
      <SelectNothing onClick={onClear} />
    </section>
  )
}
