// What the environment may say, what is refused, and that a refusal tells what to write instead.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultPrices } from './billing/price-list.ts'
import { ConfigError, readConfig, secretKey } from './config.ts'
import { warnings } from './config-warnings.ts'

const secret = 'abcdefghijklmnopqrstuvwxyz012345'
const database = 'postgres://ada:correct@db.example.org:5432/usher'

function problemsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

describe('an empty environment', () => {
  it('is the embedded database, this machine only and a secret that is kept', () => {
    expect(readConfig({})).toEqual({
      databaseUrl: null,
      dataDir: './data',
      storage: null,
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      mailUrl: null,
      mailFrom: 'Usher <usher@localhost>',
      operatorEmail: null,
      trustProxy: false,
      prices: defaultPrices,
      secretKey: null,
    })
    expect(warnings(readConfig({}))).toEqual([])
  })

  it('is the same as empty variables', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ', PUBLIC_URL: '', SECRET_KEY: '' })).toEqual(readConfig({}))
  })
})

describe('a full environment', () => {
  it('is taken as it is', () => {
    expect(
      readConfig({
        DATABASE_URL: database,
        SECRET_KEY: secret,
        DATA_DIR: '/srv/usher',
        STORAGE_URL: 's3://acme-media/usher?region=eu-central-1',
        PORT: '8080',
        HOST: '0.0.0.0',
        PUBLIC_URL: 'https://Media.Example.org/',
        MAIL_URL: 'smtp://usher:p%40ss@mail.example.org:587',
        MAIL_FROM: 'Media <media@example.org>',
        OPERATOR_EMAIL: 'support@example.org',
        TRUST_PROXY: 'loopback, 10.0.0.0/8',
      }),
    ).toEqual({
      databaseUrl: database,
      prices: defaultPrices,
      secretKey: secret,
      dataDir: '/srv/usher',
      storage: { bucket: 'acme-media', prefix: 'usher/', region: 'eu-central-1', endpoint: null },
      port: 8080,
      host: '0.0.0.0',
      publicUrl: 'https://media.example.org',
      mailUrl: 'smtp://usher:p%40ss@mail.example.org:587',
      mailFrom: 'Media <media@example.org>',
      operatorEmail: 'support@example.org',
      trustProxy: ['loopback', '10.0.0.0/8'],
    })
  })

  it('the port is in the public address, and the public host in the sender', () => {
    expect(readConfig({ PORT: '4000' }).publicUrl).toBe('http://localhost:4000')
    expect(readConfig({ PUBLIC_URL: 'https://media.example.org' }).mailFrom).toBe('Usher <usher@media.example.org>')
    expect(readConfig({ PUBLIC_URL: 'http://10.1.2.3:3000' }).mailFrom).toBe('Usher <usher@[10.1.2.3]>')
    expect(readConfig({ PUBLIC_URL: 'http://[fd00::1]:3000' }).mailFrom).toBe('Usher <usher@[IPv6:fd00::1]>')
  })

  it.each([
    ['0', false],
    ['false', false],
    ['1', 1],
    ['10.0.0.5', ['10.0.0.5']],
    ['::1,fd00::/8', ['::1', 'fd00::/8']],
  ])('TRUST_PROXY %s is understood', (text, expected) => {
    expect(readConfig({ TRUST_PROXY: text }).trustProxy).toEqual(expected)
  })

  it.each([
    'postgresql://ada@db/usher',
    'postgres:///usher?host=/var/run/postgresql',
    'postgres://a:b%40c@[::1]:5433/x?sslmode=require',
  ])('DATABASE_URL %s is understood', (text) => {
    expect(readConfig({ DATABASE_URL: text, SECRET_KEY: secret }).databaseUrl).toBe(text)
  })
})

describe('STORAGE_URL', () => {
  it.each([
    ['file:', {}, null],
    ['file:///srv/media%20files', {}, { folder: '/srv/media files' }],
    [
      's3://acme-media?region=eu-central-1',
      {},
      { bucket: 'acme-media', prefix: '', region: 'eu-central-1', endpoint: null },
    ],
    [
      's3://acme.media',
      { AWS_REGION: 'eu-west-1' },
      { bucket: 'acme.media', prefix: '', region: 'eu-west-1', endpoint: null },
    ],
    [
      's3://media/a/b/?endpoint=http://minio.lan:9000/',
      { AWS_ACCESS_KEY_ID: 'ada', AWS_SECRET_ACCESS_KEY: 'correct' },
      { bucket: 'media', prefix: 'a/b/', region: 'us-east-1', endpoint: 'http://minio.lan:9000' },
    ],
  ])('%s is understood', (text, env, expected) => {
    expect(readConfig({ ...env, STORAGE_URL: text }).storage).toEqual(expected)
  })
  it('with half a key is half a configuration', () => {
    const at = { STORAGE_URL: 's3://media?region=eu-central-1' }
    expect(problemsOf({ ...at, AWS_ACCESS_KEY_ID: 'ada' })).toEqual([expect.stringContaining('AWS_SECRET_ACCESS_KEY')])
    expect(problemsOf({ ...at, AWS_SECRET_ACCESS_KEY: 'correct' })).toEqual([
      expect.stringMatching(/^STORAGE_URL needs AWS_ACCESS_KEY_ID as well/),
    ])
    expect(problemsOf({ AWS_ACCESS_KEY_ID: 'of something else' })).toEqual([])
  })
  it('with a key in it is refused, and the key is not repeated', () => {
    const [problem] = problemsOf({ STORAGE_URL: 's3://ada:correct@media?region=eu-central-1' })
    expect(problem).toContain('give AWS_ACCESS_KEY_ID')
    expect(problem).not.toContain('correct')
  })
})

describe('a wrong variable', () => {
  it.each([
    ['STORAGE_URL', './media', 'write s3://BUCKET?region=REGION'],
    ['STORAGE_URL', 'file:media', 'file:///FOLDER'],
    ['STORAGE_URL', 'file:///media?region=x', '%3F'],
    ['STORAGE_URL', 'https://media.s3.amazonaws.com', 'write s3://BUCKET'],
    ['STORAGE_URL', 's3://', 'names no bucket'],
    ['STORAGE_URL', 's3://My_Media?region=eu-central-1', 'names no bucket'],
    ['STORAGE_URL', 's3://media', 'add ?region='],
    ['STORAGE_URL', 's3://media?region=eu central', 'eu-central-1'],
    ['STORAGE_URL', 's3://media?regoin=eu-central-1', '"regoin"'],
    ['STORAGE_URL', 's3://media?endpoint=minio.lan', 'endpoint=https://HOST'],
    ['STORAGE_URL', 's3://media?region=eu-central-1#a', 'has a #'],
    ['PORT', '0', 'from 1 to 65535'],
    ['PORT', '65536', 'from 1 to 65535'],
    ['PORT', '3000x', 'from 1 to 65535'],
    ['PORT', '1e3', 'from 1 to 65535'],
    ['HOST', 'http://localhost', 'without scheme'],
    ['HOST', '127.0.0.1:3000', 'without scheme, brackets or port'],
    ['HOST', '[::1]', 'without scheme, brackets or port'],
    ['PUBLIC_URL', 'media.example.org', 'https://media.example.org'],
    ['PUBLIC_URL', 'ftp://media.example.org', 'https://media.example.org'],
    ['PUBLIC_URL', 'https://media.example.org/usher', 'a host of its own'],
    ['PUBLIC_URL', 'https://media.example.org/?a=1', 'a host of its own'],
    ['PUBLIC_URL', 'https://ada:correct@media.example.org', 'holds a user or password'],
    ['DATA_DIR', 's3://bucket', 'write a folder'],
    ['MAIL_URL', 'mail.example.org', 'smtp://USER:PASSWORD@HOST:587'],
    ['MAIL_URL', 'smtp://', 'smtp://USER:PASSWORD@HOST:587'],
    ['MAIL_URL', 'smtp://ada@mail.example.org', 'a user without a password'],
    ['MAIL_URL', 'smtp://:correct@mail.example.org', 'a password without a user'],
    ['MAIL_URL', 'smtp://ada:100%@mail.example.org', '%25'],
    ['MAIL_FROM', 'Usher', 'Usher <usher@example.org>'],
    ['MAIL_FROM', 'Usher <usher@example.org>\nBcc: eve@example.org', 'Usher <usher@example.org>'],
    ['OPERATOR_EMAIL', 'support', 'support@example.org'],
    ['OPERATOR_EMAIL', 'a@b.test, c@d.test', 'one e-mail address'],
    ['TRUST_PROXY', 'true', 'anyone could pretend any address'],
    ['TRUST_PROXY', '0.0.0.0/0', 'no address of a proxy'],
    ['TRUST_PROXY', '10.0.0.5,nginx', '"nginx"'],
    ['TRUST_PROXY', '10.0.0.0/33', 'no address of a proxy'],
    ['SECRET_KEY', 'short', 'has 5 characters; write 32 or more'],
  ])('%s=%s is refused with what to write instead', (name, value, hint) => {
    const problems = problemsOf({ [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(new RegExp(`^${name} `))
    expect(problems[0]).toContain(hint)
  })

  it.each([
    ['mysql://ada:correct@db/usher', 'does not begin with postgres://'],
    ['postgres://db.example.org', 'names no database'],
    ['postgres://ada:correct@db.example.org/', 'names no database'],
    ['postgres:///usher', 'names no host'],
    ['postgres://ada:cor/rect@db/usher', 'cannot be read'],
    ['postgres://ada:correct%@db/usher', '%25'],
    ['postgres://ada:correct@db/usher#1', '%23'],
  ])('DATABASE_URL=%s is refused, and its password is not repeated', (value, hint) => {
    const problems = problemsOf({ DATABASE_URL: value, SECRET_KEY: secret })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/^DATABASE_URL /)
    expect(problems[0]).toContain(hint)
    expect(problems[0]).not.toContain('correct')
  })

  it('is listed with all the others', () => {
    const problems = problemsOf({ PORT: 'x', HOST: ':', DATABASE_URL: 'x', OPERATOR_EMAIL: 'x' })
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'PORT',
      'DATABASE_URL',
      'SECRET_KEY',
      'HOST',
      'OPERATOR_EMAIL',
    ])
    const all = new ConfigError(problems).message
    for (const problem of problems) expect(all).toContain(problem)
  })

  it('DATABASE_URL without SECRET_KEY is half a configuration', () => {
    expect(problemsOf({ DATABASE_URL: database })).toEqual([
      expect.stringMatching(/^SECRET_KEY is missing.*openssl rand/),
    ])
  })
})

describe('the secret', () => {
  let dataDir: string
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'usher-config-'))
  })
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

  it('that is given is used, and nothing is written', () => {
    expect(secretKey({ secretKey: secret, dataDir: join(dataDir, 'not-there') })).toBe(secret)
    expect(() => statSync(join(dataDir, 'not-there'))).toThrow()
  })

  it('is made once, kept for its owner only, and found again', () => {
    const config = { secretKey: null, dataDir: join(dataDir, 'new', 'data') }
    const made = secretKey(config)
    expect(made.length).toBeGreaterThanOrEqual(32)
    expect(secretKey(config)).toBe(made)
    expect(statSync(join(config.dataDir, 'secret-key')).mode & 0o777).toBe(0o600)
    expect(statSync(config.dataDir).mode & 0o066).toBe(0)
    expect(secretKey({ ...config, dataDir })).not.toBe(made)
  })

  it('is the same for processes that start at once', () => {
    const program = `
      import { secretKey } from ${JSON.stringify(new URL('config.ts', import.meta.url).href)}
      while (Date.now() < Number(process.argv[1]));
      console.log(secretKey({ secretKey: null, dataDir: ${JSON.stringify(join(dataDir, 'data'))} }))`
    const together = `for i in 1 2 3 4 5 6; do "$0" --input-type=module -e "$1" "$2" & done; wait`
    const moment = String(Date.now() + 2_500)
    const { stdout } = spawnSync('/bin/sh', ['-c', together, process.execPath, program, moment], { encoding: 'utf8' })
    const secrets = stdout.trim().split('\n')
    expect(secrets).toHaveLength(6)
    expect(new Set(secrets).size).toBe(1)
  }, 30_000)

  it('that is damaged is not replaced', () => {
    writeFileSync(join(dataDir, 'secret-key'), 'cut')
    expect(() => secretKey({ secretKey: null, dataDir })).toThrow(/secret-key is damaged.*backup/)
    expect(readFileSync(join(dataDir, 'secret-key'), 'utf8')).toBe('cut')
  })

  it('cannot be kept where there is no folder, and DATA_DIR is named', () => {
    writeFileSync(join(dataDir, 'file'), '')
    expect(() => secretKey({ secretKey: null, dataDir: join(dataDir, 'file') })).toThrow(/DATA_DIR cannot be used/)
  })
})

describe('warnings', () => {
  const said = (env: Record<string, string>): string => warnings(readConfig(env)).join('\n')

  it('passwords over plain http to another machine', () => {
    expect(said({ PUBLIC_URL: 'http://media.example.org' })).toContain('plain http')
    expect(said({ PUBLIC_URL: 'http://localhost:3000' })).not.toContain('plain http')
  })

  it('a public address that others cannot reach', () => {
    expect(said({ HOST: '0.0.0.0' })).toContain('lead nowhere for others')
    expect(said({ HOST: '192.168.1.5', PUBLIC_URL: 'http://127.0.0.1:3000' })).toContain('lead nowhere for others')
    expect(said({ HOST: '::1' })).toBe('')
    expect(said({ MAIL_URL: 'smtp://mail.example.org' })).toContain('on this machine only')
  })

  it('a local public address on another port than the server’s', () => {
    expect(said({ PORT: '4000', PUBLIC_URL: 'http://localhost:3000' })).toContain('the server listens on port 4000')
    expect(said({ PORT: '4000' })).toBe('')
  })

  it('a proxy that nobody trusts', () => {
    const behind = { PUBLIC_URL: 'https://media.example.org', MAIL_URL: 'smtp://mail.example.org' }
    expect(said(behind)).toContain('Set TRUST_PROXY')
    expect(said({ ...behind, TRUST_PROXY: 'loopback' })).toBe('')
  })

  it('bytes that are read on the way to their storage', () => {
    expect(said({ STORAGE_URL: 's3://media?endpoint=http://minio.lan:9000' })).toContain('endpoint=https://')
    expect(said({ STORAGE_URL: 's3://media?endpoint=http://localhost:9000' })).toBe('')
    expect(said({ STORAGE_URL: 's3://media?endpoint=https://minio.lan' })).toBe('')
  })

  it('mails that reach nobody', () => {
    expect(said({ PUBLIC_URL: 'https://media.example.org' })).toContain('reach nobody')
    expect(said({ MAIL_URL: 'smtp://mail.example.org' })).toContain('other mail servers refuse')
  })
})
