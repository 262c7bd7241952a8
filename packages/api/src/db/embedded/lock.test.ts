// The lock between processes: one at a time, and never left behind.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { joinUsers, whileLocked } from './lock.ts'
import { freshFolder } from './started-in-child.ts'

const holder = (file: string): string => `
  import { whileLocked } from ${JSON.stringify(new URL('lock.ts', import.meta.url).href)}
  await whileLocked(${JSON.stringify(file)}, () => new Promise((done) => { console.log('held'); setTimeout(done, 60_000) }))`

it('one holds it at a time', async () => {
  const file = join(freshFolder(), 'a.lock')
  let inside = 0
  let most = 0
  const work = async (): Promise<void> => {
    most = Math.max(most, ++inside)
    await new Promise((resolve) => setTimeout(resolve, 10))
    inside--
  }
  await Promise.all(Array.from({ length: 8 }, () => whileLocked(file, work)))
  expect(most).toBe(1)
})

it('it is free as soon as its holder is killed with -9', async () => {
  const file = join(freshFolder(), 'a.lock')
  const child = spawn(process.execPath, ['--input-type=module', '-e', holder(file)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  let waited = false
  const got = whileLocked(
    file,
    async () => 'mine',
    () => {
      waited = true
      child.kill('SIGKILL')
    },
  )
  expect(await got).toBe('mine')
  expect(waited).toBe(true)
}, 20_000)

it('it is free again when the work fails', async () => {
  const file = join(freshFolder(), 'a.lock')
  await expect(whileLocked(file, () => Promise.reject(new Error('rain')))).rejects.toThrow('rain')
  expect(await whileLocked(file, async () => 'mine')).toBe('mine')
})

it('the last of its users knows that it is the last', () => {
  const file = join(freshFolder(), 'users.lock')
  const ada = joinUsers(file)
  const ben = joinUsers(file)
  expect(ada.leave()).toBe(false)
  expect(ada.leave()).toBe(false)
  expect(ben.leave()).toBe(true)
})
