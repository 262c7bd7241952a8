// What a file looks like, as large as the panel is wide; a click looks at it in full.
import { Button, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { bytesInWords } from '@usher/domain'
import { useMe } from '../may.ts'
import { originalAt } from './addresses.ts'
import { ownerInWords, type Asset } from './asset.ts'
import { AssetIcon, AssetPicture } from './AssetPicture.tsx'
import { mediaInWords } from './media.ts'

export function PreviewTab({ asset, onLook }: { asset: Asset; onLook: () => void }) {
  const { here } = useMe()
  if (asset.kind === 'folder')
    return (
      <div className="panel-look">
        <AssetIcon asset={asset} size={72} />
      </div>
    )
  return (
    <Stack gap="md">
      <UnstyledButton className="panel-look" aria-label={`Look at ${asset.name} in full`} onClick={onLook}>
        <AssetPicture asset={asset} iconSize={72} size="large" />
      </UnstyledButton>
      <Text size="sm" c="dimmed">
        {mediaInWords(asset)}, {bytesInWords(asset.size ?? 0)}
        {asset.width && asset.height ? `, ${asset.width} × ${asset.height}` : ''}. {ownedInWords(asset)}
      </Text>
      <div>
        <Button
          component="a"
          href={originalAt(here.slug, asset, 'save')}
          download
          variant="default"
          size="xs"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          Download
        </Button>
      </div>
    </Stack>
  )
}

const ownedInWords = (asset: Asset): string =>
  asset.isMine ? 'It is yours.' : asset.owner ? `It belongs to ${ownerInWords(asset)}.` : 'It has no owner.'
