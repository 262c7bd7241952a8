// What must not compile does not, and says why: the compiler's own words are compared, line by line.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const here = import.meta.dirname
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
const { stdout } = spawnSync(process.execPath, [tsc, '-p', join(here, 'compile-errors.json'), '--pretty', 'false'], {
  encoding: 'utf8',
  cwd: here,
})
const said = new Map<number, string>()
let at = 0
for (const line of stdout.split('\n')) {
  const start = /compile-errors\.ts\((\d+),\d+\): (.*)/.exec(line)
  if (start) at = Number(start[1])
  said.set(at, `${said.get(at) ?? ''}\n${start?.[2] ?? line}`)
}
const cases = readFileSync(join(here, 'compile-errors.ts'), 'utf8')
  .split('\n')
  .map((text, index) => ({ text, line: index + 1 }))
  .filter(({ text }) => text.includes('// refuses: '))
  .map(({ text, line }) => {
    const [code = '', words = ''] = text.split(' // refuses: ')
    return { line, code, words }
  })

it.each(cases)('does not compile: $code', ({ line, words }) => expect(said.get(line) ?? 'it compiles').toContain(words))
it('nothing else is refused', () => {
  const others = [...said].filter(([line, words]) => words.trim() && !cases.some((c) => c.line === line))
  expect(others).toEqual([])
})
