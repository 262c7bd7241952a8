// Reads the environment into one checked configuration: what is wrong or half-given refuses to start, all at once,
// with the variable, what is wrong with it and what to write instead. Pure but for `secretKey` and the file that PRICES names.
import { isIP } from 'node:net'
import { join } from 'node:path'
import { defaultPrices, readPriceList, type PriceList } from './billing/price-list.ts'
import { makeDataDir } from './data-dir.ts'
import { errorText } from './error-code.ts'
import { keptSecret } from './kept-secret.ts'
import { parseStorageUrl, type StoragePlace } from './storage/storage-url.ts'

export interface Config {
  /** Of a PostgreSQL of one's own; null: the embedded one. May hold a password: never print it. */
  databaseUrl: string | null
  /** As it was given, so relative to the folder the product is started in. */
  dataDir: string
  /** Where the bytes of files are; null: in `files` below the data folder. */
  storage: StoragePlace
  port: number
  /** The address to listen on. */
  host: string
  /** Scheme, host and port, without a slash at the end: `https://media.example.org`. */
  publicUrl: string
  /** `smtp://…`; null: mails are written to files. May hold a password: never print it. */
  mailUrl: string | null
  mailFrom: string
  operatorEmail: string | null
  /** For Express's `trust proxy`: how many proxies stand before us, or which ones; false: none. */
  trustProxy: false | number | string[]
  /** What plans cost. */
  prices: PriceList
  /** Null: made and kept in the data folder, see `secretKey`. */
  secretKey: string | null
}

/** The environment is wrong; the message lists every problem, one a line. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(['The configuration is not usable:', ...problems.map((problem) => `  ${problem}`)].join('\n'))
    this.problems = problems
  }
}

type Environment = Record<string, string | undefined>

const secretLength = 32 // characters, at least

/**
 * The configuration that environment variables describe. A variable that is empty counts as not given.
 * Throws ConfigError with all that is wrong.
 */
export function readConfig(env: Environment): Config {
  const problems: string[] = []
  const read = <T>(name: string, otherwise: T, parse: (text: string) => T): T => {
    const text = env[name]?.trim() ?? ''
    if (text === '') return otherwise
    try {
      return parse(text)
    } catch (error) {
      problems.push(`${name} ${errorText(error)}`)
      return otherwise
    }
  }
  const port = read('PORT', 3000, parsePort)
  const publicUrl = read('PUBLIC_URL', `http://localhost:${port}`, parsePublicUrl)
  const databaseUrl = read<string | null>('DATABASE_URL', null, parseDatabaseUrl)
  const secretKey = read<string | null>('SECRET_KEY', null, parseSecretKey)
  if (given(env, 'DATABASE_URL') && !given(env, 'SECRET_KEY')) {
    problems.push(
      `SECRET_KEY is missing: with DATABASE_URL every server must be given the same one. Write ${secretLength} or more ` +
        'random characters, for example the output of: openssl rand -base64 48',
    )
  }
  const config: Config = {
    databaseUrl,
    dataDir: read('DATA_DIR', './data', parseFolder),
    storage: read<StoragePlace>('STORAGE_URL', null, (text) => parseStorageUrl(text, env)),
    port,
    host: read('HOST', '127.0.0.1', parseHost),
    publicUrl,
    mailUrl: read<string | null>('MAIL_URL', null, parseMailUrl),
    mailFrom: read('MAIL_FROM', `Usher <usher@${mailDomain(publicUrl)}>`, parseSender),
    operatorEmail: read<string | null>('OPERATOR_EMAIL', null, parseEmail),
    trustProxy: read<Config['trustProxy']>('TRUST_PROXY', false, parseTrustProxy),
    prices: read<PriceList>('PRICES', defaultPrices, readPriceList),
    secretKey,
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

/**
 * The secret that signs and encrypts: the given one, or one that is made on first use and kept in the data folder
 * (`secret-key`, 0600). The same for servers that start at once. Throws ConfigError when it can be neither read nor made.
 */
export function secretKey(config: Pick<Config, 'secretKey' | 'dataDir'>): string {
  if (config.secretKey !== null) return config.secretKey
  const file = join(config.dataDir, 'secret-key')
  let secret: string
  try {
    makeDataDir(config.dataDir)
    secret = keptSecret(file)
  } catch (error) {
    throw new ConfigError([`DATA_DIR cannot be used: ${errorText(error)}. Write a folder that this user may write to`])
  }
  if (secret.length >= secretLength) return secret
  throw new ConfigError([
    `SECRET_KEY is not given, and the one kept in ${file} is damaged (shorter than ${secretLength} characters). ` +
      'Bring the file back from a backup; a new secret would make signatures and encrypted values unreadable',
  ])
}

const given = (env: Environment, name: string): boolean => (env[name]?.trim() ?? '') !== ''

// The parsers throw what follows the variable's name in the message. They never repeat a value that may hold a password.

function parsePort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535) return Number(text)
  throw new Error(`is "${text}"; write a whole number from 1 to 65535, such as 3000`)
}

function parseHost(text: string): string {
  if (isIP(text) !== 0 || /^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(text)) return text
  throw new Error(
    `is "${text}"; write the address to listen on without scheme, brackets or port: 127.0.0.1 for this machine only, 0.0.0.0 for all`,
  )
}

function parseFolder(text: string): string {
  if (!text.includes('\0') && !/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return text
  throw new Error(`is "${text}"; write a folder, such as ./data`)
}

function parsePublicUrl(text: string): string {
  const url = URL.parse(text)
  const hint = 'write the address that people open, such as https://media.example.org'
  if (url === null || !['http:', 'https:'].includes(url.protocol)) throw new Error(`is "${text}"; ${hint}`)
  if (url.username !== '' || url.password !== '') throw new Error(`holds a user or password; ${hint}`)
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || /[?#]/.test(text)) {
    throw new Error(`is "${text}", with something after the host; the product needs a host of its own: ${hint}`)
  }
  return url.origin
}

function parseDatabaseUrl(text: string): string {
  const hint = 'write postgres://USER:PASSWORD@HOST:5432/DATABASE'
  const url = URL.parse(text)
  if (!/^postgres(ql)?:\/\//i.test(text)) throw new Error(`does not begin with postgres://; ${hint}`)
  if (url === null || !decodes(url.username) || !decodes(url.password) || !decodes(url.pathname)) {
    throw new Error(`cannot be read; signs such as @ : / # % in a password are written as %40 %3A %2F %23 %25: ${hint}`)
  }
  if (url.hostname === '' && !url.searchParams.has('host')) throw new Error(`names no host; ${hint}`)
  if (url.pathname.length < 2) throw new Error(`names no database; ${hint}`)
  if (url.hash !== '') throw new Error(`has a # in it; in a password it is written as %23: ${hint}`)
  return text
}

function parseMailUrl(text: string): string {
  const hint = 'write smtp://USER:PASSWORD@HOST:587 (or smtps:// for port 465)'
  const url = URL.parse(text)
  if (!/^smtps?:\/\//i.test(text)) throw new Error(`does not begin with smtp:// or smtps://; ${hint}`)
  if (url === null || !decodes(url.username) || !decodes(url.password)) {
    throw new Error(`cannot be read; signs such as @ : / # % in a password are written as %40 %3A %2F %23 %25: ${hint}`)
  }
  if (url.hostname === '') throw new Error(`names no host; ${hint}`)
  if (url.username !== '' && url.password === '') throw new Error(`has a user without a password; ${hint}`)
  if (url.username === '' && url.password !== '') throw new Error(`has a password without a user; ${hint}`)
  if (!['', '/'].includes(url.pathname) || url.hash !== '') throw new Error(`has something after the host; ${hint}`)
  return text
}

function parseSender(text: string): string {
  const address = /^[^<>\r\n]*<([^<>\r\n]+)>$/.exec(text)?.[1] ?? text
  if (isEmail(address)) return text
  throw new Error(`is "${text}"; write an e-mail address, such as Usher <usher@example.org>`)
}

function parseEmail(text: string): string {
  if (isEmail(text)) return text
  throw new Error(`is "${text}"; write one e-mail address, such as support@example.org`)
}

function parseTrustProxy(text: string): false | number | string[] {
  if (/^(false|no|off|0)$/i.test(text)) return false
  if (/^\d{1,2}$/.test(text)) return Number(text)
  const hint = 'write the addresses of your proxies (10.0.0.5, 10.0.0.0/8, loopback), or how many there are, such as 1'
  if (/^(true|yes|on|\*)$/i.test(text)) throw new Error(`is "${text}", so anyone could pretend any address; ${hint}`)
  const proxies = text.split(',').map((proxy) => proxy.trim())
  const wrong = proxies.find((proxy) => !isProxy(proxy))
  if (wrong !== undefined) throw new Error(`has "${wrong}", which is no address of a proxy; ${hint}`)
  return proxies
}

function isProxy(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true
  const [address = '', prefix, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  // A prefix of 0 would trust everyone.
  return (
    prefix === undefined ||
    (/^\d{1,3}$/.test(prefix) && Number(prefix) > 0 && Number(prefix) <= (version === 4 ? 32 : 128))
  )
}

function parseSecretKey(text: string): string {
  if (text.length >= secretLength) return text
  throw new Error(
    `has ${text.length} characters; write ${secretLength} or more random ones, for example the output of: openssl rand -base64 48`,
  )
}

const isEmail = (text: string): boolean => /^[^\s@<>,;:"()]+@(\[[^\s\]]+\]|[^\s@<>,;:"()[\]]+)$/.test(text)

function decodes(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

// In mail a bare address of a machine is written in brackets (RFC 5321, 4.1.3).
function mailDomain(publicUrl: string): string {
  const host = new URL(publicUrl).hostname
  if (host.startsWith('[')) return `[IPv6:${host.slice(1, -1)}]`
  return isIP(host) === 4 ? `[${host}]` : host
}
