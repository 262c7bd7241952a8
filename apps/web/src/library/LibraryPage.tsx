// One folder of the library: what lies in it, the way to it, and what may be done there, by the person's level on it.
// The folder, how it is shown and what is open beside it stand in the address; every dialog is opened from here.
import { ActionIcon, Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconFolderPlus } from '@tabler/icons-react'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { problemOf } from '@usher/client'
import { allows, extentOf } from '@usher/domain'
import { useCollectionActs } from '../collections/collection-acts.ts'
import { useMay, useMe } from '../may.ts'
import { RefusalPage } from '../shell/RefusalPage.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListFrame } from '../ui/ListFrame.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { toastRefusal } from '../ui/toast.tsx'
import { UploadHere } from '../uploads/UploadHere.tsx'
import { idsOf, rootPlace, type Asset, type Place } from './asset.ts'
import { AssetGrid } from './AssetGrid.tsx'
import { AssetMenuAt, type MenuAt } from './AssetMenu.tsx'
import { AssetTable } from './AssetTable.tsx'
import { Crumbs } from './Crumbs.tsx'
import { DragProvider } from './drag.tsx'
import { FolderTree } from './FolderTree.tsx'
import { useLibraryActs } from './library-acts.ts'
import { useLibrarySearch } from './library-search.ts'
import { LibraryBar } from './LibraryBar.tsx'
import { LibraryDialogs, type OpenDialog } from './LibraryDialogs.tsx'
import { LibraryLinks } from './LibraryLinks.tsx'
import { useRectangle } from './rectangle.tsx'
import type { RowActs } from './row-acts.ts'
import { useFolder, useKnownName, useWaitingPictures } from './use-folder.ts'
import { neighbourOf, useFocusInList } from './use-focus-in-list.ts'
import type { ItemsHandle } from './use-items.ts'
import { useSelection } from './use-selection.ts'
import './library.css'

const DetailPanel = lazy(() => import('./DetailPanel.tsx').then(({ DetailPanel: page }) => ({ default: page })))
const LightBox = lazy(() => import('./LightBox.tsx').then(({ LightBox: page }) => ({ default: page })))

/** Refusals that say that there is no such folder for this person. */
const isGone: ReadonlySet<string | undefined> = new Set(['not_found', 'not_a_folder'])
const noAssets: readonly Asset[] = []

export function LibraryPage() {
  const { here, user } = useMe()
  const [search, to] = useLibrarySearch()
  const [dialog, setDialog] = useState<OpenDialog | null>(null)
  const [menu, setMenu] = useState<MenuAt | null>(null)
  const [inSight, setInSight] = useState({ first: 0, last: 0 })
  const folderId = search.folder ?? null
  const folder = useFolder(folderId, search)
  const { assets, path = [], fromRoot = true, level = null } = folder
  const known = useKnownName(folderId)
  const name = folderId ? (path.at(-1)?.name ?? known ?? 'Folder') : rootPlace.name
  const place = useMemo((): Place => ({ id: folderId, name }), [folderId, name])
  const selection = useSelection(
    folderId,
    useMemo(() => idsOf(assets ?? noAssets), [assets]),
  )
  const items = useRef<ItemsHandle>(null)
  const rectangle = useRectangle(selection, items)
  const focusOn = useFocusInList(folderId, assets, items)
  const acts = useLibraryActs()
  const collectionActs = useCollectionActs()
  const hasCollections = useMay('collections.open').yes
  const seesByReach = extentOf(here.role, 'library.browse') !== 'all'
  const isWide = useMediaQuery('(min-width: 64em)', true, { getInitialValueInEffect: false })
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const drops = useMediaQuery('(hover: hover) and (pointer: fine)', true, { getInitialValueInEffect: false })
  useWaitingPictures(assets?.slice(inSight.first, inSight.last + 1) ?? noAssets)

  const chosen = useMemo(() => assets?.filter(({ id }) => selection.has(id)) ?? noAssets, [assets, selection])
  const only = chosen.length === 1 ? chosen[0]?.id : undefined
  // The open panel follows what is selected; what was opened in it by other means stays until then.
  const followed = useRef(only)
  useEffect(() => {
    if (only === followed.current) return
    followed.current = only
    if (search.details && only && only !== search.details) to.details(only, { replace: true })
  }, [only, search.details, to])

  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = folder
  const readOn = useCallback(() => {
    if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage()
  }, [hasNextPage, isFetching, isFetchNextPageError, fetchNextPage])
  const onShown = useCallback((first: number, last: number) => setInSight({ first, last }), [])

  /** Where names are there already, it is asked what becomes of them. */
  const moveTo = async (moved: readonly Asset[], there: Place, asPreviewed?: number) => {
    const next = neighbourOf(moved, assets ?? noAssets)
    try {
      await acts.move(moved, place, there, asPreviewed)
      setDialog(null)
      focusOn(next)
    } catch (error) {
      if (problemOf(error)?.code !== 'name_taken') throw error
      setDialog({ kind: 'merge', assets: moved, to: there, merge: await acts.previewMerge(moved, there) })
    }
  }
  if (isGone.has(problemOf(folder.error)?.code)) return <RefusalPage user={user} askFor={folderId} />

  const remove = async (removed: readonly Asset[]) => {
    const next = neighbourOf(removed, assets ?? noAssets)
    if (!(await acts.remove(removed, place))) return
    if (removed.some(({ id }) => id === search.details)) to.details(null, { replace: true })
    focusOn(next)
  }
  const rowActs: RowActs = {
    open: ({ id, kind }) => (kind === 'folder' ? to.open(id) : to.look(id)),
    details: ({ id }) => to.details(id, { replace: search.details !== undefined }),
    zip: (taken) => void acts.zip(taken),
    share: (shared) => setDialog({ kind: 'share', assets: shared }),
    collect: (picked) => setDialog({ kind: 'collect', assets: picked }),
    tag: (tagged) => setDialog({ kind: 'tag', assets: tagged }),
    rename: (asset) => setDialog({ kind: 'rename', asset }),
    move: (moved) => setDialog({ kind: 'move', assets: moved }),
    copy: (copied) => setDialog({ kind: 'copy', assets: copied }),
    remove: (removed) => void remove(removed),
  }
  const create = () => setDialog({ kind: 'create' })
  const mayCreate = allows(level, 'folder.createIn')
  const shownItems = (shown: readonly Asset[]) => {
    const Items = search.view === 'grid' ? AssetGrid : AssetTable
    return (
      <Items
        key={folderId}
        label={folderId ? `Files and folders in ${place.name}` : 'Files and folders in the library'}
        assets={shown}
        more={hasNextPage}
        readOn={readOn}
        onShown={onShown}
        search={search}
        sort={to.sort}
        selection={selection}
        acts={rowActs}
        withSelected={(asset) => (selection.has(asset.id) ? chosen : [asset])}
        openMenu={setMenu}
        handle={items}
      />
    )
  }
  return (
    <DragProvider
      from={folderId}
      move={(moved, there) => void moveTo(moved, there).catch(toastRefusal)}
      collect={hasCollections ? (added, into) => void collectionActs.add(into, added).catch(toastRefusal) : undefined}
    >
      <Page
        title={place.name}
        subtitle={
          folderId ? (
            <Crumbs
              path={path.length ? path : [{ ...place, level: null }]}
              fromRoot={fromRoot}
              rootLevel={seesByReach ? null : level}
            />
          ) : (
            <div className="crumbs">{seesByReach ? 'What you can see.' : 'The files and folders of this account.'}</div>
          )
        }
        actions={
          <>
            <LibraryLinks folderId={folderId} />
            {mayCreate && <NewFolderButton isShort={isPhone} onClick={create} />}
            <UploadHere folderId={folderId} level={level} name={place.name} />
          </>
        }
      >
        <div className="library" data-panel={(isWide && search.details !== undefined) || undefined}>
          {isWide && <FolderTree openId={folderId} path={idsOf(path)} />}
          <div className="library-main" {...rectangle.on}>
            {rectangle.drawn}
            <LibraryBar
              assets={assets}
              more={hasNextPage}
              search={search}
              to={to}
              chosen={chosen}
              acts={rowActs}
              onClear={selection.none}
              onPanel={() => to.details(search.details ? null : (only ?? assets?.[0]?.id ?? null))}
            />
            <ListFrame
              of={folder}
              rows={assets}
              loading={<SkeletonRows rows={8} height={46} />}
              empty={
                <EmptyState
                  sentence={emptyInWords(folderId, seesByReach, here.name, drops && allows(level, 'folder.uploadInto'))}
                  action={mayCreate && <NewFolderButton onClick={create} />}
                />
              }
            >
              {shownItems}
            </ListFrame>
          </div>
          {search.details && (
            <Suspense fallback={isWide && <div className="panel" />}>
              <DetailPanel
                id={search.details}
                listed={assets?.find(({ id }) => id === search.details)}
                tab={search.tab}
                to={to}
                onShare={(asset) => rowActs.share([asset])}
                isWide={isWide}
                isCovered={search.look !== undefined}
              />
            </Suspense>
          )}
        </div>
        {menu && <AssetMenuAt at={menu} acts={rowActs} onClose={() => setMenu(null)} />}
        {search.look && (
          <Suspense>
            <LightBox
              id={search.look}
              versionId={search.version}
              listed={assets ?? noAssets}
              onGo={({ file, versionId }) => to.look(file.id, { version: versionId, replace: true })}
              onDetails={(id) => to.details(id)}
              onClose={(id) => {
                to.look(null, { replace: true })
                if (!search.version) focusOn(id)
              }}
            />
          </Suspense>
        )}
        {dialog && (
          <LibraryDialogs
            {...{ dialog, place, path, acts, moveTo, focusOn }}
            listed={assets ?? noAssets}
            onClose={() => setDialog(null)}
          />
        )}
      </Page>
    </DragProvider>
  )
}

/** `drops`: can they drop files here? */
function emptyInWords(folderId: string | null, seesByReach: boolean, account: string, drops: boolean): string {
  const here = folderId ? 'This folder is empty.' : 'The library is empty.'
  if (!folderId && seesByReach)
    return `Nothing at the top of the library is yours or shared with you. What lies further down is under “Shared with me”; for anything else, ask an administrator of ${account}.`
  return drops ? `${here} Drop files or folders anywhere on this page.` : here
}

/** `isShort`: where there is no room for words. */
function NewFolderButton({ isShort = false, onClick }: { isShort?: boolean; onClick: () => void }) {
  const icon = <IconFolderPlus size={18} aria-hidden />
  return isShort ? (
    <ActionIcon variant="default" size={36} aria-label="New folder" onClick={onClick}>
      {icon}
    </ActionIcon>
  ) : (
    <Button variant="default" leftSection={icon} onClick={onClick}>
      New folder
    </Button>
  )
}
