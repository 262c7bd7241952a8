// One file, folder or collection in a list of what somebody has: its name as the link to it, where it lies, what is said of it, and at
// its end its level and what can be done.
import { Text } from '@mantine/core'
import { IconFile, IconFolder, IconStack2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { placeOf, type Placed } from '../library/place-of.ts'
import { useMe } from '../may.ts'
import './grants.css'
import './thing-line.css'

interface Props {
  /** Null: the reader does not see it, and it has no name for them. */
  asset: (Placed & { name: string; folder?: string | null }) | null
  /** Where it is a collection, and the reader sees it. */
  collection?: { id: string; name: string } | null
  notes?: readonly React.ReactNode[]
  children?: React.ReactNode
}

export function ThingLine({ asset, collection = null, notes = [], children }: Props) {
  const { here } = useMe()
  const Icon = collection ? IconStack2 : asset?.kind === 'file' ? IconFile : IconFolder
  const said = [asset?.folder && `in ${asset.folder}`, ...notes].filter(Boolean)
  return (
    <div className="thing-line">
      <Icon size={20} stroke={1.7} aria-hidden className="thing-icon" />
      <div className="thing-what">
        {asset ? (
          <Link
            to="/a/$account/library"
            params={{ account: here.slug }}
            search={() => placeOf(asset)}
            className="thing-name breaks"
          >
            {asset.name}
          </Link>
        ) : collection ? (
          <Link
            to="/a/$account/collections/$collection"
            params={{ account: here.slug, collection: collection.id }}
            className="thing-name breaks"
          >
            {collection.name}
          </Link>
        ) : (
          <Text size="sm">Something in the library, which your role does not let you see</Text>
        )}
        {said.length > 0 && (
          <div className="access-notes">
            {said.map((note, i) => (
              <span key={i}>{note}</span>
            ))}
          </div>
        )}
      </div>
      <div className="thing-end">{children}</div>
    </div>
  )
}
