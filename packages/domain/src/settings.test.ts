// Time zones as people and programs write them, those at the edges included.
import { describe, expect, it } from 'vitest'
import { readTimeZone, timeZones } from './settings.ts'

describe('a time zone', () => {
  it.each([
    ['UTC', 'UTC'],
    ['europe/berlin', 'Europe/Berlin'],
    [' America/St_Johns ', 'America/St_Johns'],
    ['Pacific/Kiritimati', 'Pacific/Kiritimati'],
    ['Pacific/Chatham', 'Pacific/Chatham'],
    ['Etc/GMT+12', 'Etc/GMT+12'],
  ])('%j is a name of the platform’s list', (typed, value) => {
    expect(readTimeZone(typed)).toEqual({ ok: true, value })
  })
  it.each(['', 'Mars/Olympus', '+05:30', '-1', 'Europe', 'Europe/Berlin; drop', '=UTC', 'UTC\0'])(
    '%j is none',
    (typed) => {
      expect(readTimeZone(typed)).toMatchObject({ ok: false })
    },
  )
  it('can be chosen from a list, each of which is read as it stands', () => {
    const all = timeZones()
    expect(all[0]).toBe('UTC')
    expect(all.length).toBeGreaterThan(300)
    expect(new Set(all).size).toBe(all.length)
    for (const zone of all) expect(readTimeZone(zone)).toEqual({ ok: true, value: zone })
  })
})
