// Every grant of the account: found by what it does now, on what, to whom; sorted; taken away and given back by Undo; as a
// CSV file; the filter survives a reload. Who is no administrator is refused.
import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { password, signIn } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: false })
test.describe.configure({ mode: 'serial', timeout: 300_000 })

test('an administrator finds what was given to whom, takes it away and gives it back', async ({ browser }) => {
  const { load, window } = usher()
  const many = Array.from({ length: 55 }, (_, n) => `/Shoot ${String(n).padStart(2, '0')}`)
  await load({
    name: 'Acme',
    plan: 'enterprise',
    people: [
      { name: 'Ada Ohm', email: 'ada@acme.test', role: 'account_admin', password },
      { name: 'Dev Roe', email: 'dev@acme.test', role: 'developer', password },
      { name: 'Fay Low', email: 'fay@acme.test', role: 'library_restricted', password },
      { name: 'Gil Moe', email: 'gil@acme.test', role: 'library_restricted', password },
    ],
    folders: [{ path: '/Launch' }, { path: '/Launch/Spring' }, { path: '/Autumn' }, ...many.map((path) => ({ path }))],
    groups: [{ name: 'Agency', members: [{ member: 'fay@acme.test' }] }, { name: 'Empty' }],
    grants: [
      ...many.map((path) => ({ to: { member: 'gil@acme.test' }, on: { path }, level: 'view' as const })),
      { to: { group: 'Agency' }, on: { path: '/Launch' }, level: 'contribute' },
      { to: { member: 'fay@acme.test' }, on: { path: '/Launch/Spring' }, level: 'view' },
      { to: { member: 'fay@acme.test' }, on: { path: '/Autumn' }, level: 'manage', ends: '+3d' },
      { to: { group: 'Empty' }, on: { path: '/Autumn' }, level: 'view' },
      { to: { member: 'gil@acme.test' }, on: { path: '/Autumn' }, level: 'view', ends: '-1h' },
    ],
  })
  const ada = await window(browser)
  await signIn(ada, 'ada@acme.test')
  await expect(ada.getByRole('heading', { level: 1, name: 'Acme', exact: true })).toBeVisible()
  await ada.getByRole('navigation').getByRole('link', { name: 'Grants' }).click()
  const table = ada.getByRole('table', { name: 'Grants' })
  const rows = table.getByRole('row')
  await expect(rows).toHaveCount(51)
  await expectAccessible(ada)

  await test.step('the next page follows', async () => {
    await ada.getByRole('button', { name: 'Load more' }).click()
    await expect(rows).toHaveCount(61)
  })

  await test.step('what has no effect now says why', async () => {
    await ada.getByText('No effect now', { exact: true }).click()
    await expect(rows).toHaveCount(4)
    await expect(rows.filter({ hasText: 'Spring' })).toContainText('as much reaches them in another way')
    await expect(rows.filter({ hasText: 'Empty' })).toContainText('nobody is in this group')
    await expectAccessible(ada)
    await ada.getByText('Ending soon', { exact: true }).click()
    await expect(rows).toHaveCount(2)
    await expect(rows.nth(1)).toContainText(/Autumn.*Fay Low.*Can manage.*until/)
  })

  await test.step('it is found by name and by whom it is to, and the address keeps it', async () => {
    await ada.getByRole('button', { name: 'Clear filters' }).click()
    await ada.getByLabel('On', { exact: true }).fill('autumn')
    await expect(rows).toHaveCount(4)
    await ada.getByRole('combobox', { name: 'To' }).fill('emp')
    await ada.getByRole('option', { name: 'Empty' }).click()
    await expect(rows).toHaveCount(2)
    await ada.reload()
    await expect(rows).toHaveCount(2)
    await expect(ada.getByRole('combobox', { name: 'To' })).toHaveValue('Empty')
    await ada.getByRole('button', { name: 'Clear filters' }).click()
    await ada.getByRole('columnheader', { name: 'Level' }).getByRole('button').click()
    await ada.getByRole('columnheader', { name: 'Level' }).getByRole('button').click()
    await expect(rows.nth(1)).toContainText('Can manage')
  })

  await test.step('the CSV has the grants of the filter', async () => {
    await ada.getByLabel('On', { exact: true }).fill('launch')
    await expect(rows).toHaveCount(2)
    const download = ada.waitForEvent('download')
    await ada.getByRole('link', { name: 'CSV of this filter' }).click()
    const csv = await readFile(await (await download).path(), 'utf8')
    expect(csv.trim().split('\r\n')).toHaveLength(2)
    expect(csv).toContain('"Launch","folder","/","Agency","group",')
  })

  await test.step('it is taken away from its row, and given back by Undo', async () => {
    await ada.getByRole('button', { name: 'Remove access of Agency to Launch' }).click()
    await expect(ada.getByText('No grants match.')).toBeVisible()
    await expectAccessible(ada)
    await ada
      .getByRole('alert')
      .filter({ hasText: 'Agency has no access of their own to Launch any more.' })
      .getByRole('button', { name: 'Undo' })
      .click()
    await expect(rows).toHaveCount(2)
    await expect(rows.nth(1)).toContainText('Ada Ohm')
  })

  await test.step('its thing is a link into the library', async () => {
    await rows.nth(1).getByRole('link', { name: 'Launch' }).click()
    await expect(ada.getByText('Spring')).toBeVisible()
  })

  await test.step('a developer neither sees nor opens it', async () => {
    const dev = await window(browser)
    await signIn(dev, 'dev@acme.test')
    await expect(dev.getByRole('heading', { level: 1, name: 'Acme', exact: true })).toBeVisible()
    await expect(dev.getByRole('navigation').getByRole('link', { name: 'Grants' })).toHaveCount(0)
    await dev.goto('/a/acme/grants')
    await expect(dev.getByRole('heading', { name: 'Not for this sign-in' })).toBeVisible()
  })
})
