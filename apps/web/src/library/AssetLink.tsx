// The name of a file or folder, as the link that opens it: a folder in its place, a file in the light box.
import { Link } from '@tanstack/react-router'
import { useMe } from '../may.ts'
import type { Asset } from './asset.ts'
import { addressOf, lookingAt } from './library-search.ts'

interface Props {
  asset: Asset
  tabIndex: number
}

export function AssetLink({ asset: { id, kind, name }, tabIndex }: Props) {
  const { here } = useMe()
  const isFolder = kind === 'folder'
  return (
    <Link
      to="/a/$account/library"
      params={{ account: here.slug }}
      search={isFolder ? addressOf(id) : lookingAt(id)}
      resetScroll={isFolder}
      className="asset-name breaks"
      title={name}
      data-row={id}
      tabIndex={tabIndex}
      draggable={false}
    >
      {name}
    </Link>
  )
}
