// The dialogs that are opened over a folder, one at a time.
import { lazy, Suspense } from 'react'
import { AddToCollection } from '../collections/AddToCollection.tsx'
import { subjectOf } from '../grants/subject.ts'
import { TagDialog } from '../tags/TagDialog.tsx'
import { idsOf, thingsInWords, type Asset, type Place } from './asset.ts'
import { CopyDialog } from './CopyDialog.tsx'
import type { LibraryActs, Merge } from './library-acts.ts'
import { MergeDialog } from './MergeDialog.tsx'
import { MoveDialog } from './MoveDialog.tsx'
import { NameDialog } from './NameDialog.tsx'
import { neighbourOf } from './use-focus-in-list.ts'

const ShareDialog = lazy(() => import('../grants/ShareDialog.tsx').then(({ ShareDialog: page }) => ({ default: page })))

export type OpenDialog =
  | { kind: 'create' }
  | { kind: 'rename'; asset: Asset }
  | { kind: 'share' | 'collect' | 'move' | 'copy' | 'tag'; assets: readonly Asset[] }
  | { kind: 'merge'; assets: readonly Asset[]; to: Place; merge: Merge }

interface Props {
  dialog: OpenDialog
  /** The folder that is shown. */
  place: Place
  path: readonly { id: string }[]
  /** What lies in it. */
  listed: readonly Asset[]
  acts: LibraryActs
  moveTo: (assets: readonly Asset[], to: Place, asPreviewed?: number) => Promise<void>
  focusOn: (id: string | null) => void
  onClose: () => void
}

export function LibraryDialogs({ dialog, place, path, listed, acts, moveTo, focusOn, onClose }: Props) {
  switch (dialog.kind) {
    case 'create':
      return (
        <NameDialog
          title={place.id ? `New folder in ${place.name}` : 'New folder'}
          given=""
          verb="Create folder"
          onSubmit={async (given) => focusOn(await acts.create(place.id, given))}
          onClose={onClose}
        />
      )
    case 'rename':
      return (
        <NameDialog
          title={`Rename ${dialog.asset.name}`}
          given={dialog.asset.name}
          verb="Rename"
          isFile={dialog.asset.kind === 'file'}
          onSubmit={(given) => acts.rename(dialog.asset, given)}
          onClose={onClose}
        />
      )
    case 'share':
      return (
        <Suspense>
          <ShareDialog subject={subjectOf(dialog.assets)} onClose={onClose} />
        </Suspense>
      )
    case 'collect':
      return <AddToCollection assets={dialog.assets} onClose={onClose} />
    case 'tag':
      return <TagDialog of={thingsInWords(dialog.assets)} assetIds={idsOf(dialog.assets)} onClose={onClose} />
    case 'copy':
      return <CopyDialog assets={dialog.assets} from={place} opened={idsOf(path)} copy={acts.copy} onClose={onClose} />
    case 'move':
      return (
        <MoveDialog
          assets={dialog.assets}
          from={place}
          opened={idsOf(path)}
          move={(there, asPreviewed) => moveTo(dialog.assets, there, asPreviewed)}
          onClose={onClose}
        />
      )
    case 'merge':
      return (
        <MergeDialog
          {...dialog}
          acts={acts}
          onMerged={() => focusOn(neighbourOf(dialog.assets, listed))}
          onClose={onClose}
        />
      )
    default:
      return dialog satisfies never
  }
}
