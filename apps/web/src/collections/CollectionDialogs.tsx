// The dialogs that are opened over collections, one at a time.
import { NameDialog } from '../library/NameDialog.tsx'
import { collectionSubject } from '../grants/subject.ts'
import { ShareDialog } from '../grants/ShareDialog.tsx'
import type { ListedCollection } from './collection.ts'
import { useCollectionActs } from './collection-acts.ts'
import { DeleteCollection } from './DeleteCollection.tsx'
import { GuardDialog } from './GuardDialog.tsx'

export type OpenDialog =
  | { kind: 'create' | 'guard' }
  | { kind: 'share' | 'rename' | 'delete'; collection: ListedCollection }

interface Props {
  dialog: OpenDialog
  onCreated?: (id: string) => void
  onDeleted?: () => void
  onClose: () => void
}

export function CollectionDialogs({ dialog, onCreated, onDeleted, onClose }: Props) {
  const acts = useCollectionActs()
  switch (dialog.kind) {
    case 'create':
      return (
        <NameDialog
          title="New collection"
          given=""
          verb="Create"
          onSubmit={async (name) => {
            const id = await acts.create(name)
            onCreated?.(id)
          }}
          onClose={onClose}
        />
      )
    case 'guard':
      return <GuardDialog onClose={onClose} />
    case 'share':
      return <ShareDialog subject={collectionSubject(dialog.collection)} onClose={onClose} />
    case 'rename':
      return (
        <NameDialog
          title={`Rename ${dialog.collection.name}`}
          given={dialog.collection.name}
          verb="Rename"
          onSubmit={(name) => acts.rename(dialog.collection, name)}
          onClose={onClose}
        />
      )
    case 'delete':
      return <DeleteCollection collection={dialog.collection} {...(onDeleted && { onDeleted })} onClose={onClose} />
    default:
      return dialog satisfies never
  }
}
