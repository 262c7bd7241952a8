// What is offered to go on with after a reload.
import { expect, it } from 'vitest'
import { interruptedOf } from './interrupted.ts'
import type { Remembered } from './remembered.ts'

const calls = { library: {} } as Parameters<typeof interruptedOf>[0] // nothing is asked before it goes on
const remembered = (some: Partial<Remembered>): Remembered => ({
  id: 'here',
  name: 'beach.jpg',
  size: 1000,
  modified: 5,
  under: null,
  path: ['Spring'],
  to: null,
  assetId: null,
  uploadId: null,
  sent: 0,
  ...some,
})
type Begun = NonNullable<Parameters<typeof interruptedOf>[1]['begun']>[number]
const begun = (id: string, sent = 400) =>
  ({
    id: id as Begun['id'],
    name: 'beach.jpg',
    size: 1000,
    sent,
    folderId: null,
    assetId: null,
    begunAt: '2026-11-24T12:00:00Z',
  }) satisfies Begun
const none: ReadonlySet<string> = new Set()

it('what was waiting and not begun is remembered by the tab alone', () => {
  const [left] = interruptedOf(calls, { remembered: [remembered({})], begun: [], taken: none })
  expect(left).toMatchObject({ name: 'beach.jpg', path: ['Spring'], uploadId: null, state: { is: 'interrupted' } })
})
it('what was begun is where the server says, once, with the path that the tab remembers', () => {
  const known = { remembered: [remembered({ uploadId: 'u1', sent: 100 })], begun: [begun('u1')], taken: none }
  expect(interruptedOf(calls, known)).toMatchObject([{ id: 'here', uploadId: 'u1', sent: 400, path: ['Spring'] }])
})
it('what only the server knows of is offered too: the browser was closed', () => {
  const known = { remembered: [], begun: [begun('u1')], taken: none }
  expect(interruptedOf(calls, known)).toMatchObject([{ uploadId: 'u1', sent: 400, path: [], to: { id: null } }])
})
it('a version goes on to its file, and to no folder', () => {
  const version = { ...begun('u1'), assetId: 'a1' as Begun['assetId'] }
  const [left] = interruptedOf(calls, { remembered: [], begun: [version], taken: none })
  expect(left).toMatchObject({ to: null, assetId: 'a1' })
})
it('what is not open on the server any more is over; where it does not answer, nothing is thought to be', () => {
  const left = [remembered({ uploadId: 'u1', sent: 100 })]
  expect(interruptedOf(calls, { remembered: left, begun: [], taken: none })).toEqual([])
  expect(interruptedOf(calls, { remembered: left, begun: null, taken: none })).toMatchObject([{ sent: 100 }])
})
it('what another tab has in hand is left to it, under either of its ids', () => {
  const left = [remembered({}), remembered({ id: 'two', uploadId: 'u2' })]
  const known = { remembered: left, begun: [begun('u1'), begun('u2')], taken: new Set(['here', 'u1', 'u2']) }
  expect(interruptedOf(calls, known)).toEqual([])
})
it('what was begun, but whose page went before it knew, is offered once; the same name elsewhere is another one', () => {
  const left = [remembered({ path: [], to: null })]
  expect(interruptedOf(calls, { remembered: left, begun: [begun('u1')], taken: none })).toMatchObject([
    { id: 'here', uploadId: 'u1', sent: 400 },
  ])
  const elsewhere = { ...begun('u1'), folderId: 'f1' as Begun['folderId'] }
  expect(interruptedOf(calls, { remembered: left, begun: [elsewhere], taken: none })).toHaveLength(2)
})
