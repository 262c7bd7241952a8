// The promises of the embedded database, kept by real processes that are really killed.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { isServerOf } from './postmaster.ts'
import { freshFolder, query, serverPid, start, startInChild, until, usedFolder } from './started-in-child.ts'

const keep = (url: string): Promise<unknown> => query(url, "create table picture as select 'beach.jpg' as name")
const kept = (url: string): Promise<unknown> => query(url, 'select name from picture')
const beach = [{ name: 'beach.jpg' }]

describe('a start', { timeout: 60_000 }, () => {
  it('gives a PostgreSQL 18 with a database in UTF-8, time in UTC and durable settings of its own', async () => {
    const { url, adopted, folder, stop } = await start(join(freshFolder(), 'data'))
    expect(adopted).toBe(false)
    const facts = await query(
      url,
      `select current_database() as database, current_user as role, current_setting('server_version') as version,
         current_setting('server_encoding') as encoding, current_setting('timezone') as zone,
         current_setting('listen_addresses') as listens, current_setting('unix_socket_directories') as sockets,
         current_setting('fsync') as fsync`,
    )
    expect(facts).toEqual([
      {
        database: 'usher',
        role: 'usher',
        version: '18.4',
        encoding: 'UTF8',
        zone: 'UTC',
        listens: '127.0.0.1',
        sockets: '',
        fsync: 'off', // what the test asked for
      },
    ])
    expect(readdirSync(folder).sort()).toEqual(['data', 'password', 'postgresql.log', 'users.lock'])
    await stop()
  })

  it('keeps what was written until the next start', async () => {
    const dataDir = await usedFolder()
    const first = await start(dataDir)
    await keep(first.url)
    await first.stop()
    const second = await start(dataDir)
    expect(second.adopted).toBe(false)
    expect(await kept(second.url)).toEqual(beach)
  })

  it('works in a folder with blanks, quotes and umlauts', async () => {
    const dataDir = join(freshFolder('Müllers "große" Bilder '), "Ada's Daten & ähnliches $HOME")
    const { url, stop } = await start(dataDir)
    await keep(url)
    await stop()
    expect(await kept((await start(dataDir)).url)).toEqual(beach)
  })

  it('tells what PostgreSQL said last, and what to do, when it does not start', async () => {
    const dataDir = await usedFolder()
    const { folder, stop } = await start(dataDir)
    await stop()
    writeFileSync(join(folder, 'data', 'PG_VERSION'), '17\n')
    const message = await start(dataDir).then(String, String)
    expect(message).toContain('initialized by PostgreSQL version 17')
    expect(message).toContain(join(folder, 'postgresql.log'))
    expect(message).toContain('DATABASE_URL')
  })

  it('leaves alone what lies where its database should be', async () => {
    const dataDir = freshFolder()
    mkdirSync(join(dataDir, 'postgresql', 'data'), { recursive: true })
    writeFileSync(join(dataDir, 'postgresql', 'data', 'holiday.txt'), 'sun')
    await expect(start(dataDir)).rejects.toThrow(/not a whole database: move it away/)
    expect(readFileSync(join(dataDir, 'postgresql', 'data', 'holiday.txt'), 'utf8')).toBe('sun')
    expect(readdirSync(join(dataDir, 'postgresql')).filter((name) => name.includes('.new-'))).toEqual([])
  })

  it('says that a data folder must be a folder', async () => {
    const file = join(freshFolder(), 'data')
    writeFileSync(file, '')
    await expect(start(file)).rejects.toThrow(/this is a file/)
  })
})

describe('the password', { timeout: 60_000 }, () => {
  it('is asked of everyone', async () => {
    const { url } = await start(await usedFolder())
    const without = new URL(url)
    without.password = ''
    await expect(query(without.href, 'select 1')).rejects.toThrow(/password/)
    without.password = 'guess'
    await expect(query(without.href, 'select 1')).rejects.toThrow(/password authentication failed/)
    for (const database of ['postgres', 'template1']) {
      without.pathname = database
      await expect(query(without.href, 'select 1')).rejects.toThrow(/password authentication failed/)
    }
  })

  it('is in a file for its owner only, and in no list of processes', async () => {
    const { folder, url } = await start(await usedFolder())
    const password = readFileSync(join(folder, 'password'), 'utf8').trim()
    expect(new URL(url).password).toBe(password)
    expect(statSync(join(folder, 'password')).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700)
    if (process.platform === 'linux') {
      expect(readFileSync(`/proc/${serverPid(folder)}/cmdline`, 'utf8')).not.toContain(password)
      expect(readFileSync(`/proc/${serverPid(folder)}/environ`, 'utf8')).not.toContain(password)
    }
  })

  it('that was changed in the file is reported, not replaced', async () => {
    const dataDir = await usedFolder()
    const { folder, stop } = await start(dataDir)
    await stop()
    writeFileSync(join(folder, 'password'), 'x'.repeat(43))
    await expect(start(dataDir)).rejects.toThrow(/does not take the password in .*password: that file was changed/)
    await until(() => !existsSync(join(folder, 'data', 'postmaster.pid')))
  })
})

describe('processes', { timeout: 60_000 }, () => {
  it('two starts at once are one database', async () => {
    const dataDir = join(freshFolder(), 'data')
    const replies = await Promise.all([startInChild(dataDir).reply, startInChild(dataDir).reply])
    expect(replies.map((reply) => reply.adopted).sort()).toEqual([false, true])
    expect(replies[0].url).toBe(replies[1].url)
  })

  it('four starts at once in one process and two others are one database', async () => {
    const dataDir = join(freshFolder(), 'data')
    const all = await Promise.all([
      start(dataDir),
      start(dataDir),
      startInChild(dataDir).reply,
      startInChild(dataDir).reply,
    ])
    expect(new Set(all.map(({ url }) => url)).size).toBe(1)
    expect(all.filter(({ adopted }) => !adopted)).toHaveLength(1)
  })

  it('a server killed with -9 leaves its database running, and the next start adopts it', async () => {
    const dataDir = await usedFolder()
    const server = startInChild(dataDir)
    const { url, folder } = await server.reply
    const pid = serverPid(folder)
    await keep(url)
    await server.kill()
    expect(isServerOf(pid, join(folder, 'data'))).toBe(true)

    const next = await start(dataDir)
    expect(next).toMatchObject({ adopted: true, url, folder })
    expect(await kept(next.url)).toEqual(beach)
    await next.stop()
    expect(isServerOf(pid, join(folder, 'data'))).toBe(false)
    expect(existsSync(join(folder, 'data', 'postmaster.pid'))).toBe(false)
  })

  it('a server killed with -9 at any moment of its first start is no obstacle', async () => {
    const dataDir = join(freshFolder(), 'data')
    for (const ms of [150, 300, 500, 700, 900]) {
      const server = startInChild(dataDir)
      server.reply.catch(() => {})
      await new Promise((resolve) => setTimeout(resolve, ms))
      await server.kill()
    }
    const first = await start(dataDir)
    await keep(first.url)
    await first.stop()
    const { url, folder, stop } = await start(dataDir)
    expect(await kept(url)).toEqual(beach)
    await stop()
    expect(readdirSync(folder).sort()).toEqual(['data', 'password', 'postgresql.log', 'users.lock'])
  })

  it('PostgreSQL killed with -9 comes back with its data, on the same port', async () => {
    const dataDir = await usedFolder()
    const first = await start(dataDir)
    await keep(first.url)
    await query(first.url, 'checkpoint')
    await query(first.url, 'create table later as select 1 as n')
    process.kill(serverPid(first.folder), 'SIGKILL')
    const second = await start(dataDir)
    expect(second).toMatchObject({ adopted: false, url: first.url })
    expect(await kept(second.url)).toEqual(beach)
    expect(await query(second.url, 'select n from later')).toEqual([{ n: 1 }])
  })

  it('a pid file of a process that is gone does not keep it from starting', async () => {
    const dataDir = await usedFolder()
    const { folder, stop } = await start(dataDir)
    const pidFile = join(folder, 'data', 'postmaster.pid')
    const text = readFileSync(pidFile, 'utf8')
    await stop()
    writeFileSync(pidFile, text)
    expect((await start(dataDir)).adopted).toBe(false)
  })

  it("a pid file with another program's pid does not keep it from starting, and that program lives on", async () => {
    const dataDir = await usedFolder()
    const { folder, stop } = await start(dataDir)
    const pidFile = join(folder, 'data', 'postmaster.pid')
    const lines = readFileSync(pidFile, 'utf8').split('\n')
    await stop()
    writeFileSync(pidFile, [String(process.pid), ...lines.slice(1)].join('\n'))
    expect((await start(dataDir)).adopted).toBe(false)
  })

  it("another cluster's pid file is not believed", async () => {
    const other = await start(await usedFolder())
    const dataDir = await usedFolder()
    const { folder, stop } = await start(dataDir)
    await stop()
    writeFileSync(join(folder, 'data', 'postmaster.pid'), readFileSync(join(other.folder, 'data', 'postmaster.pid')))
    const again = await start(dataDir)
    expect(again.adopted).toBe(false)
    expect(again.url).not.toBe(other.url)
    expect(await query(other.url, 'select 1 as n')).toEqual([{ n: 1 }])
  })

  it('a start during a shutdown waits for its end', async () => {
    const dataDir = await usedFolder()
    const first = await start(dataDir)
    await keep(first.url)
    process.kill(serverPid(first.folder), 'SIGINT') // as an operator would, past our lock
    expect(await kept((await start(dataDir)).url)).toEqual(beach)
  })
})

describe('stop', { timeout: 60_000 }, () => {
  it('ends sessions that are open', async () => {
    const { url, folder, stop } = await start(await usedFolder())
    const client = new pg.Client(url)
    const lost = new Promise((resolve) => client.on('error', resolve))
    await client.connect()
    const pid = serverPid(folder)
    await stop()
    await lost
    expect(isServerOf(pid, join(folder, 'data'))).toBe(false)
  })

  it('leaves the database to others who use it; the last one ends it', async () => {
    const dataDir = await usedFolder()
    const lines: string[] = []
    const server = startInChild(dataDir)
    await server.reply
    const command = await start(dataDir, (line) => lines.push(line))
    expect(command.adopted).toBe(true)
    await command.stop()
    expect(await query(command.url, 'select 1 as n')).toEqual([{ n: 1 }])
    expect(lines).toContain('PostgreSQL goes on running: another process uses it')

    const last = await start(dataDir)
    const pid = serverPid(last.folder)
    await server.kill()
    await last.stop()
    expect(isServerOf(pid, join(last.folder, 'data'))).toBe(false)
  })

  it('can be called twice, and after the database has died', async () => {
    const first = await start(await usedFolder())
    const pid = serverPid(first.folder)
    await Promise.all([first.stop(), first.stop()])
    await first.stop()
    expect(isServerOf(pid, join(first.folder, 'data'))).toBe(false)
    const second = await start(await usedFolder())
    process.kill(serverPid(second.folder), 'SIGKILL')
    await expect(second.stop()).resolves.toBeUndefined()
  })
})
