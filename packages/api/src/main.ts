// The product's process: reads the environment, starts, and prints the set-up link while nobody is there.
import { readConfig } from './config.ts'
import { startServer } from './server.ts'
import { say, untilStopped } from './until-stopped.ts'

await untilStopped(async () => {
  const config = readConfig(process.env)
  const running = await startServer(config, say)
  const setUp = 'Nobody is here yet. Open this link to set Usher up; it works once:'
  return { config, running, welcome: running.setUpLink ? [`\n${setUp}\n`, `  ${running.setUpLink}\n`] : [] }
})
