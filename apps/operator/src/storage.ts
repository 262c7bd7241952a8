// operator storage reconcile: are all bytes there that the rows tell of, and no others?
import type { Command } from 'commander'
import { openBytes, reconcile, removeUnknown } from '@usher/api/server'
import { bytesInWords } from '@usher/domain'
import { withHouse } from './open-house.ts'
import { amount } from './words.ts'

export function storage(program: Command): void {
  program
    .command('storage')
    .description('the bytes of files')
    .command('reconcile')
    .description('hold bytes and rows against each other; prints each difference and exits with 1 if there is any')
    .option('--remove', 'remove bytes that no file has; missing bytes only a backup brings back')
    .action(async ({ remove = false }: { remove?: boolean }) => {
      const { blobs, bytes, broken, unknown, strayParts } = await withHouse(async ({ db, config }) => {
        const { storage: stored, parts } = openBytes(config, (line) => console.error(line))
        const found = await reconcile(db, stored, parts)
        if (remove) await removeUnknown(found, stored, parts)
        return found
      })
      for (const { blobId, says } of broken) console.log(`${blobId}: ${says}`)
      const gone = remove ? ', removed' : ''
      for (const id of unknown) console.log(`${id}: in storage, and no file has it${gone}`)
      for (const id of strayParts) console.log(`${id}: part of an upload that is not there any more${gone}`)
      const read = `${amount(blobs, 'stored file')}, ${bytesInWords(bytes)}`
      const left = broken.length + (remove ? 0 : unknown.length + strayParts.length)
      if (!left) return console.log(`${read}: all there${remove ? '' : ', and nothing else'}.`)
      console.error(`${read}: ${amount(left, 'difference')}.`)
      process.exitCode = 1
    })
}
