// Files and folders of one place as tiles: their picture, name and one quiet line. The same selection, keys and menu as
// the table's. Only rows in sight are on the page.
import { Checkbox, Skeleton, Text } from '@mantine/core'
import { useLayoutEffect, useState } from 'react'
import { bytesInWords } from '@usher/domain'
import { dayInWords } from '../ui/in-words.ts'
import { AssetLink } from './AssetLink.tsx'
import { AssetMenu } from './AssetMenu.tsx'
import { AssetPicture } from './AssetPicture.tsx'
import { changedAtOf, ownerInWords } from './asset.ts'
import { useItem, type ItemProps } from './use-item.ts'
import { useItems, type ItemsProps } from './use-items.ts'
import './tiles.css'

const gap = 12
const narrowest = 150
/** Of what stands below the picture. */
const textHeight = 58

export function AssetGrid(props: ItemsProps) {
  const [holder, setHolder] = useState<HTMLDivElement | null>(null)
  const [width, setWidth] = useState(0)
  // Before anything is seen, and whenever it changes.
  useLayoutEffect(() => {
    if (!holder) return
    const measure = () => setWidth(holder.clientWidth)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(holder)
    return () => observer.disconnect()
  }, [holder])
  return (
    <div ref={setHolder}>
      {/* How many fit is known once it is there. */}
      {width > 0 && <Tiles {...props} width={width} />}
    </div>
  )
}

function Tiles({ width, ...props }: ItemsProps & { width: number }) {
  const { label, assets } = props
  const columns = Math.max(2, Math.floor((width + gap) / (narrowest + gap)))
  const tileWidth = (width - gap * (columns - 1)) / columns
  const height = Math.round(tileWidth * 0.75) + textHeight
  const { virtual, onKeyDown, itemOf } = useItems<HTMLUListElement>(props, { columns, height: height + gap, gap })
  const { hold, rows, below } = virtual
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of the tiles' own links and boxes, heard once
    <ul
      ref={hold}
      aria-label={label}
      className="tiles"
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, gap }}
      onKeyDown={onKeyDown}
    >
      {rows.flatMap(({ index: row, gap: above }) => [
        above > 0 && <li key={`above ${row}`} aria-hidden className="tiles-gap" style={{ height: above - gap }} />,
        ...Array.from({ length: columns }, (_, column) => {
          const index = row * columns + column
          const asset = assets[index]
          return asset ? (
            <Tile
              key={asset.id}
              {...itemOf(asset)}
              height={height}
              index={index}
              total={props.more ? -1 : assets.length}
            />
          ) : (
            props.more && <Skeleton key={index} component="li" aria-hidden height={height} />
          )
        }),
      ])}
      {below > gap && <li aria-hidden className="tiles-gap" style={{ height: below - gap }} />}
    </ul>
  )
}

function Tile({ height, index, total, ...item }: ItemProps & { height: number; index: number; total: number }) {
  const { asset, selection, acts, isTabbed } = item
  const { id, name, size } = asset
  const tabIndex = isTabbed ? 0 : -1
  return (
    <li className="tile" style={{ height }} aria-posinset={index + 1} aria-setsize={total} {...useItem(item)}>
      <span className="tile-look">
        <AssetPicture asset={asset} iconSize={44} />
      </span>
      <Checkbox
        size="xs"
        className="tile-box"
        aria-label={`Select ${name}`}
        checked={selection.has(id)}
        tabIndex={tabIndex}
        // On a click, Shift says how far; a box that changes does not know it.
        onClick={(event) => (event.shiftKey ? selection.reachTo(id) : selection.toggle(id))}
        onChange={() => {}}
      />
      <div className="tile-foot">
        <div className="two-lines">
          <AssetLink asset={asset} tabIndex={tabIndex} />
          <Text size="xs" c="dimmed" truncate>
            {size === null ? ownerInWords(asset) : bytesInWords(size)} · {dayInWords(changedAtOf(asset))}
          </Text>
        </div>
        <AssetMenu asset={asset} acts={acts} tabIndex={tabIndex} />
      </div>
    </li>
  )
}
