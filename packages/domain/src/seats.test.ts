// Seats, and invitations that hold one until they expire. Rules §2 and §6.
import { describe, expect, it } from 'vitest'
import { invitationDays, invitationLife, invitationStateAt, inviteAtOnce } from './invitations.ts'
import { hasFreeSeat, seatsInWords } from './seats.ts'

describe('seats', () => {
  it('the fifth of five is free, the sixth is not', () => {
    expect(hasFreeSeat({ used: 4, cap: 5 })).toBe(true)
    expect(hasFreeSeat({ used: 5, cap: 5 })).toBe(false)
  })
  it('over the limit nobody can be added', () => {
    expect(hasFreeSeat({ used: 7, cap: 5 })).toBe(false)
    expect(hasFreeSeat({ used: 0, cap: 0 })).toBe(false)
  })
  it('the figure is told in words', () => {
    expect(seatsInWords({ used: 5, cap: 5 })).toBe('5 of 5 seats used')
    expect(seatsInWords({ used: 1, cap: 1 })).toBe('1 of 1 seat used')
    expect(seatsInWords({ used: 0, cap: 0 })).toBe('0 of 0 seats used')
  })
})

describe('an invitation', () => {
  const sent = new Date('2026-11-24T12:00:00.000Z')
  const expiresAt = new Date(sent.getTime() + invitationLife)
  it('lives for seven days', () => {
    expect(invitationDays).toBe(7)
    expect(expiresAt.toISOString()).toBe('2026-12-01T12:00:00.000Z')
  })
  it('is pending a millisecond before its end, and expired at that very moment', () => {
    expect(invitationStateAt({ status: 'pending', expiresAt }, sent)).toBe('pending')
    expect(invitationStateAt({ status: 'pending', expiresAt }, new Date(expiresAt.getTime() - 1))).toBe('pending')
    expect(invitationStateAt({ status: 'pending', expiresAt }, expiresAt)).toBe('expired')
  })
  it('stays accepted or revoked, however much time passes', () => {
    const year2100 = new Date('2100-01-01T00:00:00.000Z')
    for (const status of ['accepted', 'revoked'] as const)
      for (const now of [sent, expiresAt, year2100]) expect(invitationStateAt({ status, expiresAt }, now)).toBe(status)
  })
  it('goes to a hundred people at once, not more', () => {
    expect(inviteAtOnce).toBe(100)
  })
})
