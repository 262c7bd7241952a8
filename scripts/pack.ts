// `pnpm pack:programs [FOLDER]`: the typed client and `usher-sync` as packages for other people's machines, each one file that npm
// installs, with nothing to fetch besides: usher-client-0.1.0.tgz and usher-sync-0.1.0.tgz, in ./dist unless a folder is named.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { build } from 'vite'
import { clientTypes } from './pack-types.ts'

const root = join(import.meta.dirname, '..')
const oxfmt = join(root, 'node_modules/.bin/oxfmt')
const [folder = join(root, 'dist')] = process.argv.slice(2)

interface Packed {
  /** The package's folder in the tree; its README.md goes along, and what is in `copied`. */
  from: string
  entries: Record<string, string>
  files: ReadonlyMap<string, string>
  copied: readonly string[]
  manifest: Record<string, unknown>
}

/** Gives the path of the one file. Nothing of the workspace is named in it, and nothing has to be fetched for it. */
async function pack({ from, entries, files, copied, manifest }: Packed): Promise<string> {
  const { name, version } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as Record<string, string>
  const work = mkdtempSync(join(tmpdir(), 'usher-pack-'))
  const made = join(work, 'package')
  try {
    await bundle(from, entries, made)
    for (const [file, text] of files) writeFileSync(join(made, file), text)
    for (const file of ['README.md', ...copied]) cpSync(join(from, file), join(made, file), { recursive: true })
    if (files.size)
      run(oxfmt, '--config', join(root, '.oxfmtrc.json'), ...[...files.keys()].map((file) => join(made, file)))
    const shared = { name, version, license: 'UNLICENSED', type: 'module', engines: { node: '>=20' } }
    writeFileSync(join(made, 'package.json'), `${JSON.stringify({ ...shared, ...manifest }, null, 2)}\n`)
    const packed = join(resolve(folder), `${name?.slice(1).replace('/', '-')}-${version}.tgz`)
    mkdirSync(dirname(packed), { recursive: true })
    // As npm has it: everything below `package/`.
    run('tar', '-czf', packed, '-C', work, 'package')
    return packed
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function run(command: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`)
}

/** For Node 20 and later, with all that it imports, and the licences of that. */
async function bundle(from: string, entries: Record<string, string>, outDir: string): Promise<void> {
  const input = Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(from, file)]))
  await build({
    configFile: false,
    root: from,
    logLevel: 'warn',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      target: 'node20',
      minify: false,
      outDir,
      emptyOutDir: false,
      copyPublicDir: false,
      emitAssets: true,
      license: { fileName: 'THIRD-PARTY-LICENSES.md' },
      rollupOptions: { input, output: { entryFileNames: '[name].js', chunkFileNames: 'shared/[name].js' } },
    },
  })
}

const client = await pack({
  from: join(root, 'packages/client'),
  entries: { index: 'src/program.ts', files: 'src/files.ts' },
  files: clientTypes(),
  copied: ['examples'],
  manifest: {
    description: 'The typed client of Usher, for programs with an API key',
    exports: {
      '.': { types: './index.d.ts', default: './index.js' },
      './files': { types: './files.d.ts', default: './files.js' },
      './package.json': './package.json',
    },
    sideEffects: false,
  },
})
const sync = await pack({
  from: join(root, 'apps/sync'),
  entries: { 'usher-sync': 'src/main.ts' },
  files: new Map(),
  copied: [],
  manifest: {
    description: 'Keeps a folder of Usher’s library in step with a local one',
    bin: { 'usher-sync': 'usher-sync.js' },
  },
})
console.log(`${client}\n${sync}`)
