// The operator's command line, for whoever has the shell. Exit codes: 0 done, 1 refused or broken, 2 wrong usage.
import { Command, CommanderError } from 'commander'
import { ConfigError, OperatorRefused } from '@usher/api/server'
import { Problem, sentence } from '@usher/domain'
import { account } from './account.ts'
import { audit } from './audit.ts'
import { erase } from './erase.ts'
import { invoice } from './invoice.ts'
import { limits } from './limits.ts'
import { plan } from './plan.ts'
import { requests } from './requests.ts'
import { rescue } from './rescue.ts'
import { resetLink } from './reset-link.ts'
import { routes } from './routes.ts'
import { storage } from './storage.ts'
import { vouch } from './vouch.ts'
import { world } from './world.ts'

const program = new Command('operator')
  .description('Usher from the shell: worlds, accounts, requests, and people who cannot get in.')
  .exitOverride()
  .showHelpAfterError('(add --help for what can be written)')
for (const add of [
  account,
  plan,
  invoice,
  limits,
  requests,
  rescue,
  resetLink,
  vouch,
  erase,
  world,
  audit,
  storage,
  routes,
])
  add(program)

/** What went wrong as a sentence, and the exit code; a bug shows its stack. */
function told(error: unknown): { words: string; code: 1 | 2 } {
  if (error instanceof OperatorRefused || error instanceof ConfigError) return { words: error.message, code: 1 }
  if (error instanceof Problem) return { words: sentence(error.toJSON()), code: 1 }
  return { words: error instanceof Error ? (error.stack ?? error.message) : String(error), code: 1 }
}

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    // What commander refuses itself it has said already; what an action finds wrong with its arguments it has not.
    if (error.code === 'commander.invalidArgument' && !error.message.startsWith('error:'))
      console.error(`error: ${error.message}`)
    process.exitCode = error.exitCode === 0 ? 0 : 2
  } else {
    const { words, code } = told(error)
    console.error(words)
    process.exitCode = code
  }
}
