// The price list: amounts in cents, and what is wrong with a file said by its place in it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { readConfig } from '../config.ts'
import { readPriceList } from './price-list.ts'

const folder = mkdtempSync(join(tmpdir(), 'usher-prices-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'prices.json')
const good = {
  currency: 'EUR',
  tax: '8.1',
  plans: { paid: { month: '49.00', year: '490' }, enterprise: { month: '199.90', year: '1990.00' } },
  seller: { name: 'Halden Media', address: ['1 Quay', 'Oslo'] },
}
const written = (list: object) => {
  writeFileSync(file, JSON.stringify(list))
  return file
}

it('amounts become cents, the tax hundredths of a percent, and an unpaid invoice takes nothing away', () => {
  expect(readPriceList(written(good))).toEqual({
    currency: 'EUR',
    taxRate: 810,
    dueDays: 14,
    freeAfterDays: null,
    plans: { paid: { month: 4900, year: 49_000 }, enterprise: { month: 19_990, year: 199_000 } },
    seller: { name: 'Halden Media', address: '1 Quay\nOslo', taxId: '', payment: '' },
  })
})

it('every fault is told with its place, and the variable that named the file', () => {
  const bad = {
    ...good,
    currency: 'JPY',
    dueDays: -1,
    plans: { ...good.plans, paid: { month: '49,00', year: '490' } },
    extra: true,
  }
  const read = () => readConfig({ PRICES: written(bad) })
  expect(read).toThrow(/PRICES names .*prices\.json/)
  for (const part of ['currency: write a currency', 'dueDays', 'plans.paid.month: is "49,00"', 'extra'])
    expect(read).toThrow(part)
})

it('a file that is not there, or is no JSON, is told as such', () => {
  expect(() => readConfig({ PRICES: join(folder, 'none.json') })).toThrow('which cannot be read as JSON')
  writeFileSync(file, '{ "currency": ')
  expect(() => readConfig({ PRICES: file })).toThrow('which cannot be read as JSON')
})
