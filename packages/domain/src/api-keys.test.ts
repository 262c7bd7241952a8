import { expect, it } from 'vitest'
import {
  hasRoomForKey,
  isOfUse,
  keyAreaNames,
  keyMay,
  keyPrefixOf,
  keysInWords,
  keyStateAt,
  operationsWithoutKeys,
  permissionsOfKeys,
  rollGraces,
  scopesInWords,
} from './api-keys.ts'
import { mayActor, type Key } from './decide.ts'
import type { AccountId, KeyId } from './ids.ts'
import { operationNames } from './operations.ts'
import { permissionNames } from './permissions.ts'
import { plans, type Plan } from './plans.ts'

const key = (plan: Plan): Key => ({
  kind: 'key',
  keyId: 'k' as KeyId,
  accountId: 'a' as AccountId,
  name: 'Website',
  scopes: null,
  memberId: null,
  role: 'library_full',
  plan,
  status: 'active',
})

it('a standard key reads and writes every area', () => {
  for (const area of keyAreaNames) expect(keyMay(null, area, 'write')).toBe(true)
})

it('a restricted key has on each area what it was given, and nothing on those that are not named', () => {
  const scopes = { files: 'read', tags: 'write', collections: 'none' } as const
  expect(keyMay(scopes, 'files', 'read')).toBe(true)
  expect(keyMay(scopes, 'files', 'write')).toBe(false)
  expect(keyMay(scopes, 'tags', 'read')).toBe(true)
  expect(keyMay(scopes, 'tags', 'write')).toBe(true)
  for (const area of ['collections', 'usage'] as const) expect(keyMay(scopes, area, 'read')).toBe(false)
})

it('a key without any right is of no use', () => {
  expect(isOfUse(null)).toBe(true)
  expect(isOfUse({ usage: 'read' })).toBe(true)
  expect(isOfUse({})).toBe(false)
  expect(isOfUse({ files: 'none', tags: 'none' })).toBe(false)
})

it('a key never reaches people, billing, keys, settings or the log, whatever the plan', () => {
  for (const plan of plans)
    for (const permission of permissionNames)
      expect({ permission, may: mayActor(key(plan), permission).yes }).toEqual({
        permission,
        may:
          permissionsOfKeys.some((p) => p === permission) &&
          (plan === 'enterprise' || !permission.startsWith('collections.')),
      })
})

it('what a plan does not carry, its keys do not reach either', () => {
  expect(mayActor(key('paid'), 'collections.open')).toEqual({ yes: false, because: 'plan', feature: 'sharing' })
  expect(mayActor(key('free'), 'library.change')).toEqual({ yes: true })
})

it('who has access to a thing is nothing for keys', () => {
  const aboutPeople = operationNames.filter((o) => /access|share|handover/i.test(o))
  expect([...operationsWithoutKeys].toSorted()).toEqual(aboutPeople.toSorted())
})

it('at the very moment of its end a key is over; disabled counts first', () => {
  const end = new Date('2030-03-01T12:00:00Z')
  const before = new Date(end.getTime() - 1)
  expect(keyStateAt({ disabledAt: null, endsAt: null }, end)).toBe('active')
  expect(keyStateAt({ disabledAt: null, endsAt: end }, before)).toBe('active')
  expect(keyStateAt({ disabledAt: null, endsAt: end }, end)).toBe('ended')
  expect(keyStateAt({ disabledAt: before, endsAt: end }, end)).toBe('disabled')
})

it('an old secret goes on working for the time that is chosen', () => {
  expect(rollGraces).toEqual({ now: 0, '1h': 3600, '24h': 86_400, '3d': 259_200, '7d': 604_800 })
})

it('a key is found by the beginning of its secret, which does not give it away', () => {
  expect(keyPrefixOf('usher_AbCdEfGhIjKlMnOp')).toBe('usher_AbCdEfGh')
})

it('says in words what a key may do, and how many there are', () => {
  expect(scopesInWords(null)).toBe('everything of the library and its usage')
  expect(scopesInWords({ files: 'write', tags: 'read', collections: 'none' })).toBe(
    'Files and folders: read and write, Tags: read',
  )
  expect(scopesInWords({})).toBe('nothing')
  expect(keysInWords({ used: 4, cap: 5 })).toBe('4 of 5 API keys')
  expect(keysInWords({ used: 1, cap: 1 })).toBe('1 of 1 API key')
  expect(hasRoomForKey({ used: 4, cap: 5 })).toBe(true)
  expect(hasRoomForKey({ used: 5, cap: 5 })).toBe(false)
})
