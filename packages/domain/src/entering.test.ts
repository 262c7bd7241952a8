// Entering an account: what it asks of a sign-in that has an unproven address, or whose presence was ended. Rules §6.
import { describe, expect, it } from 'vitest'
import { asksOf, provenLately, type Entering } from './entering.ts'

// Ids are opaque to these rules: any text does.
const [acme, bolt] = ['acme' as never, 'bolt' as never]
const noon = new Date('2026-11-24T12:00:00.000Z')
const later = (ms: number) => new Date(noon.getTime() + ms)
const ben: Entering = {
  accountId: acme,
  addressProven: true,
  homeAccountId: null,
  passwordAt: noon,
  presenceEndedAt: null,
}

describe('entering asks', () => {
  it('nothing of a sign-in with a proven address', () => {
    expect(asksOf(ben)).toEqual([])
  })
  it('nothing of an unproven sign-in in the account that invited it', () => {
    expect(asksOf({ ...ben, addressProven: false, homeAccountId: acme })).toEqual([])
  })
  it('an unproven sign-in to open its mail in every other account', () => {
    expect(asksOf({ ...ben, addressProven: false, homeAccountId: bolt })).toEqual(['address'])
    expect(asksOf({ ...ben, addressProven: false, homeAccountId: null })).toEqual(['address'])
  })
  it('the password again once an administrator ended the presence, at that very moment and after', () => {
    expect(asksOf({ ...ben, presenceEndedAt: noon })).toEqual(['password'])
    expect(asksOf({ ...ben, presenceEndedAt: later(1) })).toEqual(['password'])
  })
  it('nothing more once the password was given after that', () => {
    expect(asksOf({ ...ben, presenceEndedAt: later(-1) })).toEqual([])
  })
  it('both, where both are missing', () => {
    expect(asksOf({ ...ben, addressProven: false, presenceEndedAt: later(1) })).toEqual(['address', 'password'])
  })
})

it('a password given for a sensitive step lasts ten minutes', () => {
  expect(provenLately).toBe(600_000)
})
