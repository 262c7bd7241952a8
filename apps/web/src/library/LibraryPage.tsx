// One folder of the library: what lies in it, the way to it, and what may be done there, by the person's level on it.
// The folder and its order stand in the address; every dialog is opened from here.
import { Button, Group } from '@mantine/core'
import { IconFolderPlus, IconTrash } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { allows, extentOf } from '@usher/domain'
import { problemOf } from '@usher/client'
import { useMay, useMe } from '../may.ts'
import { RefusalPage } from '../shell/RefusalPage.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListFrame } from '../ui/ListFrame.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { LoadMore } from '../ui/LoadMore.tsx'
import { UploadHere } from '../uploads/UploadHere.tsx'
import { canBeSelected, idsOf, rootPlace, type Asset, type Place } from './asset.ts'
import { AssetTable, type RowActs } from './AssetTable.tsx'
import { Crumbs } from './Crumbs.tsx'
import { useLibraryActs } from './library-acts.ts'
import { useLibrarySearch } from './library-search.ts'
import { LibraryBar } from './LibraryBar.tsx'
import { MoveDialog } from './MoveDialog.tsx'
import { NameDialog } from './NameDialog.tsx'
import { useFolder, useKnownName } from './use-folder.ts'
import { linkOf } from './use-row-keys.ts'
import { useSelection } from './use-selection.ts'
import './library.css'

type OpenDialog = { kind: 'create' } | { kind: 'rename'; asset: Asset } | { kind: 'move'; assets: readonly Asset[] }

/** Refusals that say that there is no such folder for this person. */
const isGone: ReadonlySet<string | undefined> = new Set(['not_found', 'not_a_folder'])

export function LibraryPage() {
  const { here, user } = useMe()
  const [search, to] = useLibrarySearch()
  const [dialog, setDialog] = useState<OpenDialog | null>(null)
  const folderId = search.folder ?? null
  const folder = useFolder(folderId, search)
  const { assets, path = [], level = null } = folder
  const known = useKnownName(folderId)
  const place: Place = folderId ? { id: folderId, name: path.at(-1)?.name ?? known ?? 'Folder' } : rootPlace
  const selection = useSelection(folderId, idsOf(assets?.filter(canBeSelected) ?? []))
  const focusOn = useFocusInList(folderId, assets)
  const acts = useLibraryActs()
  const mayChange = useMay('library.change').yes
  const seesByReach = extentOf(here.role, 'library.browse') !== 'all'

  if (isGone.has(problemOf(folder.error)?.code)) return <RefusalPage user={user} />

  const close = () => setDialog(null)
  const remove = async (removed: readonly Asset[]) => {
    const next = neighbourOf(removed, assets ?? [])
    if (await acts.remove(removed, place)) focusOn(next)
  }
  const rowActs: RowActs = {
    open: ({ id }) => to.open(id),
    rename: (asset) => setDialog({ kind: 'rename', asset }),
    move: (moved) => setDialog({ kind: 'move', assets: moved }),
    remove: (removed) => void remove(removed),
  }
  const createButton = () =>
    allows(level, 'folder.createIn') && (
      <Button
        variant="default"
        leftSection={<IconFolderPlus size={18} aria-hidden />}
        onClick={() => setDialog({ kind: 'create' })}
      >
        New folder
      </Button>
    )
  return (
    <Page
      title={place.name}
      subtitle={
        folderId ? (
          <Crumbs path={path.length ? path : [{ id: folderId, name: place.name }]} />
        ) : (
          <div className="crumbs">{seesByReach ? 'The folders that you can see.' : 'The folders of this account.'}</div>
        )
      }
      actions={
        <>
          {mayChange && (
            <Button
              component={Link}
              to={`/a/${here.slug}/library/trash`}
              variant="default"
              leftSection={<IconTrash size={16} aria-hidden />}
            >
              Trash
            </Button>
          )}
          {createButton()}
          <UploadHere folderId={folderId} level={level} name={place.name} />
        </>
      }
    >
      <LibraryBar
        count={assets?.length}
        more={folder.hasNextPage}
        search={search}
        sort={to.sort}
        chosen={assets?.filter(({ id }) => selection.has(id)) ?? []}
        acts={rowActs}
        onClear={selection.none}
      />
      <ListFrame
        of={folder}
        rows={assets}
        loading={<SkeletonRows rows={8} height={46} />}
        empty={
          <EmptyState sentence={emptyInWords(folderId, seesByReach, here.name)} action={createButton()} />
        }
      >
        {(shown) => (
          <>
            <AssetTable
              label={folderId ? `Folders in ${place.name}` : 'Folders in the library'}
              assets={shown}
              search={search}
              sort={to.sort}
              selection={selection}
              acts={rowActs}
            />
            {folder.hasNextPage && (
              <Group justify="center" mt="md">
                <LoadMore of={folder} />
              </Group>
            )}
          </>
        )}
      </ListFrame>
      {dialog?.kind === 'create' && (
        <NameDialog
          title={folderId ? `New folder in ${place.name}` : 'New folder'}
          given=""
          verb="Create folder"
          onSubmit={async (name) => focusOn(await acts.create(folderId, name))}
          onClose={close}
        />
      )}
      {dialog?.kind === 'rename' && (
        <NameDialog
          title={`Rename ${dialog.asset.name}`}
          given={dialog.asset.name}
          verb="Rename"
          onSubmit={(name) => acts.rename(dialog.asset, name)}
          onClose={close}
        />
      )}
      {dialog?.kind === 'move' && (
        <MoveDialog
          assets={dialog.assets}
          from={place}
          opened={idsOf(path)}
          move={acts.move}
          onMoved={() => focusOn(neighbourOf(dialog.assets, assets ?? []))}
          onClose={close}
        />
      )}
    </Page>
  )
}

const emptyInWords = (folderId: string | null, seesByReach: boolean, account: string): string =>
  folderId
    ? 'This folder is empty.'
    : seesByReach
      ? `Nothing here is yours or shared with you yet. Ask an administrator of ${account} for what you need.`
      : 'The library is empty.'

/** What has the focus when these are gone: the next row that stays, else the one before. */
function neighbourOf(gone: readonly Asset[], all: readonly Asset[]): string | null {
  const ids = new Set(idsOf(gone))
  const at = all.findIndex(({ id }) => ids.has(id))
  const next = all.slice(at).find(({ id }) => !ids.has(id)) ?? all.slice(0, at).findLast(({ id }) => !ids.has(id))
  return next?.id ?? null
}

/**
 * Keeps the focus in the list: in a folder just opened it goes to the first row, on the way back to the folder that one
 * comes from; what it gives puts it on a row as soon as that is there, on the page's title where there is none.
 */
function useFocusInList(folderId: string | null, assets: readonly Asset[] | undefined): (id: string | null) => void {
  const [wanted, setWanted] = useState<{ id: string | null; list: string | null } | null>(null)
  const before = useRef(folderId)
  const isRead = assets !== undefined
  useEffect(() => {
    if (!isRead || before.current === folderId) return
    const from = before.current
    before.current = folderId
    if (document.activeElement === document.body)
      (linkOf(from ?? '') ?? document.querySelector<HTMLElement>('[data-row]') ?? titleOfPage())?.focus()
  }, [folderId, isRead])
  useEffect(() => {
    if (wanted?.list !== folderId) return
    // After the dialog or menu has given the focus back to what opened it.
    const timer = setTimeout(() => {
      const row = wanted.id === null ? titleOfPage() : linkOf(wanted.id)
      row?.focus()
      if (row) setWanted(null)
    }, 60)
    return () => clearTimeout(timer)
  }, [wanted, folderId, assets])
  return (id) => setWanted({ id, list: folderId })
}
const titleOfPage = () => document.querySelector<HTMLElement>('h1') ?? undefined
