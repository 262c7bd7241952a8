// Opens the installation for one command, as the server would: DATABASE_URL, or the database in DATA_DIR, which is
// started for the command where it does not run. What is said meanwhile goes to stderr; stdout is the command's alone.
import { existsSync } from 'node:fs'
import { openDatabase, OperatorRefused, readConfig, type Config, type OperatorHouse } from '@usher/api/server'

/** Runs the work and closes the database again. `makes`: the command makes sense where nothing was ever started. */
export async function withHouse<T>(
  work: (house: OperatorHouse & { config: Config }) => Promise<T>,
  { makes = false }: { makes?: boolean } = {},
): Promise<T> {
  const config = readConfig(process.env)
  if (!makes && config.databaseUrl === null && !existsSync(config.dataDir))
    throw new OperatorRefused(
      `There is no data in ${config.dataDir} yet. Start the product once, or say where its data is: DATA_DIR, or DATABASE_URL with SECRET_KEY.`,
    )
  const database = await openDatabase(config, (line) => console.error(line), 2).catch((error: unknown) => {
    // Every way in which it does not open is a sentence already: no need for the stack.
    throw error instanceof Error ? new OperatorRefused(error.message, { cause: error }) : error
  })
  try {
    return await work({ db: database.db, auditKey: database.auditKey, publicUrl: config.publicUrl, config })
  } finally {
    await database.close()
  }
}
