// operator routes: everything that can be asked of the server, from the running register.
import type { Command } from 'commander'
import { loadRouter, needsOf, register, type Registered } from '@usher/api/server'
import { table } from './words.ts'

/** "files: read, collections: read" */
const keyInWords = ({ keys }: Registered): string =>
  keys
    ? needsOf(keys)
        .map(({ area, right }) => `${area}: ${right}`)
        .join(', ')
    : ''

export function routes(program: Command): void {
  program
    .command('routes')
    .description('every procedure and plain route, with its door, what it needs and what it records')
    .option('--json', 'as JSON, with the schema of each input')
    .action(async ({ json }: { json?: boolean }) => {
      const { appRouter, routes: plainRoutes } = await loadRouter()
      const all = register(appRouter, plainRoutes)
      if (json) return console.log(JSON.stringify(all, null, 2))
      const rows = all.map((r) => [
        r.type ?? r.method ?? '',
        r.name,
        r.door,
        r.needs ?? '',
        keyInWords(r),
        r.records.join(', ') || (r.previews ? '(shows, does nothing)' : ''),
      ])
      console.log(table(['TYPE', 'NAME', 'DOOR', 'NEEDS', 'API KEY', 'RECORDS'], rows))
    })
}
