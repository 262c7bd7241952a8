// Tells errors that mean "the database cannot be reached" from all others, and puts the connection broken under a
// query, a refused one and a server that starts or shuts down into one word.
import { errorCode, errorText } from '../error-code.ts'

/** The system's, on the way there. */
const onTheWay = /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/
/** PostgreSQL's: a connection that broke, shut down, crashed, starting up, all connections taken. */
const there = /^(?:08\w{3}|57P0[123]|53300)$/
/** What pg says without any code. */
const words = /^(?:Connection terminated|timeout exceeded when trying to connect|Client (?:has encountered|was closed))/

/** Whether an error says that the database cannot be reached, or was lost while it was asked. Takes anything caught. */
export function isAway(error: unknown): boolean {
  const code = errorCode(error)
  if (code !== null && (onTheWay.test(code) || there.test(code))) return true
  // The folder of a database that is reached by a socket in it, and that has ended.
  if (code === 'ENOENT') return error instanceof Error && 'syscall' in error && error.syscall === 'connect'
  return words.test(errorText(error))
}
