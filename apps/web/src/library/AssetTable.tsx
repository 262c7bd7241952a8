// Files and folders of one place as a table: sorted by its headings, selected by box, Shift and keys, each with its menu.
// Where there is no room for columns, what they say stands below the name. Only rows in sight are on the page.
import { Checkbox, Skeleton, Table, Text, VisuallyHidden } from '@mantine/core'
import { bytesInWords } from '@usher/domain'
import { dayInWords } from '../ui/in-words.ts'
import { SortHeading } from '../ui/SortHeading.tsx'
import { AssetLink } from './AssetLink.tsx'
import { AssetMenu } from './AssetMenu.tsx'
import { AssetPicture } from './AssetPicture.tsx'
import { changedAtOf, ownerInWords } from './asset.ts'
import { mediaInWords } from './media.ts'
import { useItem, type ItemProps } from './use-item.ts'
import { useItems, type ItemsProps } from './use-items.ts'

export function AssetTable(props: ItemsProps) {
  const { label, assets, more, search, sort, selection } = props
  const { virtual, onKeyDown, itemOf } = useItems<HTMLTableSectionElement>(props, { columns: 1, height: 47 })
  const { hold, rows, below, measure } = virtual
  const heading = { sorting: search, sort }
  return (
    <Table
      layout="fixed"
      verticalSpacing={7}
      horizontalSpacing="xs"
      className="library-table"
      highlightOnHover
      highlightOnHoverColor="var(--usher-hover)"
      aria-rowcount={more ? -1 : assets.length + 1}
    >
      <caption>
        <VisuallyHidden>{label}</VisuallyHidden>
      </caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th data-column="select">
            <Checkbox
              size="xs"
              aria-label={more ? `Select all ${assets.length} that are loaded` : 'Select all'}
              checked={selection.size === assets.length}
              indeterminate={selection.size > 0 && selection.size < assets.length}
              onChange={() => (selection.size === assets.length ? selection.none() : selection.all())}
            />
          </Table.Th>
          <SortHeading id="name" {...heading}>
            Name
          </SortHeading>
          <Table.Th scope="col" data-column="type">
            Type
          </Table.Th>
          <SortHeading id="size" {...heading}>
            Size
          </SortHeading>
          <Table.Th scope="col" data-column="owner">
            Owner
          </Table.Th>
          <SortHeading id="changed" {...heading}>
            Changed
          </SortHeading>
          <Table.Th data-column="menu">
            <VisuallyHidden>Actions</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      {/* The keys of the rows' own links and boxes, heard once for all of them. */}
      <Table.Tbody ref={hold} onKeyDown={onKeyDown}>
        {/* Flat: a row keeps its element, and with it the focus, while others come and go. */}
        {rows.flatMap(({ index, gap }) => {
          const asset = assets[index]
          return [
            gap > 0 && <Gap key={`above ${index}`} height={gap} />,
            asset ? <Row key={asset.id} {...itemOf(asset)} index={index} measure={measure} /> : <GreyRow key={index} />,
          ]
        })}
        {below > 0 && <Gap height={below} />}
      </Table.Tbody>
    </Table>
  )
}

/** Stands for rows that are out of sight. One cell: to span columns that are hidden would make others of them. */
const Gap = ({ height }: { height: number }) => (
  <tr aria-hidden className="gap" style={{ height }}>
    <Table.Td />
  </tr>
)
const GreyRow = () => (
  <Table.Tr aria-hidden className="grey-row">
    <Table.Td />
    <td>
      <Skeleton height={14} width="40%" />
    </td>
  </Table.Tr>
)

function Row({ index, measure, ...item }: ItemProps & { index: number; measure: (row: HTMLElement | null) => void }) {
  const { asset, selection, acts, isTabbed } = item
  const { id, name, size } = asset
  const tabIndex = isTabbed ? 0 : -1
  const changedAt = changedAtOf(asset)
  return (
    <Table.Tr ref={measure} data-index={index} aria-rowindex={index + 2} {...useItem(item)}>
      <Table.Td data-column="select">
        <Checkbox
          size="xs"
          aria-label={`Select ${name}`}
          checked={selection.has(id)}
          tabIndex={tabIndex}
          // On a click, Shift says how far; a box that changes does not know it.
          onClick={(event) => (event.shiftKey ? selection.reachTo(id) : selection.toggle(id))}
          onChange={() => {}}
        />
      </Table.Td>
      <Table.Td data-column="name">
        <div className="asset">
          <span className="asset-look">
            <AssetPicture asset={asset} iconSize={20} />
          </span>
          <div className="two-lines">
            <AssetLink asset={asset} tabIndex={tabIndex} />
            <Text size="xs" c="dimmed" className="in-short">
              {size === null ? ownerInWords(asset) : bytesInWords(size)} · {dayInWords(changedAt)}
            </Text>
          </div>
        </div>
      </Table.Td>
      <Table.Td data-column="type" c="dimmed">
        {mediaInWords(asset)}
      </Table.Td>
      <Table.Td data-column="size">
        {size === null ? (
          <Text span c="dimmed" size="sm" aria-label="No size">
            –
          </Text>
        ) : (
          bytesInWords(size)
        )}
      </Table.Td>
      <Table.Td data-column="owner" {...(!asset.owner && { c: 'dimmed' })}>
        {ownerInWords(asset)}
      </Table.Td>
      <Table.Td data-column="changed">
        <time dateTime={changedAt}>{dayInWords(changedAt)}</time>
      </Table.Td>
      <Table.Td data-column="menu">
        <AssetMenu asset={asset} acts={acts} tabIndex={tabIndex} />
      </Table.Td>
    </Table.Tr>
  )
}
