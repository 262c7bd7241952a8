// What has to be done so that the library's folder is what the local one is: from both as they were read, nothing is asked here.
import { keyOf, type LocalFile, type LocalFolder } from './local.ts'
import { holdsExcluded, type RemoteFile, type RemoteFolder } from './remote.ts'

export interface Plan {
  /** To be made, parents before what is in them. */
  folders: { path: string; name: string; parent: string }[]
  /** Called otherwise there, by upper and lower case. */
  renames: { id: string; path: string; name: string }[]
  /** Not there yet, or of another size. */
  uploads: Upload[]
  /** There with the same size: only the bytes tell. */
  same: { file: LocalFile; there: RemoteFile; parent: string }[]
  /** Stands where something of the other kind is to go: into the trash first. */
  inTheWay: Deletion[]
  /** Not on this machine: into the trash last. */
  deletions: Deletion[]
  /** Cannot be mirrored as it is. */
  amiss: { path: string; why: string }[]
  /** The ids of the folders that are there, by path; null: the root. */
  folderIds: Map<string, string | null>
}
export interface Upload {
  file: LocalFile
  /** The path of the folder that it goes into. */
  parent: string
  isNew: boolean
}
interface Deletion {
  id: string
  path: string
}

/** `deletes`: what is not on this machine goes into the trash; without it, it stays, and so does what is in the way. */
export function planOf(local: LocalFolder, remote: RemoteFolder, deletes: boolean): Plan {
  const plan: Plan = {
    folders: [],
    renames: [],
    uploads: [],
    same: [],
    inTheWay: [],
    deletions: [],
    amiss: [],
    folderIds: new Map(),
  }
  compare(local, remote, deletes, plan)
  return plan
}

function compare(local: LocalFolder, remote: RemoteFolder | null, deletes: boolean, plan: Plan): void {
  const parent = local.path
  if (remote?.isThere) plan.folderIds.set(parent, remote.id)
  const below = (name: string) => (parent ? `${parent}/${name}` : name)
  const rename = ({ id, name }: { id: string | null; name: string }, as: { path: string; name: string }) => {
    const wanted = as.name.normalize('NFC')
    if (id && name !== wanted) plan.renames.push({ id, path: as.path, name: wanted })
  }
  /** Is the way free for it, or made so? */
  const makeWay = (path: string, there: RemoteFolder | RemoteFile | undefined, what: 'file' | 'folder'): boolean => {
    if (!there?.id) return true
    if (holdsExcluded(there)) {
      plan.amiss.push({ path, why: `In the library a ${what} has this name, in which something is excluded.` })
      return false
    }
    if (deletes) plan.inTheWay.push({ id: there.id, path })
    else plan.amiss.push({ path, why: `In the library a ${what} has this name. With --delete it goes into the trash.` })
    return deletes
  }

  for (const folder of local.folders) {
    const key = keyOf(folder.name)
    const there = remote?.folders.get(key)
    if (there) rename(there, folder)
    else if (makeWay(folder.path, remote?.files.get(key), 'file'))
      plan.folders.push({ path: folder.path, name: folder.name, parent })
    else continue
    compare(folder, there ?? null, deletes, plan)
  }
  for (const file of local.files) {
    const key = keyOf(file.name)
    const there = remote?.files.get(key)
    if (there) {
      rename(there, file)
      if (there.size === file.size) plan.same.push({ file, there, parent })
      else plan.uploads.push({ file, parent, isNew: false })
    } else if (makeWay(file.path, remote?.folders.get(key), 'folder')) plan.uploads.push({ file, parent, isNew: true })
  }
  if (!deletes || !remote) return
  const here = new Set([...local.folders, ...local.files, ...local.leftOut].map(({ name }) => keyOf(name)))
  for (const [key, thing] of [...remote.folders, ...remote.files])
    if (!here.has(key)) plan.deletions.push(...deletionsOf(thing, below(thing.name)))
}

/** All of it as one; of a folder with something excluded in it, what is beside that. */
function deletionsOf(thing: (RemoteFolder & { name: string }) | RemoteFile, path: string): Deletion[] {
  if (!thing.id || thing.isExcluded) return []
  if (!('files' in thing) || !holdsExcluded(thing)) return [{ id: thing.id, path }]
  return [...thing.folders.values(), ...thing.files.values()].flatMap((each) =>
    deletionsOf(each, `${path}/${each.name}`),
  )
}
