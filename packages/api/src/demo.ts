// The product with the example world loaded, in a data folder of its own, and a printed sign-in for each role.
// Its passwords are made of chance once per installation: two demos have none in common.
import { readConfig } from './config.ts'
import { demoSignIns, loadDemo } from './world/demo-world.ts'
import { startServer } from './server.ts'
import { openBytes } from './storage/open-bytes.ts'
import { say, untilStopped } from './until-stopped.ts'

await untilStopped(async () => {
  const folder = process.env['DATA_DIR']?.trim()
  const config = readConfig({ ...process.env, DATA_DIR: folder ? folder : './demo-data' })
  const running = await startServer(config, say, {
    async before({ db, auditKey }) {
      const { storage } = await openBytes(config, say)
      await loadDemo({ db, auditKey, storage, prices: config.prices }, config.dataDir)
    },
  })
  return { config, running, welcome: await demoSignIns(running.database.db, config.dataDir) }
})
