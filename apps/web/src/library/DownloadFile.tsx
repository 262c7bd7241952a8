// Downloading one file: as it was uploaded or, where it has pictures, one of these; as a button and as items of a menu.
import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core'
import { IconChevronDown, IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { bytesInWords } from '@usher/domain'
import { useMe } from '../may.ts'
import { originalAt, savedPictureAt } from './addresses.ts'
import type { Asset } from './asset.ts'
import { renditionsOf, type Rendition } from './renditions.ts'

const titles: Record<Rendition['size'], string> = { large: 'Large picture', small: 'Small picture' }
const icon = <IconDownload size={16} stroke={1.8} aria-hidden />

function Choices({ asset }: { asset: Asset }) {
  const { here } = useMe()
  const choice = (title: string, size: string, href: string) => (
    <Menu.Item
      key={title}
      component="a"
      href={href}
      download
      rightSection={
        <Text span size="xs" c="dimmed">
          {size}
        </Text>
      }
    >
      {title}
    </Menu.Item>
  )
  return (
    <>
      {choice('Original', bytesInWords(asset.size ?? 0), originalAt(here.slug, asset, 'save'))}
      {renditionsOf(asset).map(({ size, pixels }) =>
        choice(titles[size], `${pixels} px`, savedPictureAt(here.slug, asset, size)),
      )}
    </>
  )
}

/** In the menu of a file. */
export function DownloadItem({ asset }: { asset: Asset }) {
  const { here } = useMe()
  const [isOpen, setOpen] = useState(false)
  if (!renditionsOf(asset).length)
    return (
      <Menu.Item component="a" href={originalAt(here.slug, asset, 'save')} download leftSection={icon}>
        Download
      </Menu.Item>
    )
  return (
    <Menu.Sub opened={isOpen} onChange={setOpen} width={250}>
      <Menu.Sub.Target>
        {/* By mouse it opens by itself; a finger or Enter opens it so. */}
        <Menu.Sub.Item leftSection={icon} onClick={() => setOpen(true)}>
          Download
        </Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        <Choices asset={asset} />
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  )
}

/** The original, and beside it what else there is. */
export function DownloadButton({ asset }: { asset: Asset }) {
  const { here } = useMe()
  return (
    <Group gap={4}>
      <Button
        component="a"
        href={originalAt(here.slug, asset, 'save')}
        download
        variant="default"
        size="xs"
        leftSection={icon}
      >
        Download
      </Button>
      {renditionsOf(asset).length > 0 && (
        <Menu position="bottom-start" width={250}>
          <Menu.Target>
            <ActionIcon variant="default" size={30} aria-label="Download in another size">
              <IconChevronDown size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Choices asset={asset} />
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  )
}
