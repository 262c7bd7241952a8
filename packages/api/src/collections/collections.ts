// Collections: files and folders grouped under a name, which pass view on to those who have a level on them. Rules §3,
// §4.5 and §8 ("Collections").
import { z } from 'zod'
import {
  collectionsAtMost,
  nothing,
  passesOn,
  Problem,
  readCollectionName,
  type AssetId,
  type CollectionId,
  type ItemShape,
} from '@usher/domain'
import {
  countItems,
  countVisibleIn,
  inManyCollections,
  itemsIn,
  putInCollection,
  setGuard,
  takeOutOfCollection,
  visibleCollections,
  visibleInCollection,
  type VisibleCollection,
} from '../access/collections.ts'
import { grantsOn } from '../access/grants.ts'
import { namesOf } from '../access/names.ts'
import { anyPart } from '../access/narrow.ts'
import { addOurs, changeOurs, ourAccount, removeOurs } from '../access/ours.ts'
import type { InLibrary, VisibleAsset } from '../access/reach.ts'
import { readBy } from '../fields.ts'
import { folderPage, pageFields } from '../library/folder-page.ts'
import { concernedByEndOf } from '../grants/giving.ts'
import { mustBeProvenLately } from '../session/proven-lately.ts'
import { can, on, router } from '../trpc.ts'
import { weighing } from '../weigh.ts'

const collectionName = readBy(readCollectionName)
const perPage = 100
/** What a page ended with: the key of a name, and an id. */
const markField = z.strictObject({
  key: z
    .string()
    .max(1000)
    .regex(/^[^\0]*$/),
  id: z.uuid(),
})

/** Something in a collection, as the log keeps it. */
const shapeOf = (collection: VisibleCollection, asset: VisibleAsset, passes: boolean): ItemShape => ({
  name: collection.name,
  assetId: asset.id,
  asset: asset.name,
  passesOn: passes,
})

/** Each with its owner's name, and how many things are in it as far as the asker sees them. */
async function listed(ctx: InLibrary, collections: readonly VisibleCollection[]) {
  const [nameOf, counts] = await Promise.all([
    namesOf(
      ctx,
      collections.map((c) => c.owner_id),
    ),
    countVisibleIn(
      ctx,
      collections.map((c) => c.id),
    ),
  ])
  const countOf = new Map(counts.map((c) => [c.collection_id, c.n]))
  return collections.map(({ id, name, level, owner_id, created_at }) => ({
    id,
    name,
    level,
    owner: owner_id && (nameOf.get(owner_id) ?? null),
    isMine: owner_id !== null && owner_id === ctx.actor.memberId,
    createdAt: created_at,
    things: countOf.get(id) ?? 0,
  }))
}

/** Those that are in the collection; throws `not_found` for what is not. */
async function mustBeIn(ctx: InLibrary, id: CollectionId, assets: readonly VisibleAsset[]) {
  const items = await itemsIn(
    ctx,
    id,
    assets.map((a) => a.id),
  )
  if (items.length < assets.length) throw new Problem('not_found')
  return new Map<AssetId, boolean>(items.map((i) => [i.asset_id, i.passes_on]))
}

/** Deletes a collection, and with it what came through it; what is in it stays. Possible on every plan. */
const remove = on({ collectionId: 'collection.delete' })
  .forKeys('collections', 'write')
  .change('collection.deleted', async ({ ctx, the: { collection }, done }) => {
    const { id, name } = collection
    // The log has all of them; whoever asks beforehand hears of what they see.
    const items = ctx.weighs ? ((await countVisibleIn(ctx, [id]))[0]?.n ?? 0) : await countItems(ctx, id)
    const grants = (await grantsOn(ctx, [id]).execute()).length
    await weighing(
      ctx,
      () => concernedByEndOf(ctx, collection),
      () => removeOurs(ctx, 'collection', [id]),
    )
    return done(null, { on: id, before: { name, items, grants }, after: null })
  })

export const collections = router({
  /** The collections that one sees, by name; by page. `next`: what asks for the page after, null where there is none. */
  list: can('collections.open')
    .forKeys('collections', 'read')
    .input({
      after: markField.optional(),
      /** Any part of the name. */
      name: z.string().trim().max(200).default(''),
    })
    .read(async ({ ctx, input: { after, name } }) => {
      const rows = await visibleCollections(ctx)
        .selectAll('collection')
        .$if(name !== '', (q) => q.where('collection.name_key', 'like', anyPart(name)))
        .$if(after !== undefined, (q) =>
          q.where((eb) =>
            eb(
              eb.refTuple('collection.name_key', 'collection.id'),
              '>',
              eb.tuple(after?.key ?? '', (after?.id ?? '') as CollectionId),
            ),
          ),
        )
        .orderBy('collection.name_key')
        .orderBy('collection.id')
        .limit(perPage + 1)
        .execute()
      const shown = rows.slice(0, perPage)
      const last = rows.length > perPage ? shown.at(-1) : undefined
      return { collections: await listed(ctx, shown), next: last ? { key: last.name_key, id: last.id } : null }
    }),

  /** A collection with a page of what is in it, as far as one sees it; each says whether it is passed on. */
  see: on({ collectionId: 'collection.open' })
    .forKeys('collections', 'read')
    .input(pageFields)
    .read(async ({ ctx, input, the: { collection } }) => {
      const [[shown], { assets, next }] = await Promise.all([
        listed(ctx, [collection]),
        folderPage(ctx, visibleInCollection(ctx, collection.id), input),
      ])
      const items = await itemsIn(
        ctx,
        collection.id,
        assets.map((a) => a.id),
      )
      const passing = new Map(items.map((i) => [i.asset_id, i.passes_on]))
      if (!shown) throw new Problem('not_found') // one was asked for
      return {
        ...shown,
        assets: assets.map((asset) => ({ ...asset, passesOn: passing.get(asset.id) === true })),
        next,
      }
    }),

  /** Whoever creates it owns it. Two may have one name: else a name would tell of hidden ones. */
  create: can('collections.create')
    .forKeys('collections', 'write')
    .input({ name: collectionName })
    .change('collection.created', async ({ ctx, input: { name }, done }) => {
      const ownerId = ctx.actor.memberId
      const { id } = await addOurs(ctx, 'collection', { name, owner_id: ownerId, created_at: ctx.now })
      return done({ id }, { on: id, before: null, after: { name, ownerId } })
    }),

  rename: on({ collectionId: 'collection.rename' })
    .forKeys('collections', 'write')
    .input({ name: collectionName })
    .change('collection.renamed', async ({ ctx, input: { name }, the: { collection }, done }) => {
      if (name === collection.name) return done(null, nothing('the same name as before'))
      await changeOurs(ctx, 'collection', [collection.id], { name })
      return done(null, { on: collection.id, before: { name: collection.name }, after: { name } })
    }),

  delete: remove,
  /** How many things and shares go, and who loses what: shown before it is confirmed. */
  previewDelete: remove.preview,

  /**
   * Adds things; those pass on that the asker could share, or all where the account's guard is off. What is in it already
   * and did not pass on does so from now on, if it would now. Throws `in_too_many_collections`.
   */
  add: on({ collectionId: 'collection.addTo', assetIds: 'asset.addToCollection' })
    .forKeys('collections', 'write')
    .change(
      ['collection.item_added', 'collection.item_confirmed'],
      async ({ ctx, the: { collection, assets }, done }) => {
        const { guards_collections } = await ourAccount(ctx)
        const ids = assets.map((a) => a.id)
        const before = new Map((await itemsIn(ctx, collection.id, ids)).map((i) => [i.asset_id, i.passes_on]))
        const changed = assets
          .map((asset) => ({ asset, passes: passesOn(asset.level, guards_collections) }))
          .filter(({ asset: { id }, passes }) => !before.has(id) || (passes && !before.get(id)))
        if (!changed.length) return done({ added: 0, notPassedOn: 0 }, nothing('all of it is in the collection'))
        const added = changed.filter(({ asset: { id } }) => !before.has(id))
        const full = added.length
          ? await inManyCollections(
              ctx,
              added.map(({ asset }) => asset.id),
              collectionsAtMost,
            )
          : new Set<AssetId>()
        if (full.size)
          throw new Problem('in_too_many_collections', {
            limit: collectionsAtMost,
            names: assets.filter((a) => full.has(a.id)).map((a) => a.name),
          })
        await putInCollection(
          ctx,
          collection.id,
          changed.map(({ asset, passes }) => ({ assetId: asset.id, passesOn: passes })),
          ctx.actor.memberId,
        )
        return done(
          { added: added.length, notPassedOn: added.filter(({ passes }) => !passes).length },
          changed.map(({ asset, passes }) => {
            const was = before.get(asset.id)
            return {
              what: was === undefined ? ('collection.item_added' as const) : ('collection.item_confirmed' as const),
              on: collection.id,
              before: was === undefined ? null : shapeOf(collection, asset, was),
              after: shapeOf(collection, asset, passes),
            }
          }),
        )
      },
    ),

  /** Lets the collection pass on what it did not: for whoever could share that. Throws `not_found` for what is not in it. */
  confirm: on({ collectionId: 'collection.open', assetIds: 'asset.passOn' })
    .forKeys('collections', 'write')
    .change('collection.item_confirmed', async ({ ctx, the: { collection, assets }, done }) => {
      const items = await mustBeIn(ctx, collection.id, assets)
      const changed = assets.filter((a) => !items.get(a.id))
      if (!changed.length) return done({ confirmed: 0 }, nothing('all of it is passed on already'))
      await putInCollection(
        ctx,
        collection.id,
        changed.map((a) => ({ assetId: a.id, passesOn: true })),
        ctx.actor.memberId,
      )
      return done(
        { confirmed: changed.length },
        changed.map((asset) => ({
          on: collection.id,
          before: shapeOf(collection, asset, false),
          after: shapeOf(collection, asset, true),
        })),
      )
    }),

  /** Takes things out of it; they stay where they lie. Possible on every plan. Throws `not_found` for what is not in it. */
  remove: on({ collectionId: 'collection.removeFrom', assetIds: 'asset.see' })
    .forKeys('collections', 'write')
    .change('collection.item_removed', async ({ ctx, the: { collection, assets }, done }) => {
      const items = await mustBeIn(ctx, collection.id, assets)
      await takeOutOfCollection(
        ctx,
        collection.id,
        assets.map((a) => a.id),
      )
      return done(
        { removed: assets.length },
        assets.map((asset) => ({
          on: collection.id,
          before: shapeOf(collection, asset, items.get(asset.id) === true),
          after: null,
        })),
      )
    }),

  /** Does the account guard what collections pass on (rules §4.5)? */
  guard: can('account.own').read(async ({ ctx }) => ({ isOn: (await ourAccount(ctx)).guards_collections })),
  /** Turns the guard on or off: for what is added from now on. Throws `password_again`. */
  setGuard: can('account.own')
    .input({ isOn: z.boolean() })
    .change('account.guard_changed', async ({ ctx, input: { isOn }, done }) => {
      mustBeProvenLately(ctx)
      const { guards_collections: was } = await ourAccount(ctx)
      if (was === isOn) return done(null, nothing(isOn ? 'on already' : 'off already'))
      await setGuard(ctx, isOn)
      return done(null, {
        on: ctx.accountId,
        before: { guardsCollections: was },
        after: { guardsCollections: isOn },
      })
    }),
})
