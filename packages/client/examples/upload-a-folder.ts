// Uploads the files of a folder into a new folder of the library, with a bar for each.
//
//   USHER_URL=https://media.example.org USHER_KEY=usher_… node upload-a-folder.ts ./photos "Spring shoot"
import { openAsBlob } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createClient, problemOf } from '@usher/client'
import { upload } from '@usher/client/files'

const [folder = '.', name = 'Uploaded'] = process.argv.slice(2)
const { USHER_URL: url = 'http://localhost:3000', USHER_KEY: key = '' } = process.env
const usher = createClient({ url, key })

try {
  const { id: folderId } = await usher.library.createFolder.mutate({ folderId: null, name })
  for (const file of await readdir(folder, { withFileTypes: true })) {
    if (!file.isFile()) continue
    await upload(usher, {
      folderId,
      name: file.name,
      bytes: await openAsBlob(join(folder, file.name)),
      onProgress: (sent, of) => process.stdout.write(`\r${file.name} ${of ? Math.round((100 * sent) / of) : 100} %`),
    })
    process.stdout.write('\n')
  }
} catch (error) {
  const problem = problemOf(error)
  // What was refused has a code and figures of its own; everything else is the network, or a bug.
  if (problem?.code === 'name_taken') console.error(`There is something called ${name} already.`)
  else console.error(String(error))
  process.exitCode = 1
}
