// What can be done with a file or folder, or with several that are selected, as far as the person's level on them goes:
// behind the dots of each, and wherever somebody clicks with the right button.
import { ActionIcon, Menu, Text } from '@mantine/core'
import {
  IconCopy,
  IconDots,
  IconEye,
  IconFileZip,
  IconFolderOpen,
  IconFolderSymlink,
  IconInfoCircle,
  IconPencil,
  IconStack2,
  IconTags,
  IconTrash,
  IconUserPlus,
} from '@tabler/icons-react'
import { allows, idsAtOnce, type Operation } from '@usher/domain'
import { useWaiting } from '../access-requests/use-waiting.ts'
import { AskedDot } from '../access-requests/AskedDot.tsx'
import { upgradeInWords, useMay } from '../may.ts'
import type { Asset } from './asset.ts'
import { DownloadItem } from './DownloadFile.tsx'
import { linkOf } from './use-row-keys.ts'
import type { RowActs } from './row-acts.ts'

const icon = { size: 16, stroke: 1.8, 'aria-hidden': true } as const

function Items({ assets, acts }: { assets: readonly Asset[]; acts: RowActs }) {
  const one = assets.length === 1 ? assets[0] : undefined
  const tooMany = assets.length > idsAtOnce
  const share = useMay('library.share')
  const { things } = useWaiting()
  const mayCollect = useMay('collections.open').yes
  const allAllow = (operation: Operation) => assets.every(({ level }) => allows(level, operation))
  return (
    <>
      {one && (
        <Menu.Item
          leftSection={one.kind === 'folder' ? <IconFolderOpen {...icon} /> : <IconEye {...icon} />}
          onClick={() => acts.open(one)}
        >
          {one.kind === 'folder' ? 'Open' : 'Preview'}
        </Menu.Item>
      )}
      {one && (
        <Menu.Item leftSection={<IconInfoCircle {...icon} />} onClick={() => acts.details(one)}>
          Details
        </Menu.Item>
      )}
      {one?.kind === 'file' ? (
        <DownloadItem asset={one} />
      ) : (
        <Menu.Item leftSection={<IconFileZip {...icon} />} disabled={tooMany} onClick={() => acts.zip(assets)}>
          Download as zip
        </Menu.Item>
      )}
      {allAllow('asset.share') && (share.yes || share.feature) && (
        <Menu.Item
          leftSection={<IconUserPlus {...icon} />}
          disabled={tooMany || !share.yes}
          onClick={() => acts.share(assets)}
        >
          Share
          {one && things.has(one.id) && <AskedDot />}
          {!share.yes && share.feature && <Text size="xs">{upgradeInWords('library.share', share.feature)}</Text>}
        </Menu.Item>
      )}
      {allAllow('asset.addToCollection') && mayCollect && (
        <Menu.Item leftSection={<IconStack2 {...icon} />} disabled={tooMany} onClick={() => acts.collect(assets)}>
          Add to collection
        </Menu.Item>
      )}
      {allAllow('asset.tag') && (
        <Menu.Item leftSection={<IconTags {...icon} />} disabled={tooMany} onClick={() => acts.tag(assets)}>
          Tags
        </Menu.Item>
      )}
      {one && allows(one.level, 'asset.rename') && (
        <Menu.Item leftSection={<IconPencil {...icon} />} onClick={() => acts.rename(one)}>
          Rename
        </Menu.Item>
      )}
      {allAllow('asset.move') && (
        <Menu.Item leftSection={<IconFolderSymlink {...icon} />} disabled={tooMany} onClick={() => acts.move(assets)}>
          Move
        </Menu.Item>
      )}
      {allAllow('asset.copy') && (
        <Menu.Item leftSection={<IconCopy {...icon} />} disabled={tooMany} onClick={() => acts.copy(assets)}>
          Copy
        </Menu.Item>
      )}
      {allAllow('asset.delete') && (
        <>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconTrash {...icon} />}
            c="var(--mantine-color-error)"
            disabled={tooMany}
            onClick={() => acts.remove(assets)}
          >
            Delete
          </Menu.Item>
        </>
      )}
    </>
  )
}

interface Props {
  asset: Asset
  acts: RowActs
  tabIndex: number
}

export function AssetMenu({ asset, acts, tabIndex }: Props) {
  return (
    <Menu position="bottom-end" withinPortal width={200}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={`Actions for ${asset.name}`}
          tabIndex={tabIndex}
        >
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Items assets={[asset]} acts={acts} />
      </Menu.Dropdown>
    </Menu>
  )
}

/** Where the right button was pressed, and on what. */
export interface MenuAt {
  x: number
  y: number
  assets: readonly Asset[]
  /** Whose link has the focus afterwards. */
  on: string
}

export function AssetMenuAt({ at, acts, onClose }: { at: MenuAt; acts: RowActs; onClose: () => void }) {
  return (
    <Menu
      opened
      position="bottom-start"
      offset={2}
      withinPortal
      width={200}
      returnFocus={false}
      // Before what was chosen opens a dialog: that gives the focus back to the row.
      onClose={() => {
        linkOf(at.on)?.focus({ preventScroll: true })
        onClose()
      }}
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-label="Actions"
          className="menu-spot"
          style={{ left: at.x, top: at.y }}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Items assets={at.assets} acts={acts} />
      </Menu.Dropdown>
    </Menu>
  )
}
