// The small pictures of a file as HTTP answers, to be shown or saved: asked for through the same door as the file, each
// time anew.
import { z } from 'zod'
import { Problem } from '@usher/domain'
import { versionOf } from '../access/versions.ts'
import { versionField } from '../fields.ts'
import { on } from '../trpc.ts'
import { usedBy } from '../usage/used-by.ts'
import { asHostile, pour } from '../versions/send-bytes.ts'
import { renditionFile, renditionSizes, type RenditionSize } from './looked.ts'

/** "beach (large).webp" */
const savedAs = (name: string, size: RenditionSize) => `${name.replace(/(.)\.[^.\s]{1,10}$/s, '$1')} (${size}).webp`

/** Of the current version, or of the one that is named. What has none, or none yet, is not found. */
export const thumbnail = on({ assetId: 'asset.see' })
  .forKeys('files', 'read')
  .input({
    size: z.enum(renditionSizes).default('small'),
    versionId: versionField.optional(),
    how: z.enum(['save', 'show']).default('show'),
  })
  .route('/api/:account/files/:assetId/thumbnail', async ({ ctx, input, the: { asset }, req, res }) => {
    const version = await versionOf(ctx, asset, input.versionId ?? null)
    if (!version.hasPicture) throw new Problem('not_found')
    const etag = `${version.sha256.toString('hex')}-${input.size}`
    if (req.get('if-none-match')?.includes(etag)) {
      asHostile(res, etag)
      ctx.house.counts(ctx.now, { ...usedBy(ctx), what: 'thumbnail' })
      return void res.status(304).end()
    }
    const rendition = await ctx.house.storage.readRendition(version.blobId, renditionFile(input.size))
    if (!rendition) throw new Problem('not_found')
    asHostile(res, etag)
    if (input.how === 'save') res.attachment(savedAs(asset.name, input.size))
    res.set({ 'content-type': 'image/webp', 'content-length': String(rendition.size) })
    const bytes = await pour(req, res, rendition.bytes)
    if (req.method !== 'HEAD') ctx.house.counts(ctx.now, { ...usedBy(ctx), what: 'thumbnail', bytes })
  })
