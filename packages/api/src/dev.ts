// The API alone, for `pnpm dev`: started again by Node whenever one of its files changes, behind the development server,
// which people open and whose address PUBLIC_URL is.
import { readConfig } from './config.ts'
import { startServer } from './server.ts'
import { say } from './until-stopped.ts'

const config = readConfig(process.env)
const running = await startServer(config, say, { web: 'elsewhere' })
say(`The API is up on port ${config.port}.`)
if (running.setUpLink) say(`\nNobody is here yet. Open this link to set Usher up:\n\n  ${running.setUpLink}\n`)

process.once('SIGTERM', () => void running.stop().then(() => process.exit(0)))
