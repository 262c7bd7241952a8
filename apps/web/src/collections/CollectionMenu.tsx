// What can be done with a collection, as far as the person's level on it goes.
import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconFileZip, IconPencil, IconTrash, IconUserPlus } from '@tabler/icons-react'
import { allows } from '@usher/domain'
import { useWaiting } from '../access-requests/use-waiting.ts'
import { AskedDot } from '../access-requests/AskedDot.tsx'
import { useMay } from '../may.ts'
import type { ListedCollection } from './collection.ts'

const icon = { size: 16, stroke: 1.8, 'aria-hidden': true } as const
export interface MenuActs {
  zip: (collection: ListedCollection) => void
  share: (collection: ListedCollection) => void
  rename: (collection: ListedCollection) => void
  remove: (collection: ListedCollection) => void
}

export function CollectionMenu({ collection, acts }: { collection: ListedCollection; acts: MenuActs }) {
  const { name, level, things } = collection
  const share = useMay('library.share')
  const isAsked = useWaiting().things.has(collection.id)
  return (
    <Menu position="bottom-end" withinPortal width={200} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={`Actions for ${name}`}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFileZip {...icon} />} disabled={!things} onClick={() => acts.zip(collection)}>
          Download as zip
        </Menu.Item>
        {allows(level, 'collection.share') && share.yes && (
          <Menu.Item leftSection={<IconUserPlus {...icon} />} onClick={() => acts.share(collection)}>
            Share
            {isAsked && <AskedDot />}
          </Menu.Item>
        )}
        {allows(level, 'collection.rename') && (
          <Menu.Item leftSection={<IconPencil {...icon} />} onClick={() => acts.rename(collection)}>
            Rename
          </Menu.Item>
        )}
        {allows(level, 'collection.delete') && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconTrash {...icon} />}
              c="var(--mantine-color-error)"
              onClick={() => acts.remove(collection)}
            >
              Delete
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
