// What is shared: files and folders, or a collection. Each is asked of its own procedures, which answer alike.
import { idsOf, thingsInWords, type Asset } from '../library/asset.ts'
import { trpc } from '../trpc.ts'
import type { GrantTerms } from './use-grant-acts.ts'

export interface Subject {
  kind: 'assets' | 'collection'
  /** At least one; of a collection its own. */
  ids: readonly string[]
  /** "Spring", "3 folders" */
  words: string
}
export const subjectOf = (assets: readonly Pick<Asset, 'id' | 'name' | 'kind'>[]): Subject => ({
  kind: 'assets',
  ids: idsOf(assets),
  words: thingsInWords(assets),
})
export const collectionSubject = ({ id, name }: { id: string; name: string }): Subject => ({
  kind: 'collection',
  ids: [id],
  words: name,
})
/** The one that is asked about: of several, any stands for all. */
const firstOf = ({ ids }: Subject): string => ids[0] ?? ''

/** Who has access to it: for a single thing. */
export function useAccess(subject: Subject) {
  const ofCollection = subject.kind === 'collection'
  const isOne = subject.ids.length === 1
  const id = firstOf(subject)
  const asset = trpc.grants.list.useQuery({ assetId: id }, { enabled: isOne && !ofCollection, retry: false })
  const collection = trpc.collectionGrants.list.useQuery({ collectionId: id }, { enabled: ofCollection, retry: false })
  return ofCollection ? collection : asset
}

/** Whom it could be given to, found by letters of their names. */
export function useSuggested(subject: Subject, text: string) {
  const ofCollection = subject.kind === 'collection'
  const id = firstOf(subject)
  const before = <T>(suggested: T | undefined) => suggested
  const asset = trpc.grants.suggest.useQuery(
    { assetId: id, text },
    { enabled: text !== '' && !ofCollection, placeholderData: before },
  )
  const collection = trpc.collectionGrants.suggest.useQuery(
    { collectionId: id, text },
    { enabled: text !== '' && ofCollection, placeholderData: before },
  )
  return ofCollection ? collection : asset
}
/** The same, asked once. */
export function useSuggest(subject: Subject) {
  const utils = trpc.useUtils()
  const id = firstOf(subject)
  return (text: string) =>
    subject.kind === 'collection'
      ? utils.collectionGrants.suggest.fetch({ collectionId: id, text })
      : utils.grants.suggest.fetch({ assetId: id, text })
}

/** Whose it is, whether the reader may hand it over, and what its owner keeps of it then: for a single thing. */
export function useWhose(subject: Subject) {
  const ofCollection = subject.kind === 'collection'
  const id = firstOf(subject)
  const anew = { staleTime: 0, retry: false }
  const asset = trpc.ownership.see.useQuery({ assetId: id }, { ...anew, enabled: !ofCollection })
  const collection = trpc.ownership.seeCollection.useQuery({ collectionId: id }, { ...anew, enabled: ofCollection })
  return ofCollection ? collection : asset
}
/** Making somebody its owner; rejects when refused. */
export function useHandOver(subject: Subject) {
  const asset = trpc.ownership.handOver.useMutation()
  const collection = trpc.ownership.handOverCollection.useMutation()
  const { error, isPending } = subject.kind === 'collection' ? collection : asset
  return {
    error,
    isPending,
    to: (toId: string) =>
      subject.kind === 'collection'
        ? collection.mutateAsync({ collectionId: firstOf(subject), toId })
        : asset.mutateAsync({ assetIds: [...subject.ids], toId }),
  }
}

/** What taking something away would change, asked once. */
export function usePreviewRevoke(subject: Subject) {
  const utils = trpc.useUtils()
  const id = firstOf(subject)
  return (grantId: string) =>
    subject.kind === 'collection'
      ? utils.collectionGrants.previewRevoke.fetch({ collectionId: id, grantIds: [grantId] }, { staleTime: 0 })
      : utils.grants.previewRevoke.fetch({ assetId: id, grantIds: [grantId] }, { staleTime: 0 })
}

interface Giving extends GrantTerms {
  memberIds?: string[]
  groupIds?: string[]
  note?: string
  tell: boolean
}
/** Giving, changing and taking away; each rejects when refused. */
export function useGiving(subject: Subject) {
  const give = { assets: trpc.grants.give.useMutation(), collection: trpc.collectionGrants.give.useMutation() }
  const change = { assets: trpc.grants.change.useMutation(), collection: trpc.collectionGrants.change.useMutation() }
  const revoke = { assets: trpc.grants.revoke.useMutation(), collection: trpc.collectionGrants.revoke.useMutation() }
  const ofCollection = subject.kind === 'collection'
  const id = firstOf(subject)
  return {
    error: give[subject.kind].error,
    isGiving: give[subject.kind].isPending,
    give: (terms: Giving) =>
      ofCollection
        ? give.collection.mutateAsync({ collectionId: id, ...terms })
        : give.assets.mutateAsync({ assetIds: [...subject.ids], ...terms }),
    change: (grantId: string, terms: GrantTerms) =>
      ofCollection
        ? change.collection.mutateAsync({ collectionId: id, grantId, ...terms })
        : change.assets.mutateAsync({ assetId: id, grantId, ...terms }),
    revoke: (grantId: string, asPreviewed?: number) => {
      const which = { grantIds: [grantId], ...(asPreviewed !== undefined && { asPreviewed }) }
      return ofCollection
        ? revoke.collection.mutateAsync({ collectionId: id, ...which })
        : revoke.assets.mutateAsync({ assetId: id, ...which })
    },
  }
}
