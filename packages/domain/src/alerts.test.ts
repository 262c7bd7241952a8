import { expect, it } from 'vitest'
import { alertInWords, inOne, monthUntil, watchedInWords, watchedNames } from './alerts.ts'

it('a month is counted from its first day until today', () => {
  expect(monthUntil('2028-02-29')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
  expect(monthUntil('2026-03-01')).toEqual({ from: '2026-03-01', to: '2026-03-01' })
})

it('an alert reads as a sentence, with its figure in the unit that people write', () => {
  const alert = (what: (typeof watchedNames)[number], wanted: number) =>
    alertInWords({ what, threshold: wanted * inOne[what], currency: 'EUR' }, 'en')
  expect(alert('storage', 5)).toBe('what is stored reaches 5 GB')
  expect(alert('sentBytes', 100)).toBe('what is sent in a month reaches 100 GB')
  expect(alert('downloads', 1000)).toBe('downloads in a month reach 1,000')
  expect(alert('spend', 250)).toBe('what is invoiced in a month reaches €250.00')
})

it('every figure has words, without a currency too', () => {
  for (const what of watchedNames) expect(watchedInWords(what, 12, null, 'en')).toMatch(/12/)
})
