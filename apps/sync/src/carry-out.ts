// Does what the plan says, through the client: folders, names, bytes, and last what goes into the trash. What is refused is told,
// and the rest goes on.
import { openAsBlob } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { problemOf, type Client } from '@usher/client'
import { upload } from '@usher/client/files'
import { sha256Of } from './digest.ts'
import { isOfFiles, keyOf, type LocalFile } from './local.ts'
import type { Plan, Upload } from './plan.ts'
import { makePaths } from './remote.ts'
import { refusalOf } from './refusals.ts'
import type { Report } from './report.ts'
import { severally } from './severally.ts'

/** So many files are read, or sent, at a time. */
const lanes = 4
/** One call takes at most so many. */
const atOnce = 100

export interface Run {
  client: Client
  /** The folder on this machine. */
  root: string
  plan: Plan
  report: Report
  signal: AbortSignal
}

/** Reads what has the same size on both sides; gives what is not the same, to be sent as well. */
export async function findChanged({ root, plan, report, signal }: Omit<Run, 'client'>): Promise<Upload[]> {
  const changed: Upload[] = []
  report.begin('comparing', plan.same.length, sizeOf(plan.same.map(({ file }) => file)))
  await severally(plan.same, lanes, async ({ file, there, parent }) => {
    try {
      if ((await sha256Of(join(root, file.path), signal, report.moved)) === there.sha256) report.inStep()
      else changed.push({ file, parent, isNew: false })
    } catch (error) {
      if (signal.aborted || !isOfFiles(error)) throw error
      report.amiss(file.path, `It cannot be read: ${error.message}`)
    }
    report.finished()
  })
  return changed
}
export const sizeOf = (files: readonly LocalFile[]): number => files.reduce((sum, { size }) => sum + size, 0)

export async function carryOut(run: Run, uploads: readonly Upload[]): Promise<void> {
  const { plan } = run
  await moveAway(run, plan.inTheWay)
  await rename(run)
  await makeFolders(run)
  await sendAll(run, uploads)
  for (let n = 0; n < plan.deletions.length; n += atOnce)
    await moveAway(run, await stillGone(run, plan.deletions.slice(n, n + atOnce)))
}

/** What has come onto this machine since it was read, and was sent by another run perhaps, is no more to be deleted. */
async function stillGone({ root, report }: Run, things: Plan['deletions']): Promise<Plan['deletions']> {
  const inside = new Map<string, Promise<ReadonlySet<string>>>()
  const gone: Plan['deletions'] = []
  for (const thing of things) {
    const folder = dirname(thing.path)
    const names = inside.get(folder) ?? namesIn(join(root, folder))
    inside.set(folder, names)
    try {
      if ((await names).has(keyOf(basename(thing.path)))) report.amiss(thing.path, cameHere)
      else gone.push(thing)
    } catch (error) {
      if (!isOfFiles(error)) throw error
      report.amiss(thing.path, `Its folder cannot be read: ${error.message}`)
    }
  }
  return gone
}
const cameHere = 'It has come onto this machine since this began. The next run compares it.'
/** None, where there is no such folder. */
async function namesIn(folder: string): Promise<ReadonlySet<string>> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
    throw error
  })
  return new Set(names.map(keyOf))
}

async function rename({ client, plan, report, signal }: Run): Promise<void> {
  for (const { id, path, name } of plan.renames)
    try {
      await client.library.rename.mutate({ assetId: id, name }, { signal })
      report.renamed(path)
    } catch (error) {
      report.amiss(path, refusalOf(error))
    }
}

/** All that are missing in one folder go in one call; where that is refused, one by one, to tell which of them it is. */
async function makeFolders({ client, plan, report, signal }: Run): Promise<void> {
  const waiting = new Map<string, Plan['folders']>()
  for (const folder of plan.folders) waiting.set(folder.parent, [...(waiting.get(folder.parent) ?? []), folder])
  for (const [parent, missing] of waiting) {
    const folderId = plan.folderIds.get(parent)
    // Its own folder was refused, and told.
    if (folderId === undefined) continue
    const make = async (some: typeof missing) => {
      const paths = some.map(({ name }) => [name])
      const ids = await makePaths(client, folderId, paths, signal)
      for (const [n, { path }] of some.entries()) {
        plan.folderIds.set(path, ids[n] ?? null)
        report.made(path)
      }
    }
    for (let n = 0; n < missing.length; n += atOnce) {
      const some = missing.slice(n, n + atOnce)
      try {
        await make(some)
      } catch (error) {
        refusalOf(error)
        for (const one of some)
          try {
            await make([one])
          } catch (refused) {
            report.amiss(one.path, refusalOf(refused))
          }
      }
    }
  }
}

async function moveAway({ client, report, signal }: Run, things: Plan['deletions']): Promise<void> {
  const remove = async (some: typeof things) => {
    await client.library.delete.mutate({ assetIds: some.map(({ id }) => id) }, { signal })
    for (const { path } of some) report.deleted(path)
  }
  for (let n = 0; n < things.length; n += atOnce) {
    const some = things.slice(n, n + atOnce)
    try {
      await remove(some)
    } catch (error) {
      refusalOf(error)
      for (const one of some)
        try {
          await remove([one])
        } catch (refused) {
          // Somebody else was faster.
          if (problemOf(refused)?.code !== 'not_found') report.amiss(one.path, refusalOf(refused))
        }
    }
  }
}

/** By another run, or by somebody. */
const hasCome = 'Something of this name has come into the library since this began. The next run compares it.'

type Begun = Awaited<ReturnType<Client['uploads']['list']['query']>>[number]

async function sendAll({ client, root, plan, report, signal }: Run, uploads: readonly Upload[]): Promise<void> {
  report.begin('sending', uploads.length, sizeOf(uploads.map(({ file }) => file)))
  // What an earlier run of this key was in the middle of.
  const begun = uploads.length ? await client.uploads.list.query(undefined, { signal }) : []
  await severally(uploads, lanes, async ({ file, parent, isNew }) => {
    const folderId = plan.folderIds.get(parent)
    if (folderId === undefined) return report.amiss(file.path, 'Its folder could not be made.')
    const name = file.name.normalize('NFC')
    const before = begun.find((u) => u.folderId === folderId && u.name === name)
    try {
      await send(
        { client, root, report, signal },
        { file, folderId, name, ifTaken: isNew ? 'refuse' : 'version' },
        before,
      )
      report.sent(file, isNew)
    } catch (error) {
      if (signal.aborted) throw error
      const code = problemOf(error)?.code
      const isOfFile = code === 'bytes_differ' || isOfFiles(error)
      report.amiss(
        file.path,
        isOfFile ? await whyUnread(root, file, error) : code === 'name_taken' ? hasCome : refusalOf(error),
      )
    }
    report.finished()
  })
}

interface Sending {
  file: LocalFile
  folderId: string | null
  name: string
  ifTaken: 'refuse' | 'version'
}

/** Goes on with what was begun before, where that is of the same bytes as far as it came; else begins anew. */
async function send(
  run: Pick<Run, 'client' | 'root' | 'report' | 'signal'>,
  { file, ...to }: Sending,
  begun: Begun | undefined,
): Promise<void> {
  const { client, root, report } = run
  const path = join(root, file.path)
  // A signal that lives as long as this file: one that all files share would gather their listeners.
  const signal = AbortSignal.any([run.signal])
  const sha256 = await sha256Of(path, signal, () => {})
  const bytes = await openAsBlob(path)
  let told = 0
  const onProgress = (sent: number) => {
    report.moved(sent - told)
    told = sent
  }
  const all = { ...to, bytes, sha256, keepsSent: true, signal, onProgress }
  if (begun?.size === bytes.size)
    try {
      return void (await upload(client, { ...all, uploadId: begun.id }))
    } catch (error) {
      // It was of other bytes, or is gone.
      if (!['bytes_differ', 'not_found', 'upload_stranded'].includes(problemOf(error)?.code ?? '')) throw error
      onProgress(0)
    }
  else if (begun) await client.uploads.cancel.mutate({ uploadId: begun.id }, { signal })
  await upload(client, all)
}

/** What became of a file while it was read. */
async function whyUnread(root: string, file: LocalFile, error: unknown): Promise<string> {
  try {
    await stat(join(root, file.path))
  } catch {
    return 'It has gone since this began.'
  }
  const isUnreadable = error instanceof Error && 'syscall' in error
  return isUnreadable
    ? `It cannot be read: ${error.message}`
    : 'It was changed while it was read. The next run sends it.'
}
