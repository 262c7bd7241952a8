// What can be done with one folder, as far as the person's level on it goes.
import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconFolderSymlink, IconPencil, IconTrash } from '@tabler/icons-react'
import { allows } from '@usher/domain'
import type { Asset } from './asset.ts'
import type { RowActs } from './AssetTable.tsx'

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
        {allows(asset.level, 'asset.rename') && (
          <Menu.Item leftSection={<IconPencil size={16} stroke={1.8} aria-hidden />} onClick={() => acts.rename(asset)}>
            Rename
          </Menu.Item>
        )}
        {allows(asset.level, 'asset.move') && (
          <Menu.Item
            leftSection={<IconFolderSymlink size={16} stroke={1.8} aria-hidden />}
            onClick={() => acts.move([asset])}
          >
            Move
          </Menu.Item>
        )}
        {allows(asset.level, 'asset.delete') && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconTrash size={16} stroke={1.8} aria-hidden />}
              c="var(--mantine-color-error)"
              onClick={() => acts.remove([asset])}
            >
              Delete
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
