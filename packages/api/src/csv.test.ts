// Lines for spreadsheets: what a spreadsheet would calculate is text.
import { expect, it } from 'vitest'
import { csvOf } from './csv.ts'

const cellOf = (value: unknown) =>
  csvOf({ value: (row: unknown) => row }, [value])
    .split('\r\n"')[1]
    ?.slice(0, -3)

it.each(['=1+1', '+1', '-1', '@SUM(1)', '\t=1', '\r=1', '\n=1', '＝1+1', '＋1', '－1', '＠SUM(1)'])(
  'a cell that begins as a formula is made text: %j',
  (text) => {
    expect(cellOf(text)).toBe(`'${text}`)
  },
)
it.each(['1+1', 'a=b', ' =1', "it's", '1 − 1', ''])('any other stays as it is: %j', (text) => {
  expect(cellOf(text)).toBe(text)
})
it('quotes are doubled, and nothing is an empty cell', () => {
  expect(cellOf('a "b", c')).toBe('a ""b"", c')
  expect(cellOf(null)).toBe('')
})
