// One file, folder or collection in a list of what somebody has: its name as the link to it, where it lies, what is said of
// it, and at its end its level and what can be done.
import { Text } from '@mantine/core'
import { IconEyeOff } from '@tabler/icons-react'
import type { Placed } from '../library/place-of.ts'
import { thingIcons } from '../library/thing-icons.ts'
import { ThingLink } from '../library/ThingLink.tsx'
import './grants.css'
import './thing-line.css'

interface Props {
  /** Null: the reader does not see it, and it has no name for them. */
  asset: (Placed & { name: string; folder?: string | null }) | null
  /** Where it is a collection, and the reader sees it. */
  collection?: { id: string; name: string } | null
  /** What is said where they do not see it. */
  unseen?: string
  notes?: readonly React.ReactNode[]
  children?: React.ReactNode
}

const byRole = 'Something in the library, which your role does not let you see'

export function ThingLine({ asset, collection = null, unseen = byRole, notes = [], children }: Props) {
  const thing = collection ? { ...collection, kind: 'collection' as const } : asset
  const Icon = thing ? thingIcons[thing.kind] : IconEyeOff
  const said = [asset?.folder && `in ${asset.folder}`, ...notes].filter(Boolean)
  return (
    <div className="thing-line">
      <Icon size={20} stroke={1.7} aria-hidden className="thing-icon" />
      <div className="thing-what">
        {thing ? <ThingLink thing={thing} className="thing-name breaks" /> : <Text size="sm">{unseen}</Text>}
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
