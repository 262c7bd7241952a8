// What a file looks like, as large as the panel is wide; a click looks at it in full.
import { Stack, Text, UnstyledButton } from '@mantine/core'
import { bytesInWords } from '@usher/domain'
import { ownerInWords, type Asset } from './asset.ts'
import { AssetIcon, AssetPicture } from './AssetPicture.tsx'
import { DownloadButton } from './DownloadFile.tsx'
import { mediaInWords } from './media.ts'

export function PreviewTab({ asset, onLook }: { asset: Asset; onLook: () => void }) {
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
      <DownloadButton asset={asset} />
    </Stack>
  )
}

const ownedInWords = (asset: Asset): string =>
  asset.isMine ? 'It is yours.' : asset.owner ? `It belongs to ${ownerInWords(asset)}.` : 'It has no owner.'
