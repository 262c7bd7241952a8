// operator world load FILE: accounts with their people, library and sharing out of a file, all or nothing.
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Command } from 'commander'
import { loadWorld, openBytes, operatorAuthor, OperatorRefused, readWorld, WorldError } from '@usher/api/server'
import { withHouse } from './open-house.ts'

export function world(program: Command): void {
  program
    .command('world')
    .description('accounts with their people, library, groups and grants, written down as JSON')
    .command('load')
    .argument('<file>', 'the world')
    .description('load a world; prints the ids that were made, as JSON')
    .action(async (file: string) => {
      const read = readFrom(file)
      const loaded = await withHouse(
        async ({ db, auditKey, config }) => {
          const { storage } = await openBytes(config, (line) => console.error(line))
          return loadWorld(db, read, { author: operatorAuthor, auditKey, storage, sources: dirname(file) })
        },
        { makes: true },
      ).catch((error: unknown) => {
        throw notLoaded(file, error)
      })
      console.log(JSON.stringify(loaded, null, 2))
    })
}

function readFrom(file: string) {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new OperatorRefused(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
  try {
    return readWorld(text)
  } catch (error) {
    throw notLoaded(file, error)
  }
}

/** A world with a fault, in words; every other error as it is. */
const notLoaded = (file: string, error: unknown): unknown =>
  error instanceof WorldError
    ? new OperatorRefused(
        `${file} is not a world that this version can load; nothing was loaded.\n${error.message.replaceAll(/^/gm, '  ')}`,
        { cause: error },
      )
    : error
