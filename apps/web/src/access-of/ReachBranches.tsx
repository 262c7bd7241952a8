// Things that somebody gets to, each folder opening where it stands: what is inside is asked for when it is opened.
import { ActionIcon, Button, Text } from '@mantine/core'
import { IconChevronRight, IconFile, IconFolder } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { LevelName } from '../grants/LevelName.tsx'
import { placeOf } from '../library/place-of.ts'
import { useMe } from '../may.ts'
import { ListFrame } from '../ui/ListFrame.tsx'
import { LoadMore } from '../ui/LoadMore.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { useReached, type Reached, type Whose } from './reached.ts'
import './access-of.css'

type OnWhy = ((asset: { id: string; name: string }) => void) | undefined

interface Props {
  whose: Whose
  assets: readonly Reached[]
  label: string
  /** The folder that all of them lie in; null where what they see begins. */
  folderId?: string | null
  /** Asks why; left out where there is nobody to ask it of. */
  onWhy: OnWhy
}

export const ReachBranches = ({ whose, assets, label, folderId = null, onWhy }: Props) => (
  <ul className="reach" aria-label={label}>
    {assets.map((asset) => (
      <Branch key={asset.id} whose={whose} asset={asset} folderId={folderId} onWhy={onWhy} />
    ))}
  </ul>
)

interface BranchProps {
  whose: Whose
  asset: Reached
  folderId: string | null
  onWhy: OnWhy
}

function Branch({ whose, asset, folderId, onWhy }: BranchProps) {
  const [isOpen, setOpen] = useState(false)
  const isFolder = asset.kind === 'folder'
  return (
    <li>
      <ReachThing asset={asset} parentId={folderId} {...(asset.folder && { under: asset.folder })} onWhy={onWhy}>
        {isFolder ? (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            aria-label={`${isOpen ? 'Close' : 'Open'} ${asset.name}`}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <IconChevronRight size={14} aria-hidden className="reach-open" data-open={isOpen || undefined} />
          </ActionIcon>
        ) : (
          <span className="reach-gap" />
        )}
      </ReachThing>
      {isOpen && <Inside whose={whose} folder={asset} onWhy={onWhy} />}
    </li>
  )
}

function Inside({ whose, folder, onWhy }: { whose: Whose; folder: Reached; onWhy: OnWhy }) {
  const inside = useReached(whose, folder.id)
  return (
    <div className="reach-inside">
      <ListFrame
        of={inside}
        rows={inside.assets}
        loading={<SkeletonText lines={2} />}
        empty={
          <Text size="xs" c="dimmed" py={4}>
            Nothing inside.
          </Text>
        }
      >
        {(assets) => (
          <>
            <ReachBranches
              whose={whose}
              assets={assets}
              label={`Inside ${folder.name}`}
              folderId={folder.id}
              onWhy={onWhy}
            />
            <LoadMore of={inside} size="xs" mt={4} />
          </>
        )}
      </ListFrame>
    </div>
  )
}

interface ThingProps {
  asset: Omit<Reached, 'folder'>
  /** Where it is found, in words. */
  under?: string
  parentId?: string | null
  onWhy: OnWhy
  /** Before its name. */
  children?: React.ReactNode
}

export function ReachThing({ asset, under, parentId = null, onWhy, children }: ThingProps) {
  const { here } = useMe()
  const Icon = asset.kind === 'folder' ? IconFolder : IconFile
  return (
    <div className="reach-thing">
      {children}
      <Icon size={18} stroke={1.7} aria-hidden className="reach-icon" />
      <div className="reach-name">
        <Link
          to="/a/$account/library"
          params={{ account: here.slug }}
          search={() => placeOf({ ...asset, parentId })}
          className="reach-link breaks"
        >
          {asset.name}
        </Link>
        {under && (
          <Text size="xs" c="dimmed" className="breaks">
            in {under}
          </Text>
        )}
      </div>
      <LevelName level={asset.level} />
      {onWhy && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          aria-label={`Why ${asset.name}`}
          onClick={() => onWhy(asset)}
        >
          Why?
        </Button>
      )}
    </div>
  )
}
