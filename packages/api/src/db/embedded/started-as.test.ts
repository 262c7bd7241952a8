// Who starts it: root under its closed home, root where others can pass, an ordinary user. Needs root to play them all.
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isRoot } from '../../data-dir.ts'
import { installedBinaries, runnableBinaries } from './binaries.ts'
import { canEnter, shelf, unprivileged } from './place.ts'
import { freshFolder, query, serverPid, start, startInChild } from './started-in-child.ts'

// PostgreSQL wants a user with a name, and user 1 has one on every system.
const ada = { uid: 1, gid: 1 }
const nameless = { uid: 54_321, gid: 54_321 }
const ownerOfProcess = (pid: number): number => statSync(`/proc/${pid}`).uid

describe.runIf(isRoot() && process.platform === 'linux')('started by root', { timeout: 120_000 }, () => {
  it('PostgreSQL runs as a user without rights, in the data folder, and that user can read nothing but its own files', async () => {
    const dataDir = join(freshFolder(), 'data')
    const { folder } = await start(dataDir)
    expect(folder).toBe(join(dataDir, 'postgresql'))
    expect(ownerOfProcess(serverPid(folder))).toBe(unprivileged.uid)
    expect(() => execFileSync('/bin/ls', [dataDir], { ...unprivileged, stdio: 'pipe' })).toThrow()
    expect(() => execFileSync('/bin/cat', [join(folder, 'password')], { ...unprivileged, stdio: 'pipe' })).toThrow()
  })

  it('a data folder that was closed later is refused with what to do, and its database stays', async () => {
    const home = freshFolder()
    const first = await start(join(home, 'data'))
    await first.stop()
    chmodSync(home, 0o700)
    await expect(start(join(home, 'data'))).rejects.toThrow(/chmod o\+x/)
    chmodSync(home, 0o755)
    expect((await start(join(home, 'data'))).folder).toBe(first.folder)
  })

  it('under a closed home the files are on the shelf, found again each time, and the terminal says where', async () => {
    const home = freshFolder()
    chmodSync(home, 0o700)
    const dataDir = join(home, 'usher', 'data')
    const lines: string[] = []
    const first = await start(dataDir, (line) => lines.push(line))
    expect(dirname(first.folder)).toBe(shelf)
    expect(lines.join('\n')).toContain(first.folder)
    expect(readFileSync(join(dataDir, 'postgresql.location'), 'utf8').trim()).toBe(first.folder)
    await query(first.url, 'create table picture as select 1 as n')
    await first.stop()

    const moved = join(home, 'elsewhere')
    execFileSync('mv', [dataDir, moved])
    const second = await start(moved, (line) => lines.push(line))
    expect(second.folder).toBe(first.folder)
    expect(await query(second.url, 'select n from picture')).toEqual([{ n: 1 }])
    expect(lines.filter((line) => line.includes(first.folder))).toHaveLength(2)
  })

  it('a database that is gone from the shelf is missed, not replaced by an empty one', async () => {
    const dataDir = freshFolder()
    chmodSync(dataDir, 0o700)
    const { folder, stop } = await start(dataDir)
    expect(dirname(folder)).toBe(shelf)
    await stop()
    rmSync(folder, { recursive: true })
    await expect(start(dataDir)).rejects.toThrow(/Bring that folder back .* or remove .*postgresql\.location/)
    expect(existsSync(folder)).toBe(false)
  })

  it('what an ordinary user made stays that user’s', async () => {
    const home = freshFolder()
    chownSync(home, ada.uid, ada.gid)
    const server = startInChild(join(home, 'data'), ada)
    const { folder } = await server.reply
    await server.kill()
    const adopted = await start(join(home, 'data'))
    expect(adopted.adopted).toBe(true)
    await adopted.stop()
    const restarted = await start(join(home, 'data'))
    expect(ownerOfProcess(serverPid(folder))).toBe(ada.uid)
    await restarted.stop()
    expect((await startInChild(join(home, 'data'), ada).reply).adopted).toBe(false)
  })
})

describe.runIf(isRoot() && process.platform === 'linux')('programs in a closed folder', { timeout: 120_000 }, () => {
  const closedCopy = (): { folder: string; name: string } => {
    const home = freshFolder()
    chmodSync(home, 0o700)
    const closed = join(home, 'native')
    cpSync(installedBinaries().folder, closed, { recursive: true, verbatimSymlinks: true })
    return { folder: closed, name: 'postgresql-test' }
  }

  it('are copied once to where they can be run, whole, also by two at once', async () => {
    const installed = closedCopy()
    chmodSync(join(installed.folder, 'lib', 'libpq.so.5.18'), 0o600)
    const there = freshFolder()
    mkdirSync(join(there, 'postgresql-test.partial')) // of a process that was killed
    const lines: string[] = []
    const say = (line: string): number => lines.push(line)
    const [one, two] = await Promise.all([
      runnableBinaries(installed, unprivileged, say, there),
      runnableBinaries(installed, unprivileged, say, there),
    ])
    expect(one).toBe(join(there, 'postgresql-test'))
    expect(two).toBe(one)
    expect(lines).toHaveLength(1)
    expect(existsSync(join(there, 'postgresql-test.partial'))).toBe(false)
    const initdb = execFileSync(join(one, 'bin', 'initdb'), ['--version'], { ...unprivileged, encoding: 'utf8' })
    expect(initdb).toContain('18.4')
    expect(statSync(join(one, 'lib', 'libpq.so.5.18')).mode & 0o777).toBe(0o644)
    expect(statSync(join(one, 'bin', 'postgres')).uid).toBe(0)
  })

  it('are refused with a way out when there is no shelf', async () => {
    const inTheWay = join(freshFolder(), 'file')
    cpSync('/etc/hostname', inTheWay)
    const refusal = runnableBinaries(closedCopy(), unprivileged, () => {}, join(inTheWay, 'shelf'))
    await expect(refusal).rejects.toThrow(/cannot be used instead: ENOTDIR.*Start as an ordinary user/)
  })
})

describe.runIf(isRoot() && process.platform === 'linux' && canEnter(dirname(process.execPath), ada))(
  'started by an ordinary user',
  { timeout: 60_000 },
  () => {
    it('it runs as that user in the data folder', async () => {
      const home = freshFolder()
      chownSync(home, ada.uid, ada.gid)
      const { folder, lines } = await startInChild(join(home, 'data'), ada).reply
      expect(folder).toBe(join(home, 'data', 'postgresql'))
      expect(ownerOfProcess(serverPid(folder))).toBe(ada.uid)
      expect(lines).toEqual([])
    })

    it('a user without a name, as containers have them, is refused with what to do', async () => {
      const home = freshFolder()
      chownSync(home, nameless.uid, nameless.gid)
      const message = await startInChild(join(home, 'data'), nameless).reply.then(String, String)
      expect(message).toContain('add this one to /etc/passwd')
    })

    it("another user's data folder is refused with what to do", async () => {
      const home = freshFolder()
      await (await start(join(home, 'data'))).stop()
      const message = await startInChild(join(home, 'data'), ada).reply.then(String, String)
      expect(message).toMatch(/Start as the user|start as the owner/)
      expect(message).toContain('DATABASE_URL')
    })

    it('a folder that may not be written to is refused with what to do', async () => {
      const message = await startInChild('/usher-data', ada).reply.then(String, String)
      expect(message).toContain('EACCES')
      expect(message).toContain('give another DATA_DIR')
    })
  },
)

it('a platform without programs is told to set DATABASE_URL', () => {
  expect(() => installedBinaries('sunos-sparc')).toThrow(/no PostgreSQL for sunos-sparc .*set DATABASE_URL/)
})
