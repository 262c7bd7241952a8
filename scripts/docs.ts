// `docs`: are the tables in docs/, and docs/openapi.json, what the code says now? Names each page that is not, and what to run; exit 1 then.
// `docs:write`: writes them.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { filled, pages } from './doc-tables.ts'
import { openApi } from './openapi.ts'

const root = join(import.meta.dirname, '..')
const write = process.argv.includes('--write')
const wrong: string[] = []

for (const [page, tables] of Object.entries(pages)) {
  const file = join(root, page)
  const text = readFileSync(file, 'utf8')
  try {
    const made = filled(text, tables)
    if (made === text) continue
    if (write) writeFileSync(file, made)
    else wrong.push(`${page}: its tables are not what the code says. Run: npx -y pnpm@12 docs:write`)
  } catch (error) {
    wrong.push(`${page}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
const described = join(root, 'docs/openapi.json')
const made = `${JSON.stringify(openApi(), null, 2)}\n`
if (!existsSync(described) || readFileSync(described, 'utf8') !== made) {
  if (write) writeFileSync(described, made)
  else wrong.push('docs/openapi.json is not what the code says. Run: npx -y pnpm@12 docs:write')
}
for (const line of wrong) console.error(line)
process.exitCode = wrong.length > 0 ? 1 : 0
