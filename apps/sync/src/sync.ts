// One run: both folders are read and compared, then the library's is made what the local one is.
import { stat } from 'node:fs/promises'
import { createClient } from '@usher/client'
import { errorCode } from './error-code.ts'
import { carryOut, findChanged } from './carry-out.ts'
import { excludes, type Excludes } from './exclude.ts'
import { isEmpty, isOfFiles, leftOutIn, readLocal, type LocalFolder } from './local.ts'
import { WrongUsage, type Options } from './options.ts'
import { planOf, type Plan, type Upload } from './plan.ts'
import { findFolder, makePaths, readRemote } from './remote.ts'
import type { Report } from './report.ts'

/** How often one call is made again, where that is safe: servers that start again are waited for. */
const tries = 5

/** Whether the two are the same now. Throws `WrongUsage`, what was refused to the key, and what the network says. */
export async function sync(options: Options, report: Report, signal: AbortSignal): Promise<boolean> {
  const { root, names, url, key, deletes, dryRun } = options
  const isExcluded = excludes(options.exclude)
  const local = await readRoot(root, isExcluded, signal)
  if (deletes && isEmpty(local) && !options.evenEmpty)
    throw new WrongUsage(
      `There is nothing ${options.exclude.length ? 'to mirror ' : ''}in ${root}: with --delete, all of /${names.join('/')} would go into the trash. Is a disk missing? If not, add --even-empty.`,
    )
  const client = createClient({ url, key, retries: tries })
  const at = await findFolder(client, names, signal)
  // Refused now, rather than when everything has been read.
  if (!dryRun) await client.uploads.list.query(undefined, { signal })
  const reads = deletes && options.exclude.length ? 'everything' : 'what is here'
  const remote = await readRemote(client, at, local, { isExcluded, reads, signal })
  const plan = planOf(local, remote, deletes)
  for (const { path, why, isAmiss } of leftOutIn(local)) report[isAmiss ? 'amiss' : 'leftOut'](path, why)
  for (const { path, why } of plan.amiss) report.amiss(path, why)
  const uploads = [...plan.uploads, ...(await findChanged({ root, plan, report, signal }))]
  if (dryRun) tellAll(plan, uploads, report)
  else {
    if (at.missing.length) {
      const [top = null] = await makePaths(client, at.id, [at.missing], signal)
      plan.folderIds.set('', top)
    }
    await carryOut({ client, root, plan, report, signal }, uploads)
  }
  return report.totals.amiss === 0
}

async function readRoot(root: string, isExcluded: Excludes, signal: AbortSignal): Promise<LocalFolder> {
  try {
    if ((await stat(root)).isDirectory()) return await readLocal(root, isExcluded, signal)
  } catch (error) {
    if (signal.aborted || !isOfFiles(error)) throw error
    if (errorCode(error) === 'ENOENT') throw new WrongUsage(`There is no folder ${root} on this machine.`)
    throw new WrongUsage(`${root} cannot be read: ${error.message}`)
  }
  throw new WrongUsage(`${root} is not a folder.`)
}

/** What would be done, in the order in which it would be. */
function tellAll(plan: Plan, uploads: readonly Upload[], report: Report): void {
  for (const { path } of plan.inTheWay) report.deleted(path)
  for (const { path } of plan.renames) report.renamed(path)
  for (const { path } of plan.folders) report.made(path)
  for (const { file, isNew } of uploads) report.sent(file, isNew)
  for (const { path } of plan.deletions) report.deleted(path)
}
