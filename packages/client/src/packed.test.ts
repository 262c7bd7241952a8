// The packed client in a folder of somebody else's: installed by npm without a network, compiled as strictly as it gets, and run
// against a real server. And usher-sync beside it, as it is installed.
import { execFile } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plantKey } from '@usher/api/testing/api-keys'
import { account, freshDatabase, startServer } from '@usher/api/testing/world'

const { url: database, db } = await freshDatabase()
const server = await startServer(database)
const acme = await account(db, 'Acme')
await acme.member('Ada', 'account_admin')

const root = join(import.meta.dirname, '../../..')
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
const work = mkdtempSync(join(tmpdir(), 'usher-packed-'))
const app = join(work, 'app')
const installed = join(app, 'node_modules/@usher/client')
afterAll(() => rmSync(work, { recursive: true, force: true }))

interface Ran {
  code: number
  out: string
}
/** With nothing of this machine's but PATH: no home, no cache of npm's. */
const run = (command: string, args: string[], cwd: string, env: Record<string, string> = {}): Promise<Ran> =>
  new Promise((resolve) => {
    const bare = { PATH: process.env['PATH'] ?? '', HOME: join(work, 'home'), ...env }
    execFile(command, args, { cwd, env: bare }, (error, out, err) =>
      resolve({ code: error ? (typeof error.code === 'number' ? error.code : -1) : 0, out: `${out}${err}` }),
    )
  })

async function mustRun(command: string, args: string[], cwd: string): Promise<void> {
  const { code, out } = await run(command, args, cwd)
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${out}`)
}

/** Compiles these files of the app, beside what else is in it; gives what the compiler said. */
async function compiled(files: Record<string, string>, more: object = {}): Promise<Ran> {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(app, name), text)
  const settings = {
    compilerOptions: {
      strict: true,
      skipLibCheck: false,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      target: 'es2022',
      module: 'nodenext',
      types: ['node'],
      outDir: 'out',
      ...more,
    },
    files: Object.keys(files),
  }
  writeFileSync(join(app, 'tsconfig.json'), JSON.stringify(settings))
  return run(process.execPath, [tsc, '-p', '.', '--pretty', 'false'], app)
}

beforeAll(async () => {
  await mustRun(process.execPath, [join(root, 'scripts/pack.ts'), work], work)
  mkdirSync(join(work, 'home'))
  mkdirSync(app)
  const from = (name: string) => `file:../usher-${name}-0.1.0.tgz`
  const dependencies = { '@usher/client': from('client'), '@usher/sync': from('sync') }
  writeFileSync(join(app, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies }))
  await mustRun('npm', ['install', '--offline', '--no-audit', '--no-fund'], app)
  // Every program on Node has its types.
  mkdirSync(join(app, 'node_modules/@types'))
  symlinkSync(realpathSync(join(root, 'node_modules/@types/node')), join(app, 'node_modules/@types/node'))
}, 240_000)

describe('the package', () => {
  it('is all that it needs: nothing of the workspace, nothing to fetch', () => {
    expect(readdirSync(join(app, 'node_modules')).toSorted()).toEqual([
      '.bin',
      '.package-lock.json',
      '@types',
      '@usher',
    ])
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter((f) => /\.(js|d\.ts)$/.test(f))
    expect(files).toEqual(expect.arrayContaining(['index.js', 'index.d.ts', 'files.js', 'files.d.ts', 'api.d.ts']))
    const imported = files.flatMap((file) => {
      const text = readFileSync(join(installed, file), 'utf8')
      return [...text.matchAll(/(?:^(?:import|export)\b[^'"]*?from |^import |\bimport\()(['"])(.+?)\1/gm)].map(
        (m) => m[2] ?? '',
      )
    })
    expect(imported.length).toBeGreaterThan(10)
    expect(imported.filter((target) => !/^\.\.?\//.test(target) && !isBuiltin(target))).toEqual([])
  })
  it('has what a package has: its words, its programs, and the licences of what is in it', () => {
    const files = readdirSync(installed)
    expect(files).toEqual(expect.arrayContaining(['README.md', 'package.json', 'THIRD-PARTY-LICENSES.md', 'examples']))
    const licences = readFileSync(join(installed, 'THIRD-PARTY-LICENSES.md'), 'utf8')
    expect(licences).toContain('@trpc/client')
    expect(licences).toContain('tus-js-client')
  })
})

const program = `
import { createClient, problemOf, type Inputs, type Outputs } from '@usher/client'
import { download, upload, whyNotName } from '@usher/client/files'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
export const inputs: Same<Inputs['library']['createFolder'], { folderId: string | null; name: string }> = true
export const outputs: Same<Outputs['library']['createFolder'], { id: string }> = true
export const dates: Same<Outputs['uploads']['list'][number]['begunAt'], string> = true
export const kinds: Same<Outputs['library']['list']['assets'][number]['kind'], 'file' | 'folder'> = true

const usher = createClient({ url: process.env['USHER_URL'] ?? '', key: process.env['USHER_KEY'] ?? '' })
const { id: folderId } = await usher.library.createFolder.mutate({ folderId: null, name: 'Spring shoot' })
let progress = 0
const bytes = new TextEncoder().encode('waves and sand')
const { assetId } = await upload(usher, { folderId, name: 'beach.txt', bytes, onProgress: (sent) => (progress = sent) })
const { assets } = await usher.library.list.query({ folderId })
const found = await usher.search.assets.query({ folderId: null, name: 'bea' })
const text = await (await download(usher, assetId)).text()
const nowhere = await usher.library.list.query({ folderId: crypto.randomUUID() }).catch(problemOf)
const problem = await usher.library.createFolder.mutate({ folderId: null, name: 'spring shoot' }).then(() => null, problemOf)
const stopped = await usher.library.list.query({ folderId }, { signal: AbortSignal.abort() }).catch((error: Error) => error.name)
console.log(JSON.stringify({
  progress,
  listed: assets.map((a) => [a.name, a.size]),
  found: found.assets.map((a) => a.name),
  text,
  nowhere: nowhere && 'code' in nowhere ? nowhere.code : null,
  problem: problem?.code,
  stopped,
  name: whyNotName('a/b'),
}))
`

describe('a program', () => {
  it('lists, uploads and searches with types, and is told typed refusals', async () => {
    expect(await compiled({ 'program.ts': program })).toEqual({ code: 0, out: '' })
    const { secret } = await plantKey(db, acme.id)
    const { code, out } = await run(process.execPath, [join(app, 'out/program.js')], app, {
      USHER_URL: server,
      USHER_KEY: secret,
    })
    expect([code, JSON.parse(out)]).toEqual([
      0,
      {
        progress: 14,
        listed: [['beach.txt', 14]],
        found: ['beach.txt'],
        text: 'waves and sand',
        nowhere: 'not_found',
        problem: 'name_taken',
        stopped: expect.any(String),
        name: expect.stringContaining('contains neither'),
      },
    ])
  })

  it('is found in the words of the package, and in its examples: all of them compile', async () => {
    const words = readFileSync(join(installed, 'README.md'), 'utf8')
    const blocks = [...words.matchAll(/```ts\n([^]*?)```/g)].map((block, n) => [`words-${n}.ts`, block[1] ?? ''])
    expect(blocks.length).toBeGreaterThan(3)
    cpSync(join(installed, 'examples'), app, { recursive: true })
    const examples = readdirSync(join(installed, 'examples')).map((file) => [
      file,
      readFileSync(join(app, file), 'utf8'),
    ])
    expect(examples.length).toBeGreaterThan(1)
    const files: Record<string, string> = Object.fromEntries([...blocks, ...examples])
    // With the types of a browser beside those of Node, as TypeScript has it by itself, and without them.
    expect(await compiled(files)).toEqual({ code: 0, out: '' })
    expect(await compiled(files, { lib: ['es2022'] })).toEqual({ code: 0, out: '' })
  })
})

/** What is written after `usher.`, and the compiler's own words. */
const mistakes: [string, string, string][] = [
  ['a procedure that is not there', 'library.lst.query({ folderId: null })', "Property 'lst' does not exist"],
  ['an area that is not there', 'libary.list.query({ folderId: null })', "Property 'libary' does not exist"],
  ['a procedure of people', 'members.list.query({})', "Property 'members' does not exist"],
  ['a procedure that no key may call', 'library.history.query({ assetId: "x" })', "Property 'history' does not exist"],
  [
    'a change that is asked for',
    'library.rename.query({ assetId: "x", name: "y" })',
    "Property 'query' does not exist",
  ],
  ['a field that is missing', 'library.rename.mutate({ assetId: "x" })', "Property 'name' is missing"],
  ['a field that is not there', 'library.list.query({ folderId: null, colour: 1 })', "'colour' does not exist in type"],
  [
    'a field of another type',
    'library.list.query({ folderId: 5 })',
    "Type 'number' is not assignable to type 'string'",
  ],
  [
    'a word that is not one of them',
    "library.list.query({ folderId: null, sort: 'colour' })",
    'is not assignable to type',
  ],
  [
    'an output that is not there',
    'library.createFolder.mutate({ folderId: null, name: "a" }).then((made) => made.name)',
    "Property 'name' does not exist on type '{ id: string; }'",
  ],
]
describe('does not compile:', () => {
  const said: string[] = []
  beforeAll(async () => {
    const start = "import { createClient } from '@usher/client'\nconst usher = createClient({ url: '', key: '' })\n"
    const files = mistakes.map(([, call], n) => [`mistake-${n}.ts`, `${start}await usher.${call}\n`])
    said.push(...(await compiled(Object.fromEntries(files))).out.split('\n'))
  }, 60_000)
  it.each(mistakes.map(([what, , words], n) => ({ what, words, n })))('$what', ({ words, n }) => {
    const errors = said.filter((line) => line.startsWith(`mistake-${n}.ts(`))
    expect(errors).toEqual([expect.stringContaining(words)])
    expect(errors[0]).toContain(`mistake-${n}.ts(3,`)
  })
})

it('usher-sync, installed, mirrors a folder', async () => {
  const { secret } = await plantKey(db, acme.id)
  mkdirSync(join(work, 'photos'))
  writeFileSync(join(work, 'photos/dune.jpg'), 'sand')
  const usherSync = join(app, 'node_modules/.bin/usher-sync')
  const mirror = () => run(usherSync, ['../photos', '/Mirrored'], app, { USHER_URL: server, USHER_KEY: secret })
  expect(await mirror()).toEqual({ code: 0, out: expect.stringContaining('+ dune.jpg\n1 new. 4 bytes in') })
  expect(await mirror()).toEqual({ code: 0, out: expect.stringContaining('1 in step.') })
})
