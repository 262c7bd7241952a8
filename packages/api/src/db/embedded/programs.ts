// Runs PostgreSQL's programs as the user they need, with none of our environment: it holds secrets, and PG… variables
// would change what they do.
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { errorText } from '../../error-code.ts'
import type { Place } from './place.ts'

/** A server that was started by this process. */
export interface Launched {
  pid: number
  /** Null while it runs; then how it ended, in words. */
  ending(): string | null
}

/** Runs a program to its end; answers its exit code (null: it never began or was killed) and all that it said. */
export function runToEnd(
  binaries: string,
  program: string,
  args: string[],
  place: Place,
): Promise<{ code: number | null; words: string }> {
  return new Promise((resolve) => {
    let words = ''
    const child = start(binaries, program, args, place, { detached: false, output: 'pipe' })
    const listen = (chunk: Buffer): void => {
      words += chunk.toString()
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.on('error', (error) => resolve({ code: null, words: words + errorText(error) }))
    child.on('close', (code) => resolve({ code, words }))
  })
}

/** Starts a server that outlives this process; `output` is a file handle for what it says. */
export async function launch(binaries: string, args: string[], place: Place, output: number): Promise<Launched> {
  const child = start(binaries, 'postgres', args, place, { detached: true, output })
  let ending: string | null = null
  child.on('exit', (code, signal) => {
    ending = signal === null ? `it ended with code ${code}` : `it was ended by ${signal}`
  })
  child.unref()
  const pid = await new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('spawn', () => resolve(child.pid ?? 0)) // a process that was spawned has a pid
  })
  return { pid, ending: () => ending }
}

function start(
  binaries: string,
  program: string,
  args: string[],
  place: Place,
  { detached, output }: { detached: boolean; output: 'pipe' | number },
): ChildProcess {
  return spawn(join(binaries, 'bin', program), args, {
    ...place.runAs,
    cwd: place.folder,
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', output, output],
    detached, // its own session: Ctrl-C in our terminal is not for it
  })
}
