// The product's process: reads the environment, starts, says where it is, and ends cleanly.
import { warnings } from './config-warnings.ts'
import { ConfigError, readConfig } from './config.ts'
import { startServer } from './server.ts'

const say = (line: string) => console.log(line)

try {
  const config = readConfig(process.env)
  const running = await startServer(config, say)
  say(`\nUsher is at ${config.publicUrl}`)
  for (const warning of warnings(config)) say(`Note: ${warning}`)
  if (running.setUpLink) {
    say('\nNobody is here yet. Open this link to set Usher up; it works once:\n')
    say(`  ${running.setUpLink}\n`)
  }
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
} catch (error) {
  // What can be mended by whoever starts it is said in words; a bug shows its stack.
  const isKnown =
    error instanceof ConfigError ||
    (error instanceof Error && error.message.length > 0 && !(error instanceof TypeError))
  console.error(isKnown ? (error as Error).message : error)
  process.exit(1)
}
