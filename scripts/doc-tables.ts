// The tables of docs/, made from the code that decides: the matrix, plans, problems, kinds, and the register of the API.
// `filled` puts them between their markers in a page; docs.ts compares or writes.
import {
  audit,
  auditKinds,
  carries,
  defaultLimits,
  extentOf,
  features,
  featureTitles,
  httpStatus,
  keyAreaNames,
  keyAreas,
  keyRightTitles,
  kindTitle,
  levelWords,
  limitNames,
  may,
  mayEnter,
  operationNames,
  operations,
  permissionNames,
  permissions,
  plans,
  planTitles,
  problems,
  roles,
  roleWords,
  sentence,
  smallestPlanWith,
  tell,
  type Feature,
  type Plan,
  type Role,
} from '../packages/domain/src/index.ts'
import { entryExamples } from '../packages/domain/src/testing/entry-examples.ts'
import { problemExamples } from '../packages/domain/src/testing/problem-examples.ts'
import { needsOf } from '../packages/api/src/door-types.ts'
import { register, type Registered } from '../packages/api/src/register.ts'
import { appRouter, routes } from '../packages/api/src/router.ts'

/** Name of a table → how it is made. */
export type Tables = Readonly<Record<string, () => string>>

const code = (text: string): string => `\`${text}\``
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')

// ── docs/access.md ──
const shortTitle: Record<Role, string> = {
  account_admin: 'administrator',
  developer: 'developer',
  library_full: 'full',
  library_view: 'view-only',
  library_restricted: 'restricted',
  finance: 'finance',
}
const extentWords = { all: '✓', none: '–', level: 'by level', view: 'at view', manage: 'at manage' } as const
const planNeeded = (feature: Feature | null): string =>
  feature === null ? 'every plan' : `${featureTitles[feature]} (${planTitles[smallestPlanWith(feature)]})`

function entersWords(role: Role, plan: Plan): string {
  const who = { role, plan, status: 'active' } as const
  if (!mayEnter(who).yes) return 'cannot enter'
  const dormant = permissionNames.some((permission) => {
    const answer = may(who, permission)
    return !answer.yes && answer.because === 'dormant'
  })
  return dormant ? 'billing alone' : '✓'
}

const access: Tables = {
  roles: () =>
    table(
      ['role', 'id', 'what it is for'],
      roles.map((role) => [roleWords[role].title, code(role), roleWords[role].explains]),
    ),
  levels: () =>
    table(
      ['operation', 'id', 'level', 'also at the root'],
      operationNames.map((operation) => {
        const { title, level, atRoot } = operations[operation]
        return [title, code(operation), levelWords[level].title, atRoot ? '✓' : '–']
      }),
    ),
  matrix: () =>
    table(
      ['permission', 'id', ...roles.map((role) => shortTitle[role]), 'plan feature'],
      permissionNames.map((permission) => [
        permissions[permission].title,
        code(permission),
        ...roles.map((role) => extentWords[extentOf(role, permission)]),
        planNeeded(permissions[permission].feature),
      ]),
    ),
  plans: () =>
    table(
      ['', ...plans.map((plan) => planTitles[plan])],
      [
        ...(Object.keys(features) as Feature[]).map((feature) => [
          featureTitles[feature],
          ...plans.map((plan) => (carries(plan, feature) ? '✓' : '–')),
        ]),
        ...limitNames.map((limit) => [limit, ...plans.map((plan) => String(defaultLimits[plan][limit]))]),
      ],
    ),
  entering: () =>
    table(
      ['role', ...plans.map((plan) => planTitles[plan])],
      roles.map((role) => [roleWords[role].title, ...plans.map((plan) => entersWords(role, plan))]),
    ),
  keys: () =>
    table(
      ['area', 'id', keyRightTitles.read, keyRightTitles.write],
      keyAreaNames.map((area) => {
        const { title, read, write } = keyAreas[area]
        return [title, code(area), read, write ?? '–']
      }),
    ),
  problems: () =>
    table(
      ['code', 'HTTP', 'for example'],
      problemExamples.map((problem) => [
        code(problem.code),
        String(httpStatus[problems[problem.code].kind]),
        sentence(problem),
      ]),
    ),
}

// ── docs/procedures.md ──
const registered = register(appRouter, routes)
const requirement = ({ needs, because, door }: Registered): string =>
  door === 'can' && needs ? code(needs) : door === 'on' ? 'a level on each thing' : (because ?? 'about oneself')
const fields = ({ finds }: Registered): string =>
  Object.entries(finds)
    .map(([field, thing]) => `${code(field)} (${thing})`)
    .join(', ') || '–'
const records = ({ records: kinds, previews }: Registered): string =>
  previews ? 'nothing: shows what would change' : kinds.map(code).join(', ') || '–'

const byKey = ({ keys }: Registered): string =>
  keys
    ? needsOf(keys)
        .map(({ area, right }) => `${area}: ${right}`)
        .join(', ')
    : '–'

const procedures: Tables = {
  procedures: () =>
    table(
      ['procedure', 'type', 'door', 'needs', 'API key', 'looks up', 'records'],
      registered
        .filter((r) => r.kind === 'procedure')
        .map((r) => [code(r.name), r.type ?? '', code(r.door), requirement(r), byKey(r), fields(r), records(r)]),
    ),
  routes: () =>
    table(
      ['route', 'method', 'door', 'needs', 'API key', 'records'],
      registered
        .filter((r) => r.kind === 'route')
        .map((r) => [code(r.name), r.method ?? '', code(r.door), requirement(r), byKey(r), records(r)]),
    ),
}

// ── docs/audit.md ──
const auditTables: Tables = {
  kinds: () =>
    table(
      ['kind', 'in the filter', 'about', 'chain', 'changes', 'personal', 'for example'],
      auditKinds.map((kind) => {
        const { on, scope, changes, personal } = audit[kind]
        const { subject, before, after, by } = entryExamples[kind]
        const actor = { kind: by ?? 'member', name: by ? null : scope === 'user' ? subject : 'Ada' }
        const told = tell({ what: kind, actor, subject, before: { ...before }, after: { ...after }, consequences: [] })
        return [code(kind), kindTitle(kind), on, scope, changes, personal.map(code).join(', ') || '–', told]
      }),
    ),
}

/** Each page with generated tables, from the root of the tree. */
export const pages: Readonly<Record<string, Tables>> = {
  'docs/access.md': access,
  'docs/procedures.md': procedures,
  'docs/audit.md': auditTables,
}

const begin = (name: string): string => `<!-- generated: ${name} -->`
const end = '<!-- end of generated -->'

/** The page with each table between its markers made anew. Throws when a marker is missing, doubled or unknown. */
export function filled(text: string, tables: Tables): string {
  const known = Object.keys(tables)
  const found = [...text.matchAll(/<!-- generated: (.*?) -->/g)].map(([, name = '']) => name)
  const strays = found.filter((name, n) => !known.includes(name) || found.indexOf(name) !== n)
  if (strays.length) throw new Error(`has a table that nothing makes, or twice: ${strays.join(', ')}`)
  return known.reduce((page, name) => {
    const from = page.indexOf(begin(name))
    const to = page.indexOf(end, from)
    if (from < 0 || to < 0) throw new Error(`lacks ${begin(name)} … ${end}`)
    return `${page.slice(0, from)}${begin(name)}\n\n${tables[name]?.() ?? ''}\n\n${page.slice(to)}`
  }, text)
}
