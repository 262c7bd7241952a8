// The versions of a file: which there are, the bytes of each, making an earlier one the current one again, deleting one.
// Rules §3: seeing at view, restoring at contribute, deleting at manage.
import { z } from 'zod'
import { nothing } from '@usher/domain'
import { deleteVersion, previewOf, restoreVersion, versionOf, versionsOf } from '../access/versions.ts'
import { namesOf } from '../access/names.ts'
import { versionField } from '../fields.ts'
import { on, router } from '../trpc.ts'
import { told } from '../uploads/put-there.ts'
import { usedBy } from '../usage/used-by.ts'
import { sendBytes } from './send-bytes.ts'

export const versions = router({
  /** Newest first, the current one marked, with what was found in the bytes. */
  list: on({ assetId: 'file.seeVersions' })
    .forKeys('files', 'read')
    .read(async ({ ctx, the: { asset } }) => {
      const rows = await versionsOf(ctx, asset)
      const nameOf = await namesOf(
        ctx,
        rows.map((v) => v.madeBy),
      )
      return rows.map((v) => ({
        id: v.id,
        number: v.number,
        isCurrent: v.id === asset.version_id,
        size: v.size,
        mediaType: v.mediaType,
        sha256: v.sha256.toString('hex'),
        madeAt: v.madeAt,
        madeBy: v.madeBy && (nameOf.get(v.madeBy) ?? null),
        preview: previewOf(v),
        width: v.width,
        height: v.height,
        pages: v.pages,
        camera: v.camera,
        takenAt: v.takenAt,
      }))
    }),

  /** Makes an earlier version the current one. */
  restore: on({ assetId: 'file.restoreVersion' })
    .forKeys('files', 'write')
    .input({ versionId: versionField })
    .change('version.restored', async ({ ctx, input, the: { asset }, done }) => {
      const [was, is] = [await versionOf(ctx, asset, null), await versionOf(ctx, asset, input.versionId)]
      if (was.id === is.id) return done(null, nothing('it is the current one already'))
      await restoreVersion(ctx, asset.id, is.id)
      const { id: on, name } = asset
      return done(null, { on, before: { name, ...told(was.number, was) }, after: { name, ...told(is.number, is) } })
    }),

  /** Deletes a version that is not the current one, for good. */
  delete: on({ assetId: 'file.deleteVersion' })
    .forKeys('files', 'write')
    .input({ versionId: versionField })
    .change('version.deleted', async ({ ctx, input, the: { asset }, done }) => {
      const { id, number } = await versionOf(ctx, asset, input.versionId)
      await deleteVersion(ctx, asset.id, id)
      return done(null, { on: asset.id, before: { name: asset.name, deletedVersion: number }, after: null })
    }),
})

/** The bytes as they were uploaded, of the current version or of the one that is named. */
export const original = on({ assetId: 'file.download' })
  .forKeys('files', 'read')
  .input({ versionId: versionField.optional(), how: z.enum(['save', 'show']).default('save') })
  .route('/api/:account/files/:assetId/original', async ({ ctx, input, the: { asset }, req, res }) => {
    const version = await versionOf(ctx, asset, input.versionId ?? null)
    const sent = await sendBytes({ req, res, storage: ctx.house.storage }, version, asset.name, input.how)
    // A film is fetched in many parts: once, as a download.
    if (sent)
      ctx.house.counts(ctx.now, {
        ...usedBy(ctx),
        what: 'download',
        assetId: asset.id,
        bytes: sent.bytes,
        n: sent.first === 0 ? 1 : 0,
      })
  })
