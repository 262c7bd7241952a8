// What is done to collections and what is in them: each says so in a toast, with Undo where there is a way back.
import { useMe } from '../may.ts'
import { trpc } from '../trpc.ts'
import { counted } from '../ui/in-words.ts'
import { toast, toastRefusal } from '../ui/toast.tsx'
import { zipAt } from '../library/addresses.ts'
import { fetchZip } from '../library/fetch-zip.ts'
import { idsOf, thingsInWords, type Asset } from '../library/asset.ts'
import { useLookAgain } from '../library/library-acts.ts'

interface Named {
  id: string
  name: string
}
export interface CollectionActs {
  /** Rejects when refused; gives the new collection's id. */
  create: (name: string) => Promise<string>
  /** Rejects when refused. */
  rename: (collection: Named, name: string) => Promise<void>
  /** Rejects when refused. */
  add: (collection: Named, assets: readonly Asset[]) => Promise<void>
  /** A refusal is told. */
  takeOut: (collection: Named, assets: readonly Asset[]) => Promise<void>
  /** Lets it pass on what it did not. A refusal is told. */
  confirm: (collection: Named, assets: readonly Asset[]) => Promise<void>
  /** Asks for a zip of all that is in it and fetches it. A refusal is told. */
  zip: (collection: Named) => Promise<void>
}

export function useCollectionActs(): CollectionActs {
  const { here } = useMe()
  const lookAgain = useLookAgain()
  const creating = trpc.collections.create.useMutation()
  const renaming = trpc.collections.rename.useMutation()
  const adding = trpc.collections.add.useMutation()
  const removing = trpc.collections.remove.useMutation()
  const confirming = trpc.collections.confirm.useMutation()
  const preparing = trpc.zips.prepareCollection.useMutation()
  const attempt = async (act: () => Promise<unknown>) => {
    try {
      await act()
    } catch (error) {
      toastRefusal(error)
    } finally {
      await lookAgain()
    }
  }
  const put = ({ id }: Named, assets: readonly Asset[]) =>
    adding.mutateAsync({ collectionId: id, assetIds: idsOf(assets) })
  const take = ({ id }: Named, assets: readonly Asset[]) =>
    removing.mutateAsync({ collectionId: id, assetIds: idsOf(assets) })
  return {
    async create(name) {
      const { id } = await creating.mutateAsync({ name })
      await lookAgain()
      return id
    },
    async rename({ id, name: before }, name) {
      await renaming.mutateAsync({ collectionId: id, name })
      await lookAgain()
      toast(`${before} is called ${name.trim()} now.`)
    },
    async add(collection, assets) {
      const { added, notPassedOn } = await put(collection, assets)
      await lookAgain()
      const what = thingsInWords(assets)
      const notAll = notPassedOn
        ? ` Not passed on to others yet: ${notPassedOn === assets.length ? 'that' : `of ${counted(notPassedOn, 'thing', 'things')} that`} waits for somebody who can manage it.`
        : ''
      toast(
        added ? `Added ${what} to ${collection.name}.${notAll}` : `${what}: in ${collection.name} already.`,
        added === assets.length ? { label: 'Undo', go: () => void attempt(() => take(collection, assets)) } : undefined,
      )
    },
    takeOut: (collection, assets) =>
      attempt(async () => {
        await take(collection, assets)
        toast(`Removed ${thingsInWords(assets)} from ${collection.name}.`, {
          label: 'Undo',
          go: () => void attempt(() => put(collection, assets)),
        })
      }),
    confirm: (collection, assets) =>
      attempt(async () => {
        await confirming.mutateAsync({ collectionId: collection.id, assetIds: idsOf(assets) })
        toast(`${collection.name} passes ${thingsInWords(assets)} on from now on.`)
      }),
    zip: ({ id }) =>
      attempt(async () => {
        const zip = await preparing.mutateAsync({ collectionId: id })
        fetchZip(zipAt(here.slug, zip.id), zip)
      }),
  }
}
