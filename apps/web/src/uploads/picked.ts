// Files and whole folders as they are dropped, pasted or chosen: each with the folders that it came in.

export interface PickedFile {
  file: File
  /** The folders that it came in, from the top. */
  path: string[]
}
export interface Picked {
  files: PickedFile[]
  /** Folders, those without any file too. */
  folders: string[][]
  /** Names of what the browser could not read. */
  unreadable: string[]
}

// A browser gives the files of a folder in no order that a person would know.
const collator = new Intl.Collator(undefined, { numeric: true })
const inOrder = (files: readonly PickedFile[]): PickedFile[] =>
  files
    .filter((each) => !isLitter(each))
    .toSorted(
      (a, b) => collator.compare(a.path.join('/'), b.path.join('/')) || collator.compare(a.file.name, b.file.name),
    )

/** What systems leave in folders by themselves. */
const litter: ReadonlySet<string> = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini'])
const isLitter = ({ file, path }: PickedFile) => path.length > 0 && litter.has(file.name)

const fileOf = (entry: FileSystemFileEntry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject))
const someOf = (reader: FileSystemDirectoryReader) =>
  new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))

async function inside(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  // Browsers give a hundred at a time, and none after the last.
  for (;;) {
    const some = await someOf(reader)
    if (!some.length) return all
    all.push(...some)
  }
}

/** What was dropped or pasted. To be called during the event: afterwards it is gone. */
export async function readTransfer({ items }: DataTransfer): Promise<Picked> {
  const given = [...items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }))
  const picked: Picked = { files: [], folders: [], unreadable: [] }
  const walk = async (entry: FileSystemEntry, path: string[]): Promise<void> => {
    try {
      if (entry.isFile) picked.files.push({ file: await fileOf(entry as FileSystemFileEntry), path }) // as isFile says
      if (!entry.isDirectory) return
      const below = [...path, entry.name]
      picked.folders.push(below)
      for (const each of await inside(entry as FileSystemDirectoryEntry)) await walk(each, below) // as isDirectory says
    } catch {
      picked.unreadable.push(entry.name)
    }
  }
  for (const { entry, file } of given) {
    if (entry) await walk(entry, [])
    else if (file) picked.files.push({ file, path: [] })
  }
  return { ...picked, files: inOrder(picked.files) }
}

/** What was chosen with a field for files, or for a folder. */
export function readChosen(list: Iterable<File>): Picked {
  const files = inOrder([...list].map((file) => ({ file, path: file.webkitRelativePath.split('/').slice(0, -1) })))
  return { files, folders: files.flatMap(({ path }) => (path.length ? [path] : [])), unreadable: [] }
}

const stamp = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'medium' })
/** A picture out of the clipboard is called "image.png", whatever it shows: it gets the moment in its name instead. */
export const namedByMoment = (file: File, now: Date): File =>
  file.name === 'image.png'
    ? new File([file], `Pasted ${stamp.format(now).replaceAll(':', '.')}.png`, {
        type: file.type,
        lastModified: file.lastModified,
      })
    : file
