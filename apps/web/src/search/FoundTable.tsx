// What was found, as a table: what it is, where it lies, since when; a folder opens in its place, a file in the light box
// over the folder that it lies in.
import { Checkbox, Table, Text, VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { bytesInWords } from '@usher/domain'
import { AssetPicture } from '../library/AssetPicture.tsx'
import { changedAtOf, ownerInWords } from '../library/asset.ts'
import { mediaInWords } from '../library/media.ts'
import type { Selection } from '../library/use-selection.ts'
import { useMe } from '../may.ts'
import { dayInWords } from '../ui/in-words.ts'
import { Highlighted } from './Highlighted.tsx'
import type { Found } from './use-found.ts'

/** A thing of the list; `path`: the folders above it, where that is shown. */
export type Listed = Omit<Found, 'path'> & Partial<Pick<Found, 'path'>>
interface Props {
  caption: string
  assets: readonly Listed[]
  /** What is highlighted in the names. */
  words?: string
  selection: Selection
  /** What else there is to say of a thing, below its name. */
  note?: (asset: Listed) => React.ReactNode
}

export function FoundTable({ caption, assets, words = '', selection, note }: Props) {
  const withPlaces = assets.some(({ path }) => path)
  return (
    <Table layout="fixed" verticalSpacing={7} horizontalSpacing="xs" className="found" highlightOnHover>
      <caption>
        <VisuallyHidden>{caption}</VisuallyHidden>
      </caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th data-column="select">
            <Checkbox
              size="xs"
              aria-label="Select all that are shown"
              checked={selection.size === assets.length}
              indeterminate={selection.size > 0 && selection.size < assets.length}
              onChange={() => (selection.size === assets.length ? selection.none() : selection.all())}
            />
          </Table.Th>
          <Table.Th scope="col">Name</Table.Th>
          {withPlaces && (
            <Table.Th scope="col" data-column="place" visibleFrom="sm">
              In
            </Table.Th>
          )}
          <Table.Th scope="col" data-column="size" visibleFrom="sm">
            Size
          </Table.Th>
          <Table.Th scope="col" data-column="owner" visibleFrom="md">
            Owner
          </Table.Th>
          <Table.Th scope="col" data-column="changed" visibleFrom="sm">
            Changed
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {assets.map((asset) => (
          <Row key={asset.id} {...{ asset, words, selection }} note={note?.(asset)} />
        ))}
      </Table.Tbody>
    </Table>
  )
}

/** Where it opens: a folder in its place, a file over the folder that it lies in. */
const openedAt = ({ id, kind, path }: Listed) => {
  const folder = path?.at(-1)?.id
  return kind === 'folder' ? { folder: id } : { ...(folder && { folder }), look: id }
}

interface RowProps {
  asset: Listed
  words: string
  selection: Selection
  note: React.ReactNode
}
function Row({ asset, words, selection, note }: RowProps) {
  const { here } = useMe()
  const { id, name, path, size } = asset
  const parent = path?.at(-1)
  return (
    <Table.Tr data-selected={selection.has(id) || undefined}>
      <Table.Td data-column="select">
        <Checkbox
          size="xs"
          aria-label={`Select ${name}`}
          checked={selection.has(id)}
          onClick={(event) => (event.shiftKey ? selection.reachTo(id) : selection.toggle(id))}
          onChange={() => {}}
        />
      </Table.Td>
      <Table.Td>
        <div className="found-name">
          <div className="found-picture">
            <AssetPicture asset={asset} iconSize={22} />
          </div>
          <div className="two-lines">
            <Link
              to="/a/$account/library"
              params={{ account: here.slug }}
              search={openedAt(asset)}
              className="asset-name breaks"
            >
              <Highlighted name={name} words={words} />
            </Link>
            <Text size="xs" c="dimmed">
              {mediaInWords(asset)}
              {path && (
                <Text span size="xs" hiddenFrom="sm">
                  {` · ${parent?.name ?? 'Library'}`}
                </Text>
              )}
            </Text>
            {note}
          </div>
        </div>
      </Table.Td>
      {path && (
        <Table.Td data-column="place" visibleFrom="sm">
          <Link
            to="/a/$account/library"
            params={{ account: here.slug }}
            search={parent ? { folder: parent.id } : {}}
            className="found-place breaks"
            title={['Library', ...path.map((p) => p.name)].join(' / ')}
          >
            {parent?.name ?? 'Library'}
          </Link>
        </Table.Td>
      )}
      <Table.Td data-column="size" visibleFrom="sm">
        {size === null ? '' : bytesInWords(size)}
      </Table.Td>
      <Table.Td data-column="owner" visibleFrom="md" {...(!asset.owner && { c: 'dimmed' })}>
        {ownerInWords(asset)}
      </Table.Td>
      <Table.Td data-column="changed" visibleFrom="sm">
        <time dateTime={changedAtOf(asset)}>{dayInWords(changedAtOf(asset))}</time>
      </Table.Td>
    </Table.Tr>
  )
}
