// Looks at files in a process of its own, one at a time, because decoding hostile bytes can crash, hang or take all
// memory: then that process is ended and replaced, and the file has no renditions. The next one in the queue has its own.
import { fork, type ChildProcess } from 'node:child_process'
import { on, once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formatOf } from './formats.ts'
import { answer, type Answer, type Question } from './look-messages.ts'
import { nothingSeen, renditionFile, type Looked } from './looked.ts'

export interface Looker {
  /**
   * Looks at the file at `path`, whose bytes were sniffed as `mediaType`, after those asked for before, and writes its
   * renditions into the folder `into`. Resolves for any bytes; throws when the process cannot be started, the folder
   * not be written, or the looker was closed.
   */
  look(file: { path: string; mediaType: string; into: string }): Promise<Looked>
  /** Ends the process; what was not looked at yet is refused. */
  close(): Promise<void>
  /** The process at this moment, for whoever measures it. */
  pid(): number | null
}

export interface LookerLimits {
  /** Of a processor for one file, in milliseconds; looked at every 20 ms from within, as is its memory. */
  work: number
  /** Of the whole process, in bytes. */
  memory: number
  /** By the clock for one file, in milliseconds: for a process that hangs. */
  time: number
  /** A process that has more than this after a file is replaced before the next one. */
  restingMemory: number
}

const closedWords = 'Closed before this file was looked at.'

const mebibyte = 1024 * 1024
export const usualLimits: LookerLimits = {
  work: 30_000,
  memory: 1024 * mebibyte,
  time: 180_000,
  restingMemory: 400 * mebibyte,
}

const timeToStart = 60_000 // milliseconds, on a machine that has much else to do

/** Opens a looker. Its process starts with the first file, and has neither our environment nor a right to write. */
export function openLooker(limits: LookerLimits = usualLimits): Looker {
  let child: ChildProcess | null = null
  let closed = false
  let before: Promise<unknown> = Promise.resolve()

  const end = async (): Promise<void> => {
    const ending = child
    child = null
    if (ending) await ended(ending)
  }

  const lookNow = async (question: Question, into: string): Promise<Looked> => {
    if (closed) throw new Error(closedWords)
    if (!child || isGone(child)) {
      child = startChild(limits)
      await ready(child)
    }
    let looked = nothingSeen
    let isDone = false
    child.send(question, () => {}) // a process that is gone by now says so below
    for await (const said of hear(child, limits.time)) {
      if (said.is === 'known') looked = { ...looked, ...said.what }
      if (said.is === 'rendition') {
        await writeFile(join(into, renditionFile(said.size)), said.webp)
        looked = { ...looked, renditions: [...looked.renditions, said.size] }
      }
      if (said.is !== 'done') continue
      isDone = said.rss < limits.restingMemory
      break
    }
    if (closed) throw new Error(closedWords)
    if (!isDone) await end()
    return looked
  }
  return {
    look({ path, mediaType, into }) {
      const format = formatOf(mediaType)
      if (format === null) return Promise.resolve(nothingSeen)
      const looking = before.then(() => lookNow({ path, format }, into))
      before = looking.catch(() => end())
      return looking
    },
    async close() {
      closed = true
      await end()
      await before
    },
    pid: () => child?.pid ?? null,
  }
}

function startChild(limits: LookerLimits): ChildProcess {
  const child = fork(new URL('look-process.ts', import.meta.url), [String(limits.memory), String(limits.work)], {
    cwd: '/',
    env: {},
    // It reads the file it is told of; --allow-addons are the decoders, --allow-worker its watcher.
    execArgv: [
      '--permission',
      '--allow-fs-read=*',
      '--allow-addons',
      '--allow-worker',
      '--disable-warning=SecurityWarning',
    ],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  child.on('error', () => {}) // whoever waits for an answer hears of it too
  return child
}

async function ready(child: ChildProcess): Promise<void> {
  let complaints = ''
  child.stderr?.on('data', (chunk: Buffer) => (complaints = (complaints + chunk.toString()).slice(-2_000)))
  for await (const said of hear(child, timeToStart)) if (said.is === 'ready') return
  throw new Error(`The process that looks at files could not be started: ${complaints.trim()}`)
}

/** What the process says until it is gone, has taken its time (in milliseconds), or says what makes no sense. */
async function* hear(child: ChildProcess, time: number): AsyncGenerator<Answer> {
  const timer = setTimeout(() => child.kill('SIGKILL'), time)
  try {
    for await (const [message] of on(child, 'message', { close: ['exit'] })) {
      const said = answer.safeParse(message)
      if (!said.success) return
      yield said.data
    }
  } finally {
    clearTimeout(timer)
  }
}

const isGone = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

async function ended(child: ChildProcess): Promise<void> {
  if (isGone(child)) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}
