// The import law of the tree as lint rules: who may import whom, where raw SQL stands, who may ask for a role.
// oxlint loads this file through .oxlintrc.json; law.test.ts plants one breach of each kind and sees it found.
import { dirname, join, relative } from 'node:path'

type Node = { type: string } & Record<string, unknown>
type Context = { filename: string; report: (problem: { node: Node; message: string }) => void }
type Visitor = Record<string, (node: Node) => void>

type Law = {
  /** Matched against `file → target`: paths from the root of the tree, a package by its name as imported. */
  edge: RegExp
  /** Only these names of the target are meant; without it, any import of it is. */
  names?: string[]
  /** `import type` is allowed. */
  types?: 'free'
  /** Test files and what only tests use are not bound by it. */
  tests?: 'free'
  because: string
}

export const laws: Law[] = [
  {
    edge: /^packages\/domain\/src\/.* → (?!packages\/domain\/)/,
    tests: 'free',
    because: 'domain imports nothing: what it needs to know is an argument',
  },
  {
    edge: /^packages\/client\/src\/.* → (@usher\/api|@trpc\/server)/,
    types: 'free',
    tests: 'free',
    because: 'client takes types only from the API: write `import type`',
  },
  {
    edge: /^packages\/client\/src\/.* → (?!packages\/client\/|@usher\/(api|domain)$|@trpc\/(client|server)|tus-js-client$)/,
    tests: 'free',
    because: 'client imports @trpc/client, tus-js-client, @usher/domain and the API’s types, nothing else',
  },
  {
    edge: /^apps\/web\/src\/.* → (@usher\/api|@usher\/operator|kysely|pg|node:)/,
    because: 'the web app asks the API through @usher/client',
  },
  {
    edge: /^apps\/operator\/src\/.* → (@usher\/api(?!\/server$)|@usher\/client|@usher\/web)/,
    tests: 'free',
    because: 'the operator’s command line uses @usher/api/server and @usher/domain',
  },
  {
    edge: /^apps\/sync\/src\/.* → (?!apps\/sync\/|@usher\/client(?:\/files)?$|node:)/,
    tests: 'free',
    because: 'usher-sync is a program as others write it: it uses @usher/client and Node, nothing else',
  },
  {
    edge: /^apps\/bench\/src\/.* → (@usher\/api(?!\/(server|bench|testing\/(product|program))$)|@usher\/(client|web|operator)|kysely|pg)/,
    because: 'the benchmarks use @usher/api/server and @usher/api/bench',
  },
  {
    edge: /^packages\/api\/src\/.* → (@usher\/client|@usher\/web|@usher\/operator)/,
    tests: 'free',
    because: 'the API knows nobody who calls it',
  },
  {
    edge: /^packages\/api\/src\/([a-z-]+)\/.* → packages\/api\/src\/(?!\1\/)([a-z-]+)\/\2\.ts$/,
    tests: 'free',
    because: 'a feature never imports the procedures of another: take the idea file (../members/seats.ts)',
  },
  {
    edge: /^((?:packages|apps)\/[^/]+)\/.* → (?!\1\/)(packages|apps|scripts)\//,
    because: 'a path never leaves its package: import the other package by its name',
  },
  {
    edge: /^(?!packages\/api\/src\/(db|access|audit)\/).* → kysely$/,
    names: ['sql'],
    tests: 'free',
    because: 'raw SQL stays in packages/api/src/{db,access,audit}',
  },
  {
    edge: /^(?!packages\/api\/src\/db\/).* → pg$/,
    types: 'free',
    tests: 'free',
    because: 'connections are opened in packages/api/src/db',
  },
  {
    edge: /^(?!packages\/api\/src\/trpc\.ts|apps\/bench\/).* → @trpc\/server/,
    names: ['initTRPC'],
    because: 'a procedure without a door must not exist: take one from packages/api/src/trpc.ts',
  },
]

const root = join(import.meta.dirname, '..')
const isTest = (path: string) => /\.(test|spec)\.tsx?$|\/(testing|e2e)\//.test(path)
const pathOf = (context: Context) => relative(root, context.filename)

/** Who may import what: each import, export-from and `import()` of a file is held against every law. */
const imports = {
  create(context: Context): Visitor {
    const path = pathOf(context)
    const held = isTest(path) ? laws.filter((law) => law.tests !== 'free') : laws

    const look = (node: Node) => {
      const source = (node['source'] as Node | null)?.['value']
      if (typeof source !== 'string') return
      const target = source.startsWith('.') ? join(dirname(path), source) : source
      const typesOnly = node['importKind'] === 'type' || node['exportKind'] === 'type'
      const names = namesOf(node)
      for (const law of held) {
        if (!law.edge.test(`${path} → ${target}`)) continue
        if (typesOnly && law.types === 'free') continue
        if (law.names && names !== 'all' && !law.names.some((name) => names.includes(name))) continue
        context.report({ node, message: `${law.names?.join(', ') ?? source}: ${law.because}` })
      }
    }
    return {
      ImportDeclaration: look,
      ImportExpression: look,
      ExportNamedDeclaration: look,
      ExportAllDeclaration: look,
    }
  },
}

/** The names an import takes from its target; `* as all`, `export *` and `import()` take every one. */
function namesOf(node: Node): string[] | 'all' {
  const names: string[] = []
  if (!Array.isArray(node['specifiers'])) return 'all'
  for (const specifier of node['specifiers'] as Node[]) {
    if (specifier.type === 'ImportNamespaceSpecifier') return 'all'
    const name = (specifier['imported'] ?? specifier['local']) as Node
    names.push(String(name['name'] ?? name['value']))
  }
  return names
}

/** `member.role === 'finance'` decides again what the matrix already decides. */
const roles = {
  create(context: Context): Visitor {
    const path = pathOf(context)
    if (path.startsWith('packages/domain/') || isTest(path)) return {}

    const isRole = (node: Node): boolean => {
      if (node.type === 'ChainExpression') return isRole(node['expression'] as Node)
      if (node.type === 'MemberExpression') return isRole(node['property'] as Node)
      return node.type === 'Identifier' && /^role$|Role$/.test(String(node['name']))
    }
    const isText = (node: Node | null) => node?.type === 'Literal' && typeof node['value'] === 'string'
    const report = (node: Node) =>
      context.report({ node, message: 'ask may() or allows() of @usher/domain instead of comparing a role' })

    return {
      BinaryExpression(node) {
        const left = node['left'] as Node
        const right = node['right'] as Node
        if (!/^[!=]==?$/.test(String(node['operator']))) return
        if ((isRole(left) && isText(right)) || (isRole(right) && isText(left))) report(node)
      },
      SwitchStatement(node) {
        const cases = node['cases'] as { test: Node | null }[]
        if (isRole(node['discriminant'] as Node) && cases.some((each) => isText(each.test))) report(node)
      },
      CallExpression(node) {
        const [first] = node['arguments'] as Node[]
        const { object, property } = node['callee'] as { object?: Node; property?: Node }
        if (property?.['name'] === 'includes' && object?.type === 'ArrayExpression' && first && isRole(first))
          report(node)
      },
    }
  },
}

/** The domain has no clock and no dice: `now` is an argument. */
const pure = {
  create(context: Context): Visitor {
    const path = pathOf(context)
    if (!path.startsWith('packages/domain/src/') || isTest(path)) return {}
    const report = (node: Node) =>
      context.report({ node, message: 'domain is pure: time and chance come in as arguments' })

    return {
      NewExpression(node) {
        const nothing = (node['arguments'] as Node[]).length === 0
        if (nothing && (node['callee'] as Node)['name'] === 'Date') report(node)
      },
      MemberExpression(node) {
        const name = `${String((node['object'] as Node)['name'])}.${String((node['property'] as Node)['name'])}`
        if (name === 'Date.now' || name === 'Math.random') report(node)
      },
    }
  },
}

export default { meta: { name: 'usher' }, rules: { imports, roles, pure } }
