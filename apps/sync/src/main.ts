#!/usr/bin/env node
// usher-sync: keeps a folder of the library in step with one on this machine. What it takes, and how it ends: options.ts.
import { errorCode } from './error-code.ts'
import { help, readOptions, WrongUsage } from './options.ts'
import { isShut } from './refusals.ts'
import { openReport } from './report.ts'
import { sync } from './sync.ts'

const stop = new AbortController()
let stoppedWith = 0
/** Of the server, once it is known. */
let url: string | undefined
for (const [name, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(name, () => {
    stoppedWith = code
    stop.abort(new Error(name))
  })

async function run(): Promise<number> {
  const options = readOptions(process.argv.slice(2), process.env)
  url = options?.url
  if (!options) {
    process.stdout.write(help)
    return 0
  }
  const report = openReport(process.stdout, process.stderr, Date.now, options.dryRun)
  try {
    const isInStep = await sync(options, report, stop.signal)
    report.end()
    return isInStep ? 0 : 1
  } catch (error) {
    report.clear()
    throw error
  }
}

function tell(error: unknown): number {
  const say = (words: string) => void process.stderr.write(`${words}\n`)
  if (stoppedWith) {
    say('Interrupted. Run it again to go on: what has been sent is kept for a day.')
    return stoppedWith
  }
  if (error instanceof WrongUsage) {
    say(`${error.message}\n(--help says what can be written)`)
    return 2
  }
  const words = wordsOf(error)
  if (isShut(error)) {
    say(error instanceof Error ? error.message : words)
    return 3
  }
  const unreached = unreachedBy(error)
  if (unreached)
    say(
      `There is no answer from ${url} (${unreached}). Check the address, in --url or USHER_URL; when the server is there again, run this again to go on.`,
    )
  else say(`Stopped: ${words.replace(/[.]$/, '')}. Run it again to go on.`)
  return 1
}

/** The code of why there was no connection: `ECONNREFUSED`; null where something else went wrong. */
function unreachedBy(error: unknown): string | null {
  if (!(error instanceof Error) || error.message !== 'fetch failed') return null
  return unreachedBy(error.cause) ?? errorCode(error.cause) ?? 'no connection'
}

/** What it says itself, and what was behind it: that a connection failed is one thing, to where and why another. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const behind = error.cause === undefined ? '' : wordsOf(error.cause)
  return behind && behind !== error.message
    ? `${error.message}: ${behind.replace(`${error.message}: `, '')}`
    : error.message
}

// Whatever is still under way ends here.
process.exit(await run().catch(tell))
