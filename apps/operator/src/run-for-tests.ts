// For tests: the command line as a process of its own, on a database of the test's, with what it printed and how it ended.
import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Ran {
  code: number
  /** Standard output, without the line break at its end. */
  out: string
  err: string
}

/** Gives a function that runs one command on this database. */
export const operatorOn =
  (databaseUrl: string, secretKey: string, env: Record<string, string> = {}) =>
  (...args: string[]): Promise<Ran> =>
    new Promise((resolve) => {
      const given = { DATABASE_URL: databaseUrl, SECRET_KEY: secretKey, PUBLIC_URL: 'http://usher.test', ...env }
      // Compiled once for all of them: half of what a short command takes is reading its own source.
      const cache = join(tmpdir(), 'usher-operator-tests')
      const options = { env: { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: cache, ...given } }
      execFile(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], options, (error, out, err) => {
        const code = error ? (typeof error.code === 'number' ? error.code : -1) : 0
        resolve({ code, out: out.trimEnd(), err: err.trimEnd() })
      })
    })
