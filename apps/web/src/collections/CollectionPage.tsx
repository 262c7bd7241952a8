// One collection with what is in it, as far as one sees it. What it does not pass on is marked, and confirmed by whoever
// could share that.
import { Button, Group, Text } from '@mantine/core'
import { IconEyeOff, IconFileZip } from '@tabler/icons-react'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { problemOf } from '@usher/client'
import { allows } from '@usher/domain'
import { ShareButton } from '../grants/ShareButton.tsx'
import { ShareDialog } from '../grants/ShareDialog.tsx'
import { subjectOf } from '../grants/subject.ts'
import { idsOf, thingsInWords, type Asset } from '../library/asset.ts'
import { useLibraryActs } from '../library/library-acts.ts'
import { SelectionBar } from '../library/SelectionBar.tsx'
import { useSelection } from '../library/use-selection.ts'
import { useMe } from '../may.ts'
import { FoundTable, type Listed } from '../search/FoundTable.tsx'
import { RefusalPage } from '../shell/RefusalPage.tsx'
import { TagDialog } from '../tags/TagDialog.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListFrame } from '../ui/ListFrame.tsx'
import { LoadMore } from '../ui/LoadMore.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { counted } from '../ui/in-words.ts'
import { AddToCollection } from './AddToCollection.tsx'
import { ownerOf, useCollection, type Item } from './collection.ts'
import { useCollectionActs } from './collection-acts.ts'
import { CollectionDialogs, type OpenDialog } from './CollectionDialogs.tsx'
import { CollectionMenu } from './CollectionMenu.tsx'
import '../library/crumbs.css'
import '../library/library.css'
import '../search/search.css'
import './collections.css'

const none: readonly Item[] = []
type Opened = OpenDialog | { kind: 'tag' | 'share-things' | 'collect'; assets: readonly Asset[] }

export function CollectionPage() {
  const { here, user } = useMe()
  // The route that shows this has the parameter in its path.
  const { collection: id } = useParams({ strict: false }) as { collection: string }
  const found = useCollection(id)
  const { collection, items } = found
  const navigate = useNavigate()
  const acts = useCollectionActs()
  const libraryActs = useLibraryActs()
  const [dialog, setDialog] = useState<Opened | null>(null)
  const selection = useSelection(
    id,
    useMemo(() => idsOf(items ?? none), [items]),
  )
  const code = problemOf(found.error)?.code
  if (code === 'not_found' || code === 'invalid_input') return <RefusalPage user={user} askFor={id} />
  const chosen = (items ?? none).filter((item) => selection.has(item.id))
  const close = () => setDialog(null)
  const passing = new Map(items?.map((item) => [item.id, item]))
  const note = ({ id: itemId }: Listed) => {
    const item = passing.get(itemId)
    return item && collection && !item.passesOn ? (
      <NotPassedOn item={item} onConfirm={() => void acts.confirm(collection, [item])} />
    ) : null
  }
  const share = allows(collection?.level ?? null, 'collection.share')
  return (
    <Page
      title={collection?.name ?? 'Collection'}
      subtitle={
        <nav aria-label="Path">
          <ol className="crumbs">
            <li>
              <Link to="/a/$account/collections" params={{ account: here.slug }}>
                Collections
              </Link>
            </li>
            <li aria-current="page">{collection?.name}</li>
          </ol>
        </nav>
      }
      actions={
        collection && (
          <>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconFileZip size={16} aria-hidden />}
              disabled={!items?.length}
              onClick={() => void acts.zip(collection)}
            >
              Download as zip
            </Button>
            {share && <ShareButton thingId={id} onClick={() => setDialog({ kind: 'share', collection })} />}
            <CollectionMenu
              collection={collection}
              acts={{
                zip: (it) => void acts.zip(it),
                share: (it) => setDialog({ kind: 'share', collection: it }),
                rename: (it) => setDialog({ kind: 'rename', collection: it }),
                remove: (it) => setDialog({ kind: 'delete', collection: it }),
              }}
            />
          </>
        )
      }
    >
      <div className="search-bar" aria-live="polite">
        {collection && !chosen.length && (
          <Text size="sm" c="dimmed" component="output">
            {counted(collection.things, 'thing', 'things')} ·{' '}
            {collection.isMine ? 'Yours' : `Owner: ${ownerOf(collection)}`}
          </Text>
        )}
        {chosen.length > 0 && collection && (
          <SelectionBar
            assets={chosen}
            acts={{
              zip: (taken) => void libraryActs.zip(taken),
              tag: (assets) => setDialog({ kind: 'tag', assets }),
              share: (assets) => setDialog({ kind: 'share-things', assets }),
              collect: (assets) => setDialog({ kind: 'collect', assets }),
              ...(allows(collection.level, 'collection.removeFrom') && {
                takeOut: (assets) => void acts.takeOut(collection, assets),
              }),
            }}
            onClear={selection.none}
          />
        )}
      </div>
      <ListFrame
        of={found}
        rows={items}
        loading={<SkeletonRows rows={6} height={52} />}
        empty={
          <EmptyState
            sentence={
              allows(collection?.level ?? null, 'collection.addTo')
                ? 'Nothing that you see is in it. In the library, choose files and folders, and “Add to collection”.'
                : 'Nothing that you see is in it.'
            }
          />
        }
      >
        {(shown) => (
          <>
            <FoundTable caption={`In ${collection?.name ?? 'it'}`} assets={shown} selection={selection} note={note} />
            <Group justify="center" mt="md">
              <LoadMore of={found} />
            </Group>
          </>
        )}
      </ListFrame>
      {dialog?.kind === 'tag' && (
        <TagDialog of={thingsInWords(dialog.assets)} assetIds={idsOf(dialog.assets)} onClose={close} />
      )}
      {dialog?.kind === 'share-things' && <ShareDialog subject={subjectOf(dialog.assets)} onClose={close} />}
      {dialog?.kind === 'collect' && <AddToCollection assets={dialog.assets} onClose={close} />}
      {dialog && !('assets' in dialog) && (
        <CollectionDialogs
          dialog={dialog}
          onDeleted={() => void navigate({ to: '/a/$account/collections', params: { account: here.slug } })}
          onClose={close}
        />
      )}
    </Page>
  )
}

function NotPassedOn({ item, onConfirm }: { item: Item; onConfirm: () => void }) {
  return (
    <div className="collection-note">
      <IconEyeOff size={14} stroke={1.8} aria-hidden />
      <Text size="xs" c="dimmed">
        Not passed on: only those see it here who see it anyway.{' '}
        {allows(item.level, 'asset.passOn') && (
          <Button size="compact-xs" variant="subtle" aria-label={`Pass ${item.name} on`} onClick={onConfirm}>
            Pass it on
          </Button>
        )}
      </Text>
    </div>
  )
}
