// The types of the packed client, without the server behind them: each procedure that a key may call with its input and output
// written out, by the compiler itself, and with the words that stand above it in the API.
import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { register } from '../packages/api/src/register.ts'
import { appRouter } from '../packages/api/src/router.ts'

const root = join(import.meta.dirname, '..')
const client = join(root, 'packages/client')
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')

export interface Called {
  area: string
  name: string
  type: 'query' | 'mutation'
}
/** What a program can call with a key, in the order of the router. */
export const called: Called[] = register(appRouter, []).flatMap(({ name, type, keys }) => {
  const [area = '', procedure = ''] = name.split('.')
  return keys && type ? [{ area, name: procedure, type }] : []
})
const areas = [...new Set(called.map(({ area }) => area))]

/** Declarations by file name: the client's own, and `api.d.ts`, in which the API's types are written out. */
export function clientTypes(): Map<string, string> {
  const { written, own } = compilerWrites()
  return new Map([...own, ['api.d.ts', apiTypes(written)]])
}

interface Written {
  /** `library_list_input`, `library_list_output`, `problem` → its type. Throws for what is not among them. */
  written: (name: string) => string
  /** The declarations of the client's own files. */
  own: [file: string, text: string][]
}
export function compilerWrites(): Written {
  const work = join(client, `dist/types-${process.pid}`)
  mkdirSync(work, { recursive: true })
  try {
    return declarations(work)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function declarations(work: string): Written {
  const asked = [
    `import type { AnyProblem, Inputs, Outputs } from '../../src/api.ts'`,
    `import { writtenOut } from '${relative(work, join(root, 'scripts/written-out.ts'))}'`,
    ...called.flatMap(({ area, name }) => [
      `export const ${area}_${name}_input = writtenOut<Inputs['${area}']['${name}']>()`,
      `export const ${area}_${name}_output = writtenOut<Outputs['${area}']['${name}']>()`,
    ]),
    'export const problem = writtenOut<AnyProblem>()',
  ]
  writeFileSync(join(work, 'asked.ts'), asked.join('\n'))
  const out = join(work, 'out')
  const settings = {
    extends: relative(work, join(root, 'tsconfig.base.json')),
    compilerOptions: { noEmit: false, declaration: true, emitDeclarationOnly: true, rootDir: root, outDir: out },
    files: ['asked.ts', '../../src/program.ts', '../../src/files.ts'],
  }
  writeFileSync(join(work, 'tsconfig.json'), JSON.stringify(settings))
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', work, '--pretty', 'false'], { encoding: 'utf8' })
  // Of the API nothing is kept: what its declarations could not name does not matter.
  const wrong = stdout.split('\n').filter((line) => line.trim() && /packages\/client\//.test(line))
  if (wrong.length) throw new Error(`the client’s types cannot be written:\n${wrong.join('\n')}`)
  const from = (path: string) => readFileSync(join(out, relative(root, path)), 'utf8')
  const texts = from(join(work, 'asked.d.ts')).split(/^export declare const (\w+): /m)
  const types = new Map<string, string>()
  for (let n = 1; n < texts.length; n += 2)
    types.set(texts[n] ?? '', (texts[n + 1] ?? '').trim().replace(/;\s*(export \{\};)?$/, ''))
  for (const [name, text] of types)
    if (/\bimport\(/.test(text)) throw new Error(`${name} is not written out: ${/import\(.*/.exec(text)?.[0]}`)
  const written = (name: string) => {
    const text = types.get(name)
    if (text === undefined) throw new Error(`${name} is not among what the compiler has written`)
    return text
  }
  const own = ['program', 'files', 'download', 'names', 'problem-of', 'reach', 'upload'].map(
    (file): [string, string] => [
      `${file === 'program' ? 'index' : file}.d.ts`,
      from(join(client, 'src', `${file}.d.ts`)).replace(/(from |import\()(['"]\.\/[\w-]+)\.ts/g, '$1$2.js'),
    ],
  )
  return { written, own }
}

function apiTypes(of: Written['written']): string {
  const procedure = ({ area, name, type }: Called) => {
    const words = descriptionOf(area, name)
    const types = `${of(`${area}_${name}_input`)}, ${of(`${area}_${name}_output`)}`
    return `${words ? `/** ${words} */\n` : ''}${name}: ${type === 'query' ? 'Query' : 'Mutation'}<${types}>;`
  }
  const members = areas.map(
    (area) =>
      `${area}: {\n${called
        .filter((c) => c.area === area)
        .map(procedure)
        .join('\n')}\n};`,
  )
  return `// What an API key may call, and everything that can be refused. Made from the API itself.

export interface CallOptions {
    /** Ends the call. */
    signal?: AbortSignal;
}
export interface Query<Input, Output> {
    query(input: Input, options?: CallOptions): Promise<Output>;
}
export interface Mutation<Input, Output> {
    mutate(input: Input, options?: CallOptions): Promise<Output>;
}
export interface Client {
${members.join('\n')}
}
type InputOf<P> = P extends Query<infer I, unknown> ? I : P extends Mutation<infer I, unknown> ? I : never;
type OutputOf<P> = P extends Query<never, infer O> ? O : P extends Mutation<never, infer O> ? O : never;
/** \`Inputs['library']['list']\` */
export type Inputs = { [A in keyof Client]: { [P in keyof Client[A]]: InputOf<Client[A][P]> } };
/** \`Outputs['library']['list']\` */
export type Outputs = { [A in keyof Client]: { [P in keyof Client[A]]: OutputOf<Client[A][P]> } };
/** Every refusal: \`code\` narrows \`data\`. */
export type AnyProblem = ${of('problem')};
`
}

/** The words above a procedure in the API, in one line; null where it has none. */
export function descriptionOf(area: string, name: string): string | null {
  for (const file of globSync(join(root, 'packages/api/src/*/*.ts')).toSorted()) {
    if (file.endsWith('.test.ts')) continue
    const text = readFileSync(file, 'utf8')
    if (!text.includes(`export const ${area} = router({`)) continue
    const inside = documented(text, `  ${name}: `)
    if (inside) return inside
    // `move,` and `trash: trashList` stand in files of their own.
    const there = new RegExp(`^  ${name}(?:: (\\w+))?,$`, 'm').exec(text)
    const real = there?.[1] ?? name
    const from = new RegExp(`import \\{[^}]*\\b${real}\\b[^}]*\\} from '(\\./[\\w-]+\\.ts)'`).exec(text)?.[1]
    if (from) return documented(readFileSync(join(dirname(file), from), 'utf8'), `export const ${real} = `)
  }
  return null
}
/** What the comment right before `start` says. */
function documented(text: string, start: string): string | null {
  const at = text.indexOf(`\n${start}`)
  const [, words] = at < 0 ? [] : (/\/\*\*((?:(?!\*\/)[^])*)\*\/$/.exec(text.slice(0, at)) ?? [])
  return words?.replace(/\s*\n\s*\* ?/g, ' ').trim() || null
}
