// "Shared with me": where the library of whoever sees by reach alone begins. A folder opens in the library, a file in the
// light box; what is selected can be downloaded, tagged and shared as far as the level on it goes.
import { Button, Group } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { AddToCollection } from '../collections/AddToCollection.tsx'
import { idsOf, thingsInWords, type Asset } from '../library/asset.ts'
import { useLibraryActs } from '../library/library-acts.ts'
import { SelectionBar } from '../library/SelectionBar.tsx'
import { useSelection } from '../library/use-selection.ts'
import { useMe } from '../may.ts'
import { FoundTable } from '../search/FoundTable.tsx'
import { TagDialog } from '../tags/TagDialog.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListFrame } from '../ui/ListFrame.tsx'
import { LoadMore } from '../ui/LoadMore.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { subjectOf } from './subject.ts'
import { ShareDialog } from './ShareDialog.tsx'
import { useShared } from './use-shared.ts'
import '../library/library.css'
import '../search/search.css'

const none: readonly Asset[] = []

export function SharedPage() {
  const { here } = useMe()
  const shared = useShared()
  const { assets } = shared
  const selection = useSelection(
    'shared',
    useMemo(() => idsOf(assets ?? none), [assets]),
  )
  const chosen = (assets ?? none).filter(({ id }) => selection.has(id))
  const acts = useLibraryActs()
  const [dialog, setDialog] = useState<{ kind: 'tag' | 'share' | 'collect'; assets: readonly Asset[] } | null>(null)
  const close = () => setDialog(null)
  return (
    <Page
      title="Shared with me"
      subtitle="The files and folders that were shared with you, and those that you own."
      actions={
        <Button
          component={Link}
          to={`/a/${here.slug}/my-access`}
          variant="default"
          leftSection={<IconKey size={16} stroke={1.8} aria-hidden />}
        >
          My access
        </Button>
      }
    >
      <div className="search-bar" aria-live="polite">
        {chosen.length > 0 && (
          <SelectionBar
            assets={chosen}
            acts={{
              zip: (taken) => void acts.zip(taken),
              tag: (tagged) => setDialog({ kind: 'tag', assets: tagged }),
              collect: (picked) => setDialog({ kind: 'collect', assets: picked }),
              share: (given) => setDialog({ kind: 'share', assets: given }),
            }}
            onClear={selection.none}
          />
        )}
      </div>
      <ListFrame
        of={shared}
        rows={assets}
        loading={<SkeletonRows rows={6} height={52} />}
        empty={
          <EmptyState
            sentence={`Nothing is shared with you yet. Ask an administrator of ${here.name} for what you need.`}
          />
        }
      >
        {(shown) => (
          <>
            <FoundTable caption="Shared with me" assets={shown} selection={selection} />
            <Group justify="center" mt="md">
              <LoadMore of={shared} />
            </Group>
          </>
        )}
      </ListFrame>
      {dialog?.kind === 'tag' && (
        <TagDialog of={thingsInWords(dialog.assets)} assetIds={idsOf(dialog.assets)} onClose={close} />
      )}
      {dialog?.kind === 'collect' && <AddToCollection assets={dialog.assets} onClose={close} />}
      {dialog?.kind === 'share' && <ShareDialog subject={subjectOf(dialog.assets)} onClose={close} />}
    </Page>
  )
}
