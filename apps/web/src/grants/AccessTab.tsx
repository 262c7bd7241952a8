// Who has access to the thing in the panel, and the button that shares it.
import { AccessList } from './AccessList.tsx'
import { ShareButton } from './ShareButton.tsx'

interface Props {
  asset: { id: string; name: string }
  onShare: () => void
}

export function AccessTab({ asset, onShare }: Props) {
  return (
    <>
      <div className="access-share">
        <ShareButton thingId={asset.id} onClick={onShare} />
      </div>
      <AccessList key={asset.id} subject={{ kind: 'assets', ids: [asset.id], words: asset.name }} />
    </>
  )
}
