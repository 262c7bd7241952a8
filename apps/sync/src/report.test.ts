// What a run says, with a terminal and without one.
import { describe, expect, it } from 'vitest'
import { inWords, openReport } from './report.ts'

function heard(isTTY: boolean, would = false) {
  let at = 0
  const said = { out: '', err: '' }
  const out = { isTTY, columns: 100, write: (text: string) => void (said.out += text) }
  const report = openReport(out, { write: (text) => void (said.err += text) }, () => at, would)
  return { report, said, later: (ms: number) => void (at += ms) }
}
const file = { path: 'a/b.bin', name: 'b.bin', size: 3_000_000 }

describe('a report', () => {
  it('without a terminal is a line for each thing, and what it came to', () => {
    const { report, said, later } = heard(false)
    report.made('a')
    report.begin('sending', 1, file.size)
    report.moved(file.size)
    later(2000)
    report.sent(file, true)
    report.amiss('c', 'No.')
    report.end()
    expect(said).toEqual({
      out: '+ a/\n+ a/b.bin\n1 new, 1 folder made, 1 not mirrored. 3.0 MB in 2.0 s, 1.5 MB/s.\n',
      err: '! c: No.\n',
    })
  })
  it('with a terminal is a bar that stays on its line, drawn ten times a second at most', () => {
    const { report, said, later } = heard(true)
    later(1000)
    report.begin('sending', 4, 12_000_000)
    for (let n = 0; n < 50; n += 1) {
      later(20)
      report.moved(120_000)
    }
    report.sent(file, false)
    report.finished()
    const bars = said.out.split('\r\u001B[K').filter(Boolean)
    expect(bars.length).toBeGreaterThan(5)
    expect(bars.length).toBeLessThanOrEqual(11)
    expect(bars.at(-1)).toMatch(/^sending █+░+ 50 % · 0 of 4 · 6\.0 MB of 12 MB · 6\.0 MB\/s$/)
    for (const bar of bars) expect(bar.length).toBeLessThan(100)
    report.end()
    expect(said.out.endsWith('\r\u001B[K1 changed. 3.0 MB in 2.0 s, 1.5 MB/s.\n')).toBe(true)
  })
  it('shows no name that would move the cursor', () => {
    const { report, said } = heard(false)
    report.amiss('a\u001B[2Jb\u202Ec', 'No.')
    expect(said.err).toBe('! a\uFFFD[2Jb\uFFFDc: No.\n')
  })
  it('of a dry run says that nothing was done', () => {
    const { report, said } = heard(true, true)
    report.sent(file, true)
    report.end()
    expect(said.out).toBe('+ a/b.bin\nNothing was done. It would be: 1 new.\n')
  })
})
it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1000, '1.0 kB'],
  [999_600, '1.0 MB'],
  [20_000_000, '20 MB'],
])('%i bytes in words: %s', (bytes, words) => expect(inWords(bytes)).toBe(words))
