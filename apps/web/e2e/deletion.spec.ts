// The end of an account, and its return: Ada takes everything out and deletes it, Dev is told why he cannot enter, Ben undoes it
// from his mail; and once more, undone by the operator.
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { enter, title, toast } from './in-library.ts'
import { clientOf, password, signIn } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: true })
test.describe.configure({ mode: 'serial', timeout: 300_000 })
test.beforeAll(() =>
  usher().load(
    {
      name: 'Acme',
      plan: 'enterprise',
      people: [
        { name: 'Ada Ohm', email: 'ada@acme.test', role: 'account_admin', password },
        { name: 'Ben Kay', email: 'ben@acme.test', role: 'account_admin', password },
        { name: 'Dev Lin', email: 'dev@acme.test', role: 'developer', password },
      ],
      folders: [{ path: '/Spring' }],
    },
    {
      name: 'Bolt',
      plan: 'enterprise',
      people: [{ name: 'Ben Kay', email: 'ben@acme.test', role: 'library_view' }],
    },
  ),
)

const settings = async (page: Page) => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click()
  await expect(title(page, 'Settings')).toBeVisible()
}
const closed = (page: Page) => page.getByText(/^This account was deleted on /)

test('an administrator deletes the account, after an export, by its name', async ({ browser }) => {
  const dev = await enter(await usher().window(browser), 'dev@acme.test')
  const ada = await enter(await usher().window(browser), 'ada@acme.test')
  await test.step('developers have no danger zone', async () => {
    await settings(dev)
    await expect(dev.getByRole('region', { name: 'Danger zone' })).toHaveCount(0)
  })
  await settings(ada)
  await ada.getByRole('region', { name: 'Danger zone' }).getByRole('button', { name: 'Delete account' }).click()
  const dialog = ada.getByRole('dialog', { name: 'Delete Acme' })
  const verb = dialog.getByRole('button', { name: 'Delete Acme' })
  await test.step('what goes is counted', async () => {
    await expect(dialog.getByText(/^3 members\./)).toBeVisible()
    await expect(dialog.getByText('0 files in 1 folder, the trash included: 0 bytes.')).toBeVisible()
    await expectAccessible(ada)
  })
  await test.step('neither the name alone nor the export alone is enough', async () => {
    await expect(verb).toBeDisabled()
    await dialog.getByLabel('Type “Acme” to confirm').fill('Acme')
    await expect(verb).toBeDisabled()
    const download = ada.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Download World file' }).click()
    expect((await download).suggestedFilename()).toBe('acme-world.json')
    await expect(verb).toBeEnabled()
    await dialog.getByLabel('Type “Acme” to confirm').fill('acme')
    await expect(verb).toBeDisabled()
  })
  await test.step('it is closed at once, for her and for everybody', async () => {
    await dialog.getByLabel('Type “Acme” to confirm').fill('Acme')
    await expectAccessible(ada)
    await verb.click()
    await expect(toast(ada, 'Acme is deleted.')).toBeVisible()
    await expect(closed(ada)).toBeVisible()
    await expect(ada.getByRole('navigation', { name: 'Main' })).toHaveCount(0)
    await expectAccessible(ada)
    await dev.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Library' }).click()
    await expect(closed(dev)).toBeVisible()
    await expect(dev.getByText('Until then its administrators can undo that.')).toBeVisible()
    await expect(dev.getByRole('button', { name: 'Undo the deletion' })).toHaveCount(0)
    await expectAccessible(dev)
  })
  await test.step('the list of accounts says so', async () => {
    await dev.getByRole('link', { name: 'Switch account' }).click()
    await expect(dev.getByRole('link', { name: /Acme.*Developer · Deleted$/ })).toBeVisible()
    await expectAccessible(dev)
  })
})

test('another administrator undoes it from the mail, and everything is as it was', async ({ browser }) => {
  const ben = await usher().window(browser)
  const mail = await usher().sink.next('ben@acme.test', 'Acme is deleted')
  const link = /https?:\S+\/a\/acme/.exec(mail.text ?? '')?.[0] ?? ''
  await signIn(ben, 'ben@acme.test')
  await expect(title(ben, 'Your accounts')).toBeVisible()
  await expect(ben.getByRole('link', { name: /Acme.*· Deleted$/ })).toBeVisible()
  await ben.goto(new URL(link).pathname)
  await expect(closed(ben)).toBeVisible()
  await ben.getByRole('button', { name: 'Undo the deletion' }).click()
  await expect(toast(ben, 'Acme is as it was before.')).toBeVisible()
  await ben.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Library' }).click()
  await expect(ben.getByRole('link', { name: 'Spring', exact: true }).first()).toBeVisible()
  await ben.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Log' }).click()
  await expect(ben.getByText('Ben Kay undid the deletion of the account')).toBeVisible()
  await expect(ben.getByText(/^Ada Ohm deleted the account, with 3 members/)).toBeVisible()
  await enter(await usher().window(browser), 'dev@acme.test')
})

test('the operator undoes it as well', async ({ browser }) => {
  const ada = await enter(await usher().window(browser), 'ada@acme.test')
  const client = await clientOf(ada, 'acme')
  await client.exports.ask.mutate({ file: 'world' })
  await client.accounts.delete.mutate({ name: 'Acme' })
  await ada.reload()
  await expect(closed(ada)).toBeVisible()
  expect(await usher().operator('account', 'restore', 'acme')).toContain('Acme (acme): plan Enterprise')
  await ada.reload()
  await expect(title(ada, 'Acme')).toBeVisible()
})
