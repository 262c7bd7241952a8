import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  changeInPercent,
  dayAfter,
  dayIn,
  daysIn,
  daysOf,
  rangeBefore,
  rangeUntil,
  usageKept,
  rangeAtMost,
} from './usage.ts'

it('a moment counts for the day that it is where the account is', () => {
  const at = new Date('2026-12-31T23:30:00Z')
  expect(dayIn('UTC', at)).toBe('2026-12-31')
  expect(dayIn('Europe/Berlin', at)).toBe('2027-01-01')
  expect(dayIn('America/Los_Angeles', at)).toBe('2026-12-31')
  // The furthest apart that two days can be at one moment.
  expect(dayIn('Pacific/Kiritimati', new Date('2026-02-28T10:00:00Z'))).toBe('2026-03-01')
  expect(dayIn('Etc/GMT+12', new Date('2026-02-28T10:00:00Z'))).toBe('2026-02-27')
})

it('where clocks go forward or back the day still ends at its midnight', () => {
  // Berlin, 29 March and 25 October 2026.
  expect(dayIn('Europe/Berlin', new Date('2026-03-28T22:59:59Z'))).toBe('2026-03-28')
  expect(dayIn('Europe/Berlin', new Date('2026-03-29T21:59:59Z'))).toBe('2026-03-29')
  expect(dayIn('Europe/Berlin', new Date('2026-03-29T22:00:00Z'))).toBe('2026-03-30')
  expect(dayIn('Europe/Berlin', new Date('2026-10-25T22:59:59Z'))).toBe('2026-10-25')
  expect(dayIn('Europe/Berlin', new Date('2026-10-25T23:00:00Z'))).toBe('2026-10-26')
})

it('days go on over the ends of months, and over a leap day', () => {
  expect(dayAfter('2028-02-28', 1)).toBe('2028-02-29')
  expect(dayAfter('2028-03-01', -1)).toBe('2028-02-29')
  expect(dayAfter('2026-02-28', 1)).toBe('2026-03-01')
  expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01')
})

it('a range ends with its last day, and is compared with as many days right before it', () => {
  const range = rangeUntil('2026-03-02', 3)
  expect(range).toEqual({ from: '2026-02-28', to: '2026-03-02' })
  expect(daysOf(range)).toEqual(['2026-02-28', '2026-03-01', '2026-03-02'])
  expect(rangeBefore(range)).toEqual({ from: '2026-02-25', to: '2026-02-27' })
  expect(daysIn(rangeUntil('2026-03-02', 1))).toBe(1)
})

it('a range of any length meets the one before it without a gap', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 366 }), fc.integer({ min: 0, max: 4000 }), (days, later) => {
      const range = rangeUntil(dayAfter('2024-01-01', later), days)
      const before = rangeBefore(range)
      expect(daysIn(range)).toBe(days)
      expect(daysIn(before)).toBe(days)
      expect(dayAfter(before.to, 1)).toBe(range.from)
    }),
  )
})

it('the longest range and the one before it are kept', () => {
  expect(usageKept).toBeGreaterThan(2 * rangeAtMost)
})

it('change is told in percent, and not where there was nothing', () => {
  expect(changeInPercent(15, 10)).toBe(50)
  expect(changeInPercent(0, 10)).toBe(-100)
  expect(changeInPercent(10, 10)).toBe(0)
  expect(changeInPercent(3, 0)).toBeNull()
})
