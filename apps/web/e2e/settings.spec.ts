// The settings of an account: Ada renames it, sets how sharing goes and takes everything out; Dev has name and time zone.
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { acmeWithFreelancers, enter, openNew, title, toast } from './in-library.ts'
import { clientOf, fromMenuOf, password } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: false })
test.describe.configure({ timeout: 600_000 })
test.beforeAll(() =>
  usher().load({
    ...acmeWithFreelancers,
    limits: { seats: 10 },
    people: [...acmeWithFreelancers.people, { name: 'Dev Lin', email: 'dev@acme.test', role: 'developer', password }],
  }),
)

const toSettings = async (page: Page) => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click()
  await expect(title(page, 'Settings')).toBeVisible()
}
const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

test('an account gets another name and time zone, from an administrator or a developer', async ({ browser }) => {
  const dev = await enter(await usher().window(browser), 'dev@acme.test')
  await toSettings(dev)
  await expectAccessible(dev)
  for (const name of ['People picker', 'Default end of shares', 'Export']) await expect(part(dev, name)).toHaveCount(0)
  await test.step('the name is the account’s everywhere at once; its address stays', async () => {
    const field = dev.getByRole('textbox', { name: 'Name of the account' })
    await field.fill(' ')
    await field.press('Enter')
    await expect(part(dev, 'Name').getByText('Type a name')).toBeVisible()
    await field.fill('Acme Films')
    await dev.getByRole('button', { name: 'Save name' }).click()
    await expect(toast(dev, 'Name saved.')).toBeVisible()
    await expect(dev.getByRole('button', { name: /^Account: Acme Films/ })).toBeVisible()
    await expect(dev).toHaveURL(/\/a\/acme\/settings$/)
  })
  await test.step('the time zone is found by typing', async () => {
    const field = dev.getByRole('combobox', { name: 'Time zone' })
    await field.fill('kirit')
    await dev.getByRole('option', { name: 'Pacific/Kiritimati' }).click()
    await dev.getByRole('button', { name: 'Save time zone' }).click()
    await expect(toast(dev, 'Time zone saved.')).toBeVisible()
    await dev.reload()
    await expect(field).toHaveValue('Pacific/Kiritimati')
  })
  await (await clientOf(dev, 'acme')).settings.rename.mutate({ name: 'Acme' })
})

test('an account gets a logo, which its people and whoever is invited see', async ({ browser }) => {
  const dev = await enter(await usher().window(browser), 'dev@acme.test')
  await toSettings(dev)
  const logo = part(dev, 'Logo')
  const switcher = dev.getByRole('button', { name: /^Account: Acme/ })
  const choose = async (name: string, mimeType: string, buffer: Buffer) => {
    const chooser = dev.waitForEvent('filechooser')
    await logo.getByRole('button', { name: /^Choose a/ }).click()
    await (await chooser).setFiles({ name, mimeType, buffer })
  }
  const drawing =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#c36"/></svg>'
  await test.step('what is no picture is refused, and nothing changes', async () => {
    await choose('logo.png', 'image/png', Buffer.from('no picture at all'))
    await expect(logo.getByRole('alert')).toContainText('This cannot be drawn as a logo')
    await expect(switcher.locator('img')).toHaveCount(0)
  })
  await test.step('a drawing becomes a small picture, beside the name at once', async () => {
    await choose('logo.svg', 'image/svg+xml', Buffer.from(drawing))
    await expect(toast(dev, 'Logo saved.')).toBeVisible()
    await expect(logo.getByRole('alert')).toHaveCount(0)
    await expect(switcher.locator('img')).toHaveAttribute('src', /^data:image\/webp/)
    await expectAccessible(dev)
  })
  await test.step('whoever is invited sees it above the invitation', async () => {
    const ada = await enter(await usher().window(browser), 'ada@acme.test')
    const client = await clientOf(ada, 'acme')
    const { results } = await client.invitations.create.mutate({
      people: [{ email: 'ivy@acme.test' }],
      role: 'library_view',
    })
    const ivy = await usher().window(browser)
    await ivy.goto(results[0]?.link ?? '')
    await expect(title(ivy, 'Join Acme')).toBeVisible()
    const shown = ivy.getByRole('main').locator('img')
    await expect(shown).toBeVisible()
    const width = await shown.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0))
    expect(width).toBe(128)
    await expectAccessible(ivy)
  })
  await test.step('removed, the initials come back, and the log tells of both', async () => {
    await logo.getByRole('button', { name: 'Remove logo' }).click()
    await expect(toast(dev, 'Logo removed.')).toBeVisible()
    await expect(switcher.locator('img')).toHaveCount(0)
    const ada = await enter(await usher().window(browser), 'ada@acme.test')
    await ada.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Log' }).click()
    await expect(ada.getByText('Dev Lin set a logo of the account')).toBeVisible()
    await expect(ada.getByText('Dev Lin removed the logo of the account')).toBeVisible()
  })
})

test('how sharing goes is set by administrators, and the share dialog goes by it', async ({ browser }) => {
  const ada = await enter(await usher().window(browser), 'ada@acme.test')
  await openNew(ada, 'Spring')
  await toSettings(ada)
  await test.step('the default end is proposed when sharing, and can be taken away', async () => {
    const days = ada.getByRole('textbox', { name: 'Days until a share ends' })
    await days.fill('30')
    await ada.getByRole('button', { name: 'Save default end' }).click()
    await expect(toast(ada, 'Default end of shares saved.').first()).toBeVisible()
    await ada.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Library' }).click()
    await fromMenuOf(ada, 'Spring', 'Share')
    await ada.getByRole('combobox', { name: 'People or groups' }).pressSequentially('fay')
    await ada.getByRole('option', { name: /Fay/ }).click()
    await expect(ada.getByRole('button', { name: 'No end date' })).toBeVisible()
    await expectAccessible(ada)
    await ada.getByRole('button', { name: 'No end date' }).click()
    const dialog = ada.getByRole('dialog', { name: 'Share Spring' })
    await dialog.getByRole('button', { name: 'Share', exact: true }).click()
    await expect(dialog.getByRole('button', { name: /^Access of Fay/ })).toBeVisible()
    await expect(dialog.getByText(/until/i)).toHaveCount(0)
    await ada.keyboard.press('Escape')
  })
  await test.step('the picker and the guard', async () => {
    await toSettings(ada)
    await ada.getByRole('radio', { name: 'Their own groups' }).check()
    await ada.getByRole('button', { name: 'Save people picker' }).click()
    await expect(toast(ada, 'People picker saved.')).toBeVisible()
    await ada.getByRole('button', { name: 'Change what collections pass on' }).click()
    const dialog = ada.getByRole('dialog', { name: 'What collections pass on' })
    await dialog.getByRole('switch', { name: 'Guard what is added' }).uncheck({ force: true })
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(part(ada, 'What collections pass on').getByText(/^Not guarded/)).toBeVisible()
    await expectAccessible(ada)
    expect(await (await clientOf(ada, 'acme')).settings.sharing.query()).toEqual({
      guardsCollections: false,
      picker: 'own_groups',
      shareDays: 30,
    })
  })
})

test('everything is taken out by administrators, and the log tells of it', async ({ browser }) => {
  const ada = await enter(await usher().window(browser), 'ada@acme.test')
  await toSettings(ada)
  for (const [name, file] of [
    ['People', 'acme-people.csv'],
    ['World file', 'acme-world.json'],
  ] as const) {
    const download = ada.waitForEvent('download')
    await ada.getByRole('button', { name: `Download ${name}`, exact: true }).click()
    expect((await download).suggestedFilename()).toBe(file)
    expect(await (await download).failure()).toBe(null)
  }
  await ada.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Log' }).click()
  await expect(ada.getByText('Ada Ohm exported the account as a world file')).toBeVisible()
  await expect(ada.getByText('Ada Ohm exported the people as CSV')).toBeVisible()
})
