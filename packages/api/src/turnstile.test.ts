// So many at once by one name; the others wait their turn, or hear after a while that it is busy.
import { expect, it } from 'vitest'
import { turnstile } from './turnstile.ts'

it('lets so many in at once by one name, the others in turn, and those of another name at once', async () => {
  const inside: string[] = []
  const { promise: end, resolve: open } = Promise.withResolvers<void>()
  const enter = (name: string, who: string) =>
    turnstile(
      name,
      async () => {
        inside.push(who)
        await end
      },
      2,
    )
  const all = [enter('one', 'a'), enter('one', 'b'), enter('one', 'c'), enter('other', 'd')]
  await Promise.resolve()
  expect(inside).toEqual(['a', 'b', 'd'])
  open()
  await Promise.all(all)
  expect(inside).toEqual(['a', 'b', 'd', 'c'])
})
it('gives a place on, however the work in it ends', async () => {
  const fails = turnstile('three', () => Promise.reject(new Error('no')), 1)
  const next = turnstile('three', () => Promise.resolve('in'), 1)
  await expect(fails).rejects.toThrow('no')
  expect(await next).toBe('in')
})
