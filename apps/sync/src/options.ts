// What is written after `usher-sync`, and what it means.
import { parseArgs } from 'node:util'
import { whyNotName } from '@usher/client/files'
import { BadPattern, excludes } from './exclude.ts'

export const help = `usher-sync [options] FOLDER /PATH

Makes the folder /PATH in Usher's library what FOLDER on this machine is: new files go up, changed
ones become new versions, folders are made. FOLDER is never written to.

  --delete       what is not in FOLDER goes into the library's trash, for 30 days
  --even-empty   with --delete: also when there is nothing in FOLDER at all
  --exclude P    leaves out what the pattern P matches, as often as it is written: it is not sent, and
                 with --delete not deleted. As in .gitignore: *.tmp and cache/ at any depth, /raw and
                 raw/*.dng from the top, ** over folders; upper and lower case are the same
  --dry-run      says what would be done, and does nothing
  --url URL      where Usher is; without it USHER_URL, or http://localhost:3000
  --help         this

The API key comes in USHER_KEY, never as an argument: arguments are shown to everybody on the machine.
It needs “Read and write” on files and folders; with --dry-run, “Read” is enough.

  USHER_KEY=usher_… usher-sync --url https://media.example.org ./photos "/Spring shoot"

Files of the same size are compared by their bytes (SHA-256); dates do not count. What was broken off
goes on with the next run, within a day, also in the middle of a large file. Links are left out.

Signs: + new, ~ a new version, > renamed, - into the trash, ! not mirrored, with the reason.
Exit codes: 0 in step · 1 something could not be mirrored · 2 wrong usage · 3 the key does not get in,
or may not do it · 130 interrupted (143 by SIGTERM)
`

/** Something is written wrongly: a sentence for whoever wrote it. */
export class WrongUsage extends Error {}

export interface Options {
  root: string
  /** The names down from the library's root. */
  names: string[]
  url: string
  key: string
  deletes: boolean
  evenEmpty: boolean
  /** Patterns that can be read. */
  exclude: string[]
  dryRun: boolean
}

/** Null: asked for help. Throws `WrongUsage`. */
export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Options | null {
  const { values, positionals } = parsed(args)
  if (values.help) return null
  const [root, path, ...more] = positionals
  if (root === undefined || path === undefined || more.length)
    throw new WrongUsage(
      'Write a folder of this machine and a folder of the library: usher-sync ./photos "/Spring shoot"',
    )
  const key = env['USHER_KEY']
  if (!key) throw new WrongUsage('Put an API key into the environment: USHER_KEY=usher_… usher-sync …')
  if (values['even-empty'] && !values.delete) throw new WrongUsage('--even-empty goes with --delete.')
  return {
    root,
    names: namesIn(path),
    url: readUrl(values.url ?? (env['USHER_URL'] || 'http://localhost:3000')),
    key,
    deletes: values.delete,
    evenEmpty: values['even-empty'],
    exclude: readable(values.exclude),
    dryRun: values['dry-run'],
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        delete: { type: 'boolean', default: false },
        'even-empty': { type: 'boolean', default: false },
        exclude: { type: 'string', multiple: true, default: [] },
        'dry-run': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        url: { type: 'string' },
      },
    })
  } catch (error) {
    // What follows in Node's own words is about files that are called so.
    throw new WrongUsage(
      error instanceof Error ? error.message.replace(/(?<=['"]\.) To specify .*$/s, '') : String(error),
    )
  }
}

function readable(patterns: string[]): string[] {
  try {
    excludes(patterns)
    return patterns
  } catch (error) {
    throw error instanceof BadPattern ? new WrongUsage(error.message) : error
  }
}

function namesIn(path: string): string[] {
  if (!path.startsWith('/')) throw new WrongUsage(`The library's folder begins with a slash: /${path}`)
  const names = path.split('/').filter(Boolean)
  for (const name of names) {
    const wrong = whyNotName(name)
    if (wrong) throw new WrongUsage(`${path} cannot be a folder of the library. ${wrong}`)
  }
  return names.map((name) => name.normalize('NFC'))
}

function readUrl(text: string): string {
  if (!/^https?:/i.test(text) || !URL.canParse(text))
    throw new WrongUsage(`${text} is no address. Write https://media.example.org`)
  return text.replace(/\/+$/, '')
}
