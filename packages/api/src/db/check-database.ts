// Says before anything else whether the product can work with the PostgreSQL at an address, and if not, why and what to do.
// The password in the address appears in no message.
import pg from 'pg'
import { setTimeout as sleep } from 'node:timers/promises'
import { errorCode, errorText } from '../error-code.ts'

/** The database at DATABASE_URL cannot be used; the message says why and what to do, without the password. */
export class DatabaseError extends Error {
  override name = 'DatabaseError'
}

/** What there is to know of a database that can be used. */
export interface DatabaseFacts {
  /** Such as `18.4`. */
  version: string
}

const oldest = 18
const answersWithin = 10_000 // ms
const startsWithin = 30_000 // ms that a server may say "starting up": both are often started together

interface Found {
  version: string
  major: number
  encoding: string
  standby: boolean
  role: string
  database: string
  createsSchemas: boolean
  createsTables: boolean
  /** Has the server the extension that searches by part of a name, so that a migration can switch it on? */
  hasTrigrams: boolean
}

/** Looks at the database at a connection URL. Throws DatabaseError when it cannot be reached, entered or used. */
export async function checkDatabase(url: string): Promise<DatabaseFacts> {
  const gaveUp = Date.now() + startsWithin
  for (;;) {
    try {
      const found = await look(url)
      const problems = whyNot(found)
      if (problems.length > 0) throw new DatabaseError(`DATABASE_URL (${nameOf(url)}): ${problems.join('; ')}.`)
      return { version: found.version }
    } catch (error) {
      if (error instanceof DatabaseError) throw error
      if (errorCode(error) !== '57P03' || Date.now() > gaveUp) throw explained(url, error)
      await sleep(250)
    }
  }
}

/** Why a database does not do, as parts of a sentence; empty when it does. */
export function whyNot(found: Found): string[] {
  if (found.major < oldest) {
    return [
      `PostgreSQL ${found.version} was found, and ${oldest} or newer is needed; upgrade it, or leave DATABASE_URL out for the one that comes with the product`,
    ]
  }
  if (found.standby) return ['this server is a read-only standby; write the address of the primary']
  const problems: string[] = []
  if (found.encoding !== 'UTF8') {
    problems.push(
      `the database's encoding is ${found.encoding}, and UTF8 is needed; create another one: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0`,
    )
  }
  if (!found.hasTrigrams) {
    problems.push(
      'the server lacks the extension pg_trgm, which comes with PostgreSQL; install its additional modules, a package often called postgresql-contrib',
    )
  }
  const grants: string[] = []
  if (!found.createsSchemas) grants.push(`GRANT CREATE ON DATABASE ${quoted(found.database)} TO ${quoted(found.role)}`)
  if (!found.createsTables) grants.push(`GRANT CREATE ON SCHEMA public TO ${quoted(found.role)}`)
  if (grants.length > 0) {
    problems.push(
      `user ${found.role} may not create what the product needs; as the owner of ${found.database} run: ${grants.join('; ')}`,
    )
  }
  return problems
}

/** The address without its password, for people to read. */
export function nameOf(url: string): string {
  const at = URL.parse(url)
  if (at === null) return 'an address that cannot be read'
  const user = at.username === '' ? '' : `${at.username}@`
  return `${user}${at.host || (at.searchParams.get('host') ?? '')}${at.pathname}`
}

async function look(url: string): Promise<Found> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: answersWithin,
    query_timeout: answersWithin,
    application_name: 'usher check',
  })
  client.on('error', () => {}) // a server that goes away: the query that waits fails with it
  try {
    await client.connect()
    const { rows } = await client.query<Found>(`
      select split_part(current_setting('server_version'), ' ', 1) as version,
        current_setting('server_version_num')::int / 10000 as major,
        current_setting('server_encoding') as encoding,
        pg_is_in_recovery() as standby,
        current_user as role,
        current_database() as database,
        has_database_privilege(current_database(), 'create') as "createsSchemas",
        coalesce(has_schema_privilege(to_regnamespace('public'), 'create'), false) as "createsTables",
        exists (select from pg_available_extensions where name = 'pg_trgm') as "hasTrigrams"`)
    const [found] = rows
    if (found === undefined) throw new Error('it answered a question with nothing')
    return found
  } finally {
    await client.end().catch(() => {})
  }
}

const unreachable = 'is PostgreSQL running there, do host and port fit, and does a firewall let them through?'

const meanings: Record<string, string> = {
  ECONNREFUSED: `nothing answers; ${unreachable}`,
  ETIMEDOUT: `nothing answers; ${unreachable}`,
  EHOSTUNREACH: `the host cannot be reached; ${unreachable}`,
  ENETUNREACH: `the host cannot be reached; ${unreachable}`,
  ECONNRESET: `the connection was broken off; ${unreachable}`,
  ENOENT: 'there is no socket of PostgreSQL in that folder; is it running?',
  ENOTFOUND: 'there is no host of that name; check its spelling',
  EAI_AGAIN: 'the name of the host could not be looked up; check its spelling and the network',
  '28P01': 'the password is wrong, or there is no such user',
  '28000': 'the server does not let this user in from here; check the user and pg_hba.conf',
  '3D000': 'there is no such database; create it (CREATE DATABASE …) or write the name of another',
  '42501': 'this user may not connect to the database; as its owner run GRANT CONNECT ON DATABASE … TO …',
  '53300': 'all connections of the server are taken; raise its max_connections or end some',
  '57P03': 'the server is still starting up or recovering; try again when it is ready',
}

function explained(url: string, error: unknown): DatabaseError {
  const text = withoutPassword(errorText(error), url)
  return new DatabaseError(`DATABASE_URL (${nameOf(url)}): ${meaningOf(errorCode(error), text)} [${text}]`)
}

function meaningOf(code: string | null, text: string): string {
  const known = code === null ? undefined : meanings[code]
  if (known !== undefined) return known
  if (/password must be a (?:non-empty )?string/.test(text))
    return 'the server asks for a password, and none is in the address'
  if (/does not support SSL/.test(text)) return 'the server has no TLS; leave out sslmode or switch TLS on there'
  if (/CERT|SELF_SIGNED|UNABLE_TO_/.test(code ?? '') || /certificate/i.test(text)) {
    return "the server's certificate is not trusted here; see sslmode and sslrootcert"
  }
  if (/terminated unexpectedly/.test(text)) return `the connection was broken off; ${unreachable}`
  if (/timeout/i.test(text)) return `nothing answers within ${answersWithin / 1000} s; ${unreachable}`
  return 'the database cannot be used'
}

function withoutPassword(text: string, url: string): string {
  const password = URL.parse(url)?.password ?? ''
  if (password === '') return text
  return [password, decoded(password)].reduce((clean, secret) => clean.replaceAll(secret, '…'), text)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const quoted = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`)
