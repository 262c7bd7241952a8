// `pnpm dev`: the API, started again whenever a file of it changes, and the development server, which shows a change of
// the web app without loading the page; one address to open, one terminal, and Ctrl+C ends both.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { globSync, watch } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from '../packages/api/src/config.ts'
import { startEmbedded } from '../packages/api/src/db/embedded/start-embedded.ts'

const root = join(import.meta.dirname, '..')
const say = (line: string): void => console.log(line)

/** In a process group of its own: Ctrl+C is for this process, which ends them one after the other. */
function start(args: string[], folder: string, env: NodeJS.ProcessEnv): ChildProcess {
  const options = { cwd: join(root, folder), env: { ...process.env, ...env }, detached: true }
  return spawn(process.execPath, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] })
}

/** Asks a child to end, and sees to it that it does. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const patience = new AbortController()
  const late = sleep(10_000, 'late', { signal: patience.signal }).catch(() => 'ended')
  if ((await Promise.race([ended, late])) === 'late') child.kill('SIGKILL')
  patience.abort()
}

/**
 * Tells of each file that the API is made of when it was written, added or removed. Folders are watched, not files: a
 * file that an editor puts in the old one's place would be lost sight of (as `node --watch` does on Linux).
 */
function watchApi(changed: (file: string) => void): () => void {
  const below = (folder: string): string[] => globSync(`${folder}/**/`, { cwd: root })
  const watchers = ['packages/api/src', 'packages/domain/src'].flatMap(below).map((folder) =>
    watch(join(root, folder), (_, file) => {
      if (file?.endsWith('.ts') && !file.endsWith('.test.ts')) changed(join(folder, file))
    }),
  )
  return () => watchers.forEach((watcher) => watcher.close())
}

/** The API, again and again; one that ends by itself waits for the change that mends it. */
function runApi(env: NodeJS.ProcessEnv): { end(): Promise<void> } {
  const asked = new WeakSet<ChildProcess>()
  const begin = (): ChildProcess => {
    const child = start(['packages/api/src/dev.ts'], '.', env)
    child.once(
      'exit',
      () => asked.has(child) || say('The API has ended. It is started again when a file of it changes.'),
    )
    return child
  }
  const over = (child: ChildProcess): Promise<void> => end((asked.add(child), child))
  let api = begin()
  let restarting: Promise<void> | null = null
  let ending = false
  async function restart(file: string): Promise<void> {
    say(`${file} has changed: the API is started again.`)
    await sleep(100) // several are often written at once
    await over(api)
    unwatch()
    unwatch = watchApi(onChange)
    if (!ending) api = begin()
  }
  const onChange = (file: string): void => {
    restarting ??= restart(file).finally(() => (restarting = null))
  }
  let unwatch = watchApi(onChange)
  return {
    async end() {
      ending = true
      await Promise.all([restarting, over(api)])
      unwatch()
    },
  }
}

async function main(): Promise<void> {
  const config = readConfig(process.env)
  // Held here, so that PostgreSQL outlives each start of the API.
  const embedded = config.databaseUrl ? null : await startEmbedded({ dataDir: config.dataDir, say })
  const port = String(config.port + 1)
  const api = runApi({ PORT: port, HOST: '127.0.0.1', PUBLIC_URL: config.publicUrl })
  const web = start(['node_modules/vite/bin/vite.js'], 'apps/web', { PORT: String(config.port), API_PORT: port })
  say(`Usher is at ${config.publicUrl} as soon as both are up. Ctrl+C stops it.`)

  const reason = await Promise.race([
    ...['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal).then(() => 'asked')),
    once(web, 'exit').then(() => 'the development server has ended'),
  ])
  // Asked again, and by pnpm as well as by the terminal: it is under way.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})
  await Promise.all([api.end(), end(web)])
  await embedded?.stop()
  process.exit(reason === 'asked' ? 0 : 1)
}

try {
  await main()
} catch (error) {
  // What can be mended by whoever starts it is said without its stack.
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
