// The folders of one place as a table: sorted by its headings, selected by box, Shift and keys, each with its menu.
// On a phone, owner and day stand below the name. Nothing shows that the person's level does not allow.
import { Checkbox, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconFolder } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useMe } from '../may.ts'
import { SortHeading } from '../ui/SortHeading.tsx'
import { dayInWords } from '../ui/in-words.ts'
import { AssetMenu } from './AssetMenu.tsx'
import { canBeSelected, hasMenu, ownerInWords, type Asset } from './asset.ts'
import { addressOf, type LibrarySearch, type SearchActs } from './library-search.ts'
import type { Selection } from './use-selection.ts'
import { useRowKeys } from './use-row-keys.ts'

/** What can be asked for from a row. */
export interface RowActs {
  open: (asset: Asset) => void
  rename: (asset: Asset) => void
  move: (assets: readonly Asset[]) => void
  remove: (assets: readonly Asset[]) => void
}
interface Props {
  /** What the table lists: "Folders in Spring". */
  label: string
  assets: readonly Asset[]
  search: LibrarySearch
  sort: SearchActs['sort']
  selection: Selection
  acts: RowActs
}

export function AssetTable({ label, assets, search, sort, selection, acts }: Props) {
  // Tab reaches one row, the arrow keys the others.
  const [active, setActive] = useState<string | null>(null)
  const tabbed = assets.some(({ id }) => id === active) ? active : assets[0]?.id
  const selectable = assets.filter(canBeSelected).length
  const withMenu = assets.some(hasMenu)
  const onKeyDown = useRowKeys(assets, selection, acts)
  const heading = { sorting: search, sort }
  return (
    <Table
      layout="fixed"
      verticalSpacing={7}
      horizontalSpacing="xs"
      className="library-table"
      highlightOnHover
      highlightOnHoverColor="var(--usher-hover)"
    >
      <caption>
        <VisuallyHidden>{label}</VisuallyHidden>
      </caption>
      <Table.Thead>
        <Table.Tr>
          {selectable > 0 && (
            <Table.Th data-column="select">
              <Checkbox
                size="xs"
                aria-label="Select all"
                checked={selection.size === selectable}
                indeterminate={selection.size > 0 && selection.size < selectable}
                onChange={() => (selection.size === selectable ? selection.none() : selection.all())}
              />
            </Table.Th>
          )}
          <SortHeading id="name" {...heading}>
            Name
          </SortHeading>
          <Table.Th scope="col" data-column="owner" visibleFrom="sm">
            Owner
          </Table.Th>
          <SortHeading id="created" visibleFrom="sm" {...heading}>
            Created
          </SortHeading>
          {withMenu && (
            <Table.Th data-column="menu">
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      {/* The keys of the rows' own links and boxes, heard once for all of them. */}
      <Table.Tbody onKeyDown={onKeyDown}>
        {assets.map((asset) => (
          <Row
            key={asset.id}
            {...{ asset, selection, acts, withMenu }}
            withBox={selectable > 0}
            isTabbed={asset.id === tabbed}
            onActive={() => setActive(asset.id)}
          />
        ))}
      </Table.Tbody>
    </Table>
  )
}

interface RowProps {
  asset: Asset
  selection: Selection
  acts: RowActs
  withBox: boolean
  withMenu: boolean
  isTabbed: boolean
  onActive: () => void
}

function Row({ asset, selection, acts, withBox, withMenu, isTabbed, onActive }: RowProps) {
  const { here } = useMe()
  const { id, name, createdAt } = asset
  const isSelected = selection.has(id)
  const tabIndex = isTabbed ? 0 : -1
  /** Beside links and buttons: selects this one, with Ctrl this one too, with Shift all up to it. */
  const onClick = (event: React.MouseEvent) => {
    if (isControl(event.target) || !canBeSelected(asset)) return
    if (event.shiftKey) selection.reachTo(id)
    else if (event.ctrlKey || event.metaKey) selection.toggle(id)
    else selection.alone(id)
  }
  return (
    <Table.Tr
      data-selected={isSelected || undefined}
      onFocus={onActive}
      onClick={onClick}
      onDoubleClick={(event) => !isControl(event.target) && acts.open(asset)}
      // With Shift, the browser would select text.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
    >
      {withBox && (
        <Table.Td data-column="select">
          {canBeSelected(asset) && (
            <Checkbox
              size="xs"
              aria-label={`Select ${name}`}
              checked={isSelected}
              tabIndex={tabIndex}
              // On a click, Shift says how far; a box that changes does not know it.
              onClick={(event) => (event.shiftKey ? selection.reachTo(id) : selection.toggle(id))}
              onChange={() => {}}
            />
          )}
        </Table.Td>
      )}
      <Table.Td data-column="name">
        <div className="asset">
          <IconFolder size={20} stroke={1.7} aria-hidden className="asset-icon" />
          <div className="two-lines">
            <Link
              to="/a/$account/library"
              params={{ account: here.slug }}
              search={addressOf(id)}
              className="asset-name breaks"
              data-row={id}
              tabIndex={tabIndex}
              draggable={false}
            >
              {name}
            </Link>
            <Text size="xs" c="dimmed" hiddenFrom="sm">
              {ownerInWords(asset)} · {dayInWords(createdAt)}
            </Text>
          </div>
        </div>
      </Table.Td>
      <Table.Td data-column="owner" visibleFrom="sm" {...(!asset.owner && { c: 'dimmed' })}>
        {ownerInWords(asset)}
      </Table.Td>
      <Table.Td data-column="created" visibleFrom="sm">
        <time dateTime={createdAt}>{dayInWords(createdAt)}</time>
      </Table.Td>
      {withMenu && (
        <Table.Td data-column="menu">
          {hasMenu(asset) && <AssetMenu asset={asset} acts={acts} tabIndex={tabIndex} />}
        </Table.Td>
      )}
    </Table.Tr>
  )
}

const isControl = (target: EventTarget) =>
  target instanceof Element && target.closest('a, button, input, label, [role=menu]') !== null
