// Finds files by what was typed, and keeps the first of them on disk.
//
//   USHER_URL=https://media.example.org USHER_KEY=usher_… node find-and-download.ts beach
import { writeFile } from 'node:fs/promises'
import { createClient, problemOf } from '@usher/client'
import { download } from '@usher/client/files'

const [typed = ''] = process.argv.slice(2)
const { USHER_URL: url = 'http://localhost:3000', USHER_KEY: key = '' } = process.env
const usher = createClient({ url, key })

try {
  const { assets } = await usher.search.assets.query({ folderId: null, name: typed })
  for (const { name, size } of assets) console.log(name, size)
  const first = assets.find((asset) => asset.kind === 'file')
  if (first) {
    const { body } = await download(usher, first.id)
    if (body) await writeFile(first.name, body)
  }
} catch (error) {
  // What was refused says in its message what to do; everything else is the network, or a bug.
  console.error(problemOf(error) && error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
