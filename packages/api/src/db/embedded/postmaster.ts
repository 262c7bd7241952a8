// Looks for the PostgreSQL server (its "postmaster") that runs on a cluster's files, by the pid file it keeps there.
// A pid alone says little: after a crash it may be dead, a zombie, or by now another program's.
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from '../../error-code.ts'

/** A server by its process and the port of 127.0.0.1 it listens to. */
export interface Postmaster {
  pid: number
  port: number
}

/** What a cluster's pid file says: of a living server, of one that died (its port is worth trying again), or nothing. */
export type Trace = { is: 'running'; server: Postmaster } | { is: 'dead'; port: number | null } | { is: 'none' }

/** Looks at the pid file in a cluster's data folder. Throws the system's error when it may not be read. */
export function traceOf(data: string): Trace {
  const file = pidFile(data)
  let lines: string[]
  try {
    lines = readFileSync(file, 'utf8').split('\n')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { is: 'none' }
    throw error
  }
  // Line 1 is the pid, line 4 the port (PostgreSQL's miscadmin.h, LOCK_FILE_LINE_*).
  const pid = positive(lines[0])
  const port = positive(lines[3])
  if (pid === null || port === null) return stillBeingWritten(file) ? { is: 'none' } : { is: 'dead', port }
  return isServerOf(pid, data) ? { is: 'running', server: { pid, port } } : { is: 'dead', port }
}

/** Removes the pid file of a server that died: its pid may be another program's by now, and would keep a new server out. */
export function forget(data: string): void {
  rmSync(pidFile(data), { force: true })
}

/** Whether a process lives and is the server of these files. */
export function isServerOf(pid: number, data: string): boolean {
  if (!isAlive(pid)) return false
  return process.platform === 'linux' ? worksIn(pid, data) : commandOf(pid).includes(data)
}

const pidFile = (data: string): string => join(data, 'postmaster.pid')

function positive(line: string | undefined): number | null {
  const number = Number(line?.trim())
  return Number.isInteger(number) && number > 0 ? number : null
}

function stillBeingWritten(file: string): boolean {
  try {
    return Date.now() - statSync(file).mtimeMs < 2_000
  } catch {
    return false // gone in the meantime
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
  // Where nobody collects orphans (a container whose first process is not an init), a server that ended stays a zombie.
  return process.platform !== 'linux' || !['Z', 'X'].includes(stateOf(pid))
}

function stateOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8') // "4711 (name) S …", and the name may hold anything
    return stat.slice(stat.lastIndexOf(')') + 2).charAt(0)
  } catch {
    return 'X'
  }
}

// A server's working folder is its data folder; compared by inode, so that a renamed data folder is still its own.
function worksIn(pid: number, data: string): boolean {
  try {
    const its = statSync(`/proc/${pid}/cwd`)
    const ours = statSync(data)
    return its.dev === ours.dev && its.ino === ours.ino
  } catch {
    return false // ended, or another user's process: ours can be looked at
  }
}

function commandOf(pid: number): string {
  try {
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch {
    return ''
  }
}
