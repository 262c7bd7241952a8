// operator storage reconcile: are all bytes there that the rows tell of, and no others?
import type { Command } from 'commander'
import { isOld, openBytes, OperatorRefused, reconcile, removeUnknown } from '@usher/api/server'
import { bytesInWords } from '@usher/domain'
import { withHouse } from './open-house.ts'
import { amount } from './words.ts'

export function storage(program: Command): void {
  program
    .command('storage')
    .description('the bytes of files')
    .command('reconcile')
    .description(
      'hold bytes and rows against each other; prints each difference and exits with 1 if there is any. Missing bytes only a backup brings back',
    )
    .option('--remove', 'remove bytes that no file has and that came more than a day ago')
    .action(async ({ remove = false }: { remove?: boolean }) => {
      const now = new Date()
      const { blobs, bytes, broken, unknown, strayParts } = await withHouse(async ({ db, config }) => {
        const { storage: stored, parts } = await openBytes(config, (line) => console.error(line))
        await stored.check().catch(refused)
        const found = await reconcile(db, stored, parts)
        if (remove) await removeUnknown(found, { storage: stored, parts, now })
        return found
      })
      for (const { blobId, says } of broken) console.log(`${blobId}: ${says}`)
      const old = unknown.filter((one) => isOld(one, now))
      const young = unknown.filter((one) => !isOld(one, now))
      const gone = remove ? ', removed' : ''
      for (const { blobId } of old) console.log(`${blobId}: in storage, and no file has it${gone}`)
      for (const { blobId } of young)
        console.log(`${blobId}: in storage, and no file has it; left for a day, as it may be about to become one`)
      for (const id of strayParts) console.log(`${id}: part of an upload that is not there any more${gone}`)
      const read = `${amount(blobs, 'stored file')}, ${bytesInWords(bytes)}`
      const left = broken.length + young.length + (remove ? 0 : old.length + strayParts.length)
      if (!left) return console.log(`${read}: all there${remove ? '' : ', and nothing else'}.`)
      console.error(`${read}: ${amount(left, 'difference')}.`)
      process.exitCode = 1
    })
}

/** That the storage cannot be used is a sentence already. */
function refused(error: unknown): never {
  throw error instanceof Error ? new OperatorRefused(error.message, { cause: error }) : error
}
