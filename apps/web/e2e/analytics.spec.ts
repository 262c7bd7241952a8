// Analytics: finance sees totals and no more; a developer sees by which files, folders, people and keys they came about; what was
// counted a moment ago is there; alerts are set and told of.
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { createClient } from '@usher/client'
import { expectAccessible } from './accessibility.ts'
import { putFile } from './put-files.ts'
import { clientOf, password, signIn } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: true })
test.describe.configure({ mode: 'serial', timeout: 300_000 })

test.beforeAll(() =>
  usher().load({
    name: 'Acme',
    plan: 'enterprise',
    people: [
      { name: 'Ada Ohm', email: 'ada@acme.test', role: 'account_admin', password },
      { name: 'Dev Oak', email: 'dev@acme.test', role: 'developer', password },
      { name: 'Fay Lund', email: 'fay@acme.test', role: 'finance', password },
    ],
    folders: [{ path: '/Spring' }, { path: '/Spring/Shoot' }],
  }),
)

test('a developer sees what was used, by whom and of what', async ({ browser }) => {
  const { window, url } = usher()
  const dev = await window(browser)
  await signIn(dev, 'dev@acme.test')
  const navigation = dev.getByRole('navigation')
  await navigation.getByRole('link', { name: 'Analytics' }).click()
  await expect(dev.getByText(/^None in these days, nor in as many before\./)).toBeVisible()
  await expectAccessible(dev)

  const program = await clientOf(dev, 'acme')
  const { assets } = await program.library.list.query({ folderId: null })
  const inside = await program.library.list.query({ folderId: String(assets[0]?.id) })
  const shoot = String(inside.assets[0]?.id)
  const beach = await putFile(dev, 'acme', { folderId: shoot, name: 'beach.txt' }, Buffer.from('0123456789'))
  for (let i = 0; i < 3; i += 1) await dev.request.get(`/api/acme/files/${beach}/original`)
  const { secret } = await program.keys.create.mutate({ name: 'Website', scopes: { usage: 'read', files: 'read' } })
  const website = createClient({ url, key: secret })
  await website.library.list.query({ folderId: null })

  await test.step('what happened a moment ago is counted within seconds', async () => {
    await expect(async () => {
      await dev.reload()
      await expect(dev.getByRole('button', { name: /^Downloads 3/ })).toBeVisible({ timeout: 1000 })
      await expect(dev.getByRole('button', { name: /^API calls 1/ })).toBeVisible({ timeout: 1000 })
    }).toPass({ timeout: 30_000 })
    expect((await website.usage.days.query({ days: 1 })).total).toMatchObject({ downloads: 3, uploads: 1 })
  })

  await test.step('each figure is drawn, and stands in a table behind that', async () => {
    await expect(dev.getByRole('figure', { name: /^Downloads by the day/ })).toBeVisible()
    await dev.getByRole('button', { name: 'Show as a table of Downloads' }).click()
    const table = dev.getByRole('table', { name: 'Downloads by the day, newest first' })
    await expect(table.getByRole('row')).toHaveCount(31)
    await expect(table.getByRole('row').nth(1)).toContainText('3')
    await expectAccessible(dev)
    await dev.getByRole('button', { name: /^Bandwidth out 30 bytes/ }).click()
    await expect(dev).toHaveURL(/measure=sentBytes/)
    await expect(dev.getByRole('heading', { name: 'Bandwidth out by the day' })).toBeVisible()
  })

  await test.step('a range stands in the address', async () => {
    await dev.getByLabel('Range').selectOption('7 days')
    await expect(dev).toHaveURL(/days=7/)
    await expect(dev.getByRole('table', { name: /^Bandwidth out by the day/ }).getByRole('row')).toHaveCount(8)
    await dev.goBack()
    await expect(dev.getByLabel('Range')).toHaveValue('30')
  })

  await test.step('told apart by file, folder, person and key', async () => {
    const by = (name: string) => dev.getByRole('radiogroup', { name: 'Told apart by' }).getByText(name, { exact: true })
    const row = (name: RegExp) => dev.getByRole('row', { name })
    await expect(row(/beach\.txt.*3.*30 bytes/)).toContainText('/Spring/Shoot')
    await by('Folders').click()
    await dev.getByRole('button', { name: 'Spring', exact: true }).click()
    await expect(row(/^Shoot 3/)).toBeVisible()
    await expectAccessible(dev)
    await dev.getByRole('button', { name: 'All folders' }).click()
    await expect(row(/^Spring 3/)).toBeVisible()
    await by('People').click()
    await expect(row(/^Dev Oak 3/)).toBeVisible()
    await by('API keys').click()
    await expect(row(/^Website [12] /)).toBeVisible()
  })

  await test.step('and comes as CSV', async () => {
    const downloading = dev.waitForEvent('download')
    await dev.getByRole('link', { name: 'CSV of every figure by the day' }).click()
    const lines = readFileSync(await (await downloading).path(), 'utf8')
      .trim()
      .split('\r\n')
    expect(lines).toHaveLength(31)
    expect(lines.at(-1)).toContain('"3","30"')
  })
})

test('finance sees the totals and billing, and nothing else', async ({ browser }) => {
  const { window } = usher()
  const fay = await window(browser)
  await signIn(fay, 'fay@acme.test')
  const navigation = fay.getByRole('navigation')
  await expect(navigation.getByRole('link')).toHaveText(['Home', 'Analytics', 'Billing'])
  await navigation.getByRole('link', { name: 'Analytics' }).click()
  await expect(fay.getByRole('button', { name: /^Downloads 3/ })).toBeVisible()
  await expect(fay.getByRole('heading', { name: 'Storage by kind' })).toBeVisible()
  await expect(fay.getByRole('row', { name: /^Documents 1 10 bytes/ })).toBeVisible()
  await expect(fay.getByRole('heading', { name: 'In detail' })).toHaveCount(0)
  const refused = await fay.request.get('/api/acme/usage/people')
  expect(refused.status()).toBe(403)
  await fay.setViewportSize({ width: 360, height: 740 })
  await expectAccessible(fay)
  expect(await fay.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
})

test('alerts are set, seen to be reached, changed and deleted', async ({ browser }) => {
  const fay = await usher().window(browser)
  await signIn(fay, 'fay@acme.test')
  await fay.getByRole('navigation').getByRole('link', { name: 'Billing' }).click()
  await expect(fay.getByText(/^There are no alerts\./)).toBeVisible()
  await fay.getByRole('button', { name: 'Create alert' }).click()
  const dialog = fay.getByRole('dialog', { name: 'Create alert' })
  await dialog.getByLabel('What').selectOption('Downloads')
  await dialog.getByLabel(/^Tell when it reaches/).fill('0')
  await dialog.getByRole('button', { name: 'Create alert' }).click()
  await expect(dialog.getByText('Give 1 or more.')).toBeVisible()
  await expectAccessible(fay)
  await dialog.getByLabel(/^Tell when it reaches/).fill('3')
  await dialog.getByRole('button', { name: 'Create alert' }).click()
  await expect(fay.getByText('When downloads in a month reach 3')).toBeVisible()
  await expect(fay.getByText('Reached')).toBeVisible()
  await expectAccessible(fay)
  await fay.getByRole('button', { name: 'Change the alert for when downloads in a month reach 3' }).click()
  const change = fay.getByRole('dialog', { name: 'Change alert' })
  await change.getByLabel(/^Tell when it reaches/).fill('1000')
  await change.getByRole('button', { name: 'Save' }).click()
  await expect(fay.getByText('When downloads in a month reach 1,000')).toBeVisible()
  await expect(fay.getByText('Reached')).toHaveCount(0)
  await fay.getByRole('button', { name: 'Delete the alert for when downloads in a month reach 1,000' }).click()
  await expect(fay.getByText(/^There are no alerts\./)).toBeVisible()
})
