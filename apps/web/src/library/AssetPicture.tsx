// What a file looks like: its small picture, grey while that is being made, else the icon of what it is.
import { Skeleton } from '@mantine/core'
import {
  IconFile,
  IconFileSpreadsheet,
  IconFileText,
  IconFileTypePdf,
  IconFileZip,
  IconFolder,
  IconMovie,
  IconMusic,
  IconPhoto,
  IconPresentation,
  type Icon,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useMe } from '../may.ts'
import { pictureAt } from './addresses.ts'
import type { Asset } from './asset.ts'
import { mediaOf, type Media } from './media.ts'

const icons: Record<Media, Icon> = {
  picture: IconPhoto,
  video: IconMovie,
  audio: IconMusic,
  pdf: IconFileTypePdf,
  sheet: IconFileSpreadsheet,
  slides: IconPresentation,
  document: IconFileText,
  archive: IconFileZip,
  text: IconFileText,
  other: IconFile,
}
type Pictured = Pick<Asset, 'id' | 'kind' | 'mediaType' | 'versionId' | 'preview'>

export function AssetIcon({
  asset: { kind, mediaType },
  size,
}: {
  asset: Pick<Asset, 'kind' | 'mediaType'>
  size: number
}) {
  const Icon = kind === 'folder' ? IconFolder : icons[mediaOf(mediaType)]
  return <Icon size={size} stroke={size > 32 ? 1.3 : 1.7} aria-hidden className="asset-icon" data-kind={kind} />
}

interface PictureProps {
  asset: Pictured
  iconSize: number
  size?: 'small' | 'large'
}

/** Fills what it stands in. Decoration beside the name, silent to screen readers. */
export function AssetPicture({ asset, iconSize, size = 'small' }: PictureProps) {
  const { here } = useMe()
  const src = asset.preview === 'picture' ? pictureAt(here.slug, asset, size) : null
  const [failed, setFailed] = useState<string | null>(null)
  if (asset.preview === 'waiting') return <Skeleton width="100%" height="100%" radius={0} />
  if (!src || failed === src) return <AssetIcon asset={asset} size={iconSize} />
  return (
    <img
      src={src}
      alt=""
      loading="lazy"
      decoding="async"
      draggable={false}
      className="asset-picture"
      onError={() => setFailed(src)}
    />
  )
}
