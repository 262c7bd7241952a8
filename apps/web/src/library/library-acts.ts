// What is done to files and folders: each says so in a toast, with Undo where there is a way back, and looks at the library anew.
import { useNavigate } from '@tanstack/react-router'
import type { Weighed } from '@usher/domain'
import { useMe } from '../may.ts'
import { toast, toastRefusal } from '../ui/toast.tsx'
import { trpc } from '../trpc.ts'
import { zipAt } from './addresses.ts'
import { fetchZip } from './fetch-zip.ts'
import { idsOf, namesInWords, type Asset, type Place } from './asset.ts'

/** Looks anew at everything that a change in the library may have changed. */
export function useLookAgain(): () => Promise<void> {
  const utils = trpc.useUtils()
  return async () => {
    await Promise.all([
      utils.library.invalidate(),
      utils.versions.invalidate(),
      utils.grants.invalidate(),
      utils.accessRequests.invalidate(),
      utils.collections.invalidate(),
      utils.collectionGrants.invalidate(),
      utils.log.invalidate(),
    ])
  }
}

/** A move onto names that are there: so many files become versions, so many folders are put into others. */
export interface Merge {
  files: number
  folders: number
  rightsVersion: number
  weighed: Weighed | null
}

export interface LibraryActs {
  /** Rejects when refused; gives the new folder's id. */
  create: (folderId: string | null, name: string) => Promise<string>
  /** Rejects when refused. */
  rename: (asset: Asset, name: string) => Promise<void>
  /** Rejects when refused. `from`: the folder that all of them lie in; `asPreviewed`: as the preview showed it. */
  move: (assets: readonly Asset[], from: Place, to: Place, asPreviewed?: number) => Promise<void>
  /** What would become of names that are there. Rejects when it would be refused. */
  previewMerge: (assets: readonly Asset[], to: Place) => Promise<Merge>
  /** Moves onto names that are there, as previewed. Rejects when refused. */
  merge: (assets: readonly Asset[], to: Place, previewed: Merge) => Promise<void>
  /** Rejects when refused. Many things are copied on the server by and by: `Copies` tells how far that is. */
  copy: (assets: readonly Asset[], to: Place, versions: 'current' | 'all') => Promise<void>
  /** Asks for a zip of these and fetches it; a refusal is told. */
  zip: (assets: readonly Asset[]) => Promise<void>
  /** Done when the list is read anew; a refusal is told, and gives false. */
  remove: (assets: readonly Asset[], from: Place) => Promise<boolean>
}

export function useLibraryActs(): LibraryActs {
  const { here } = useMe()
  const navigate = useNavigate()
  const lookAgain = useLookAgain()
  const utils = trpc.useUtils()
  const creating = trpc.library.createFolder.useMutation()
  const renaming = trpc.library.rename.useMutation()
  const moving = trpc.library.move.useMutation()
  const copying = trpc.library.copy.useMutation()
  const deleting = trpc.library.delete.useMutation()
  const restoring = trpc.library.restore.useMutation()
  const preparing = trpc.zips.prepare.useMutation()

  const undo = (act: () => Promise<unknown>, toTrash = false) => ({
    label: 'Undo',
    go: () =>
      void act()
        .catch((error: unknown) =>
          toastRefusal(
            error,
            toTrash
              ? {
                  label: 'Open trash',
                  go: () => void navigate({ to: '/a/$account/library/trash', params: { account: here.slug } }),
                }
              : undefined,
          ),
        )
        .finally(() => void lookAgain()),
  })
  return {
    create: async (folderId, name) => {
      const { id } = await creating.mutateAsync({ folderId, name })
      toast(`Created ${name}.`)
      await lookAgain()
      return id
    },
    rename: async (asset, name) => {
      await renaming.mutateAsync({ assetId: asset.id, name })
      if (name !== asset.name)
        toast(
          `Renamed ${asset.name} to ${name}.`,
          undo(() => renaming.mutateAsync({ assetId: asset.id, name: asset.name })),
        )
      await lookAgain()
    },
    move: async (assets, from, to, asPreviewed) => {
      const assetIds = idsOf(assets)
      await moving.mutateAsync({
        assetIds,
        destinationId: to.id,
        ...(asPreviewed !== undefined && { asPreviewed }),
      })
      toast(
        `Moved to ${to.name}: ${namesInWords(assets)}.`,
        undo(() => moving.mutateAsync({ assetIds, destinationId: from.id })),
      )
      await lookAgain()
    },
    previewMerge: async (assets, to) => {
      const wanted = { assetIds: idsOf(assets), destinationId: to.id, ifTaken: 'merge' as const }
      const { entries, rightsVersion, weighed } = await utils.library.previewMove.fetch(wanted, { staleTime: 0 })
      const merged = entries.filter(({ what }) => what === 'asset.merged')
      const files = merged.filter(({ after }) => after !== null && 'version' in after).length
      return { files, folders: merged.length - files, rightsVersion, weighed }
    },
    merge: async (assets, to, { rightsVersion }) => {
      await moving.mutateAsync({
        assetIds: idsOf(assets),
        destinationId: to.id,
        ifTaken: 'merge',
        asPreviewed: rightsVersion,
      })
      toast(`Merged into ${to.name}: ${namesInWords(assets)}.`)
      await lookAgain()
    },
    copy: async (assets, to, versions) => {
      const begun = await copying.mutateAsync({ assetIds: idsOf(assets), destinationId: to.id, versions })
      if ('copyId' in begun) return utils.copies.invalidate()
      toast(`Copied to ${to.name}: ${namesInWords(assets)}.`, {
        label: 'Show',
        go: () =>
          void navigate({
            to: '/a/$account/library',
            params: { account: here.slug },
            search: to.id === null ? {} : { folder: to.id },
          }),
      })
      await lookAgain()
    },
    zip: async (assets) => {
      try {
        const { id, name, things, bytes } = await preparing.mutateAsync({ assetIds: idsOf(assets) })
        fetchZip(zipAt(here.slug, id), { name, things, bytes })
      } catch (error) {
        toastRefusal(error)
      }
    },
    remove: async (assets, from) => {
      try {
        await deleting.mutateAsync({ assetIds: idsOf(assets) })
        toast(
          `Moved to trash: ${namesInWords(assets)}.`,
          undo(async () => {
            const refused: unknown[] = []
            for (const { id } of assets)
              await restoring
                .mutateAsync({ trashedId: id, destinationId: from.id })
                .catch((error: unknown) => refused.push(error))
            if (refused.length) throw refused[0]
          }, true),
        )
        return true
      } catch (error) {
        toastRefusal(error)
        return false
      } finally {
        await lookAgain()
      }
    },
  }
}
