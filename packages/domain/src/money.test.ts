// Money: whole cents, read and written without a fraction getting lost.
import { describe, expect, it } from 'vitest'
import { hasCents, moneyInWords, readAmount, shareOf } from './money.ts'

describe('readAmount', () => {
  it.each([
    ['49', 4900],
    ['49.00', 4900],
    ['0.01', 1],
    ['0', 0],
    ['1.10', 110],
    ['999999999.99', 99_999_999_999],
  ])('%s is %i cents', (text, cents) => expect(readAmount(text)).toBe(cents))
  it.each(['', '-1', '1.5', '1,50', '1e3', '1.005', '1000000000', 'free', '0x10'])('%j is none', (text) =>
    expect(readAmount(text)).toBeNull(),
  )
})

it('only a currency with cents counts in cents', () => {
  expect(['EUR', 'USD', 'CHF'].map(hasCents)).toEqual([true, true, true])
  expect(['JPY', 'KWD', 'euro', '€'].map(hasCents)).toEqual([false, false, false, false])
})

it('a half cent is rounded up, and a large amount loses none', () => {
  expect(shareOf(1, 1, 2)).toBe(1)
  expect(shareOf(100, 1, 3)).toBe(33)
  expect(shareOf(200, 1, 3)).toBe(67)
  expect(shareOf(99_999_999_999, 365, 366)).toBe(99_726_775_955)
})

it('is written as the locale does', () => {
  expect(moneyInWords(123_456, 'EUR', 'en')).toBe('€1,234.56')
  expect(moneyInWords(-5, 'EUR', 'en')).toBe('-€0.05')
})
