// A process that serves until it is told to stop: says where it is and how others get there, and ends cleanly.
import { warnings } from './config-warnings.ts'
import { ConfigError, type Config } from './config.ts'
import type { Running } from './server.ts'

export const say = (line: string): void => console.log(line)

/** What can be mended by whoever starts it is said in words; a bug shows its stack. Ends the process. */
function giveUp(error: unknown): never {
  const isKnown =
    error instanceof ConfigError ||
    (error instanceof Error && error.message.length > 0 && !(error instanceof TypeError))
  console.error(isKnown ? (error as Error).message : error)
  process.exit(1)
}

/** Starts, and stays until Ctrl+C or SIGTERM. `welcome`: what is said of this installation once it can be reached. */
export async function untilStopped(
  start: () => Promise<{ config: Config; running: Running; welcome: readonly string[] }>,
): Promise<void> {
  const { config, running, welcome } = await start().catch(giveUp)
  say(`\nUsher is at ${config.publicUrl}`)
  for (const warning of warnings(config)) say(`Note: ${warning}`)
  for (const line of welcome) say(line)
  if (config.host === '127.0.0.1' || config.host === 'localhost') {
    say('From another machine: through a tunnel,')
    say(`  ssh -L ${config.port}:localhost:${config.port} <user>@<this machine>`)
    say('or start with HOST=0.0.0.0 and PUBLIC_URL=<the address that people open>.')
  }
  say('Ctrl+C stops it.')

  let stopping = false
  const stop = () => {
    if (stopping) process.exit(1)
    stopping = true
    say('Stopping …')
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}
