// An installation with a house full of people: the example beside the first account, pages, search, filter and sort
// that stand in the address, several people changed in one go, and the keys that lead everywhere.
import { expect, test, type Page } from '@playwright/test'
import { roles, roleWords } from '@usher/domain'
import { expectAccessible } from './accessibility.ts'
import { setUp, signIn } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: true })
test.describe.configure({ mode: 'serial', timeout: 300_000 })

/** 59 members with roles in turn: "Guest 01", a developer, "Guest 02" with full access … and one suspended. */
const others = roles.filter((role) => role !== 'account_admin')
const guests = Array.from({ length: 59 }, (_, n) => {
  const number = String(n + 1).padStart(2, '0')
  const role = others[n % others.length] ?? 'library_view'
  return {
    name: `Guest ${number}`,
    email: `guest-${number}@house.test`,
    role,
    ...(n === 58 && { status: 'suspended' as const }),
  }
})
const names = (page: Page) => page.locator('.who-name')
const firstName = (page: Page, name: string) => expect(names(page).first()).toHaveText(name)

test('the example world stands beside the first account, with its people, when it was ticked', async ({ browser }) => {
  const { window } = usher()
  const ada = await window(browser)
  await setUp(ada, usher(), { example: true })
  await ada.getByRole('button', { name: /Switch account/ }).click()
  await expect(ada.getByRole('menuitem', { name: /Halden Outdoor/ })).toContainText(roleWords.account_admin.title)
  await expectAccessible(ada)
  await ada.getByRole('menuitem', { name: /Halden Outdoor/ }).click()
  await expect(ada.getByRole('heading', { level: 1, name: 'Halden Outdoor' })).toBeVisible()
  await ada.getByRole('navigation').getByRole('link', { name: 'People' }).click()
  for (const who of ['Mara Lindqvist', 'Elena Rossi', 'Ines Duarte', 'Olof Berg', 'Noor Aziz'])
    await expect(names(ada).filter({ hasText: who })).toBeVisible()
  await expect(ada.getByRole('radio', { name: /^All 11$/ })).toBeChecked()
  await expectAccessible(ada)
})

test('pages, search, filter and sort stand in the address, and back works', async ({ browser }) => {
  const { load, window } = usher()
  await load({
    name: 'Full House',
    plan: 'enterprise',
    limits: { seats: 80 },
    people: [{ name: 'Ada Ohm', email: 'ada@acme.test', role: 'account_admin' }, ...guests],
  })
  const ada = await window(browser)
  await signIn(ada, 'ada@acme.test')
  await expect(ada.getByRole('heading', { level: 1, name: 'Your accounts' })).toBeVisible()
  await ada.goto('/a/full-house/people')
  await firstName(ada, 'Ada Ohm')
  await expect(names(ada)).toHaveCount(50)

  await test.step('a page, a chip and an order each are an address of their own', async () => {
    await ada.getByRole('button', { name: 'Page 2' }).click()
    await expect(ada).toHaveURL(/page=2/)
    await expect(names(ada)).toHaveCount(10)
    await firstName(ada, 'Guest 50')
    await expectAccessible(ada)
    await ada.getByText('Suspended 1').click()
    await expect(ada).toHaveURL(/state=suspended/)
    await expect(ada).not.toHaveURL(/page=/)
    await expect(names(ada)).toHaveText(['Guest 59'])
    await ada.goBack()
    await expect(ada).toHaveURL(/page=2/)
    await firstName(ada, 'Guest 50')
    await ada.getByRole('columnheader', { name: 'Person' }).getByRole('button').click()
    await expect(ada).toHaveURL(/desc=true/)
    await firstName(ada, 'Guest 59')
    await expect(ada.getByRole('columnheader', { name: 'Person' })).toHaveAttribute('aria-sort', 'descending')
  })

  await test.step('so are a search and roles, and whoever opens that address sees the same', async () => {
    await ada.getByRole('searchbox').fill('guest-1')
    await expect(ada).toHaveURL(/q=guest-1/)
    await expect(names(ada)).toHaveCount(10)
    await ada.getByRole('combobox', { name: 'Roles' }).click()
    await ada.getByRole('option', { name: roleWords.finance.title }).click()
    await ada.keyboard.press('Escape')
    await expect(names(ada)).toHaveText(['Guest 15', 'Guest 10'])
    await expectAccessible(ada)
    const again = await ada.context().newPage()
    await again.goto(ada.url())
    await expect(names(again)).toHaveText(['Guest 15', 'Guest 10'])
    await expect(again.getByRole('searchbox')).toHaveValue('guest-1')
    await again.close()
    await ada.getByRole('searchbox').fill('nobody of that name')
    await expect(ada.getByText('Nobody matches.')).toBeVisible()
    await expectAccessible(ada)
    await ada.getByRole('button', { name: 'Clear filters' }).click()
    await expect(ada.getByRole('searchbox')).toHaveValue('')
    await expect(names(ada)).toHaveCount(50)
  })
})

test('several people are changed in one go, and what differs among them reads “mixed”', async ({ browser }) => {
  const ada = await usher().window(browser)
  await signIn(ada, 'ada@acme.test')
  await expect(ada.getByRole('heading', { level: 1, name: 'Your accounts' })).toBeVisible()
  await ada.goto('/a/full-house/people?q=guest-0')
  await expect(names(ada)).toHaveCount(9)
  for (const who of ['Guest 01', 'Guest 02', 'Guest 03'])
    await ada.getByRole('checkbox', { name: `Select ${who}` }).check()
  const bar = ada.getByRole('region', { name: 'Selected people' })
  await expect(bar.getByText('3 selected')).toBeVisible()
  await expectAccessible(ada)

  await test.step('their roles are mixed', async () => {
    await bar.getByRole('button', { name: 'Change role' }).click()
    const dialog = ada.getByRole('dialog', { name: 'Change role of 3 people' })
    await expect(dialog.getByText('New role (now: mixed)')).toBeVisible()
    await dialog.getByRole('radio', { name: roleWords.library_view.title }).click()
    await expect(dialog.getByRole('button', { name: /^Give 2 people/ })).toBeEnabled()
    await expectAccessible(ada)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
  })

  await test.step('suspended together, then reinstated together', async () => {
    await bar.getByRole('button', { name: 'Suspend' }).click()
    const dialog = ada.getByRole('dialog', { name: 'Suspend 3 people' })
    await expect(dialog.getByRole('region', { name: 'What changes' }).getByRole('listitem').first()).toBeVisible()
    await expectAccessible(ada)
    await dialog.getByRole('button', { name: 'Suspend 3 people' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(ada.getByText(/^Suspended Guest 01/)).toBeVisible()
    await expect(ada.locator('[data-state=suspended]').filter({ visible: true })).toHaveCount(3)
    await ada.getByRole('checkbox', { name: 'Select Guest 04' }).check()
    await expect(bar.getByText(/3 of 4 are suspended/)).toBeVisible()
    await expectAccessible(ada)
    await ada.getByRole('checkbox', { name: 'Select Guest 04' }).uncheck()
    await bar.getByRole('button', { name: 'Reinstate' }).click()
    await expect(ada.getByText(/^Reinstated Guest 01/)).toBeVisible()
    await expect(ada.locator('[data-state=suspended]').filter({ visible: true })).toHaveCount(0)
  })

  await test.step('with the last administrator among them, the bar says why nothing goes', async () => {
    await ada.getByRole('button', { name: 'Select nothing' }).click()
    await ada.getByRole('searchbox').fill('')
    await ada.getByRole('checkbox', { name: 'Select Ada Ohm' }).check()
    await ada.getByRole('checkbox', { name: 'Select Guest 01' }).check()
    await expect(bar.getByText(/The last administrator is among them/)).toBeVisible()
    await expect(bar.getByRole('button', { name: 'Suspend' })).toBeDisabled()
    await expectAccessible(ada)
  })
})

test('a log of more than one page loads more, down to the first entry', async ({ browser }) => {
  const ada = await usher().window(browser)
  await signIn(ada, 'ada@acme.test')
  await expect(ada.getByRole('heading', { level: 1, name: 'Your accounts' })).toBeVisible()
  await ada.goto('/a/full-house/log')
  const entries = ada.getByRole('list', { name: 'Entries, newest first' }).getByRole('listitem')
  await expect(entries).toHaveCount(50)
  await ada.getByRole('button', { name: 'Load more' }).click()
  await expect(ada.getByText('These are all entries.')).toBeVisible()
  expect(await entries.count()).toBeGreaterThan(60)
  await expect(ada.getByText(/Full House/).last()).toBeVisible()
  await expectAccessible(ada)
})

test('the palette and the keys lead to pages, actions and accounts', async ({ browser }) => {
  const ada = await usher().window(browser)
  await signIn(ada, 'ada@acme.test')
  await ada.getByRole('link', { name: /Full House/ }).click()
  await expect(ada.getByRole('heading', { level: 1, name: 'Full House' })).toBeVisible()
  const palette = ada.getByRole('dialog').getByPlaceholder('Search or jump to')
  const choose = async (words: string) => {
    await ada.keyboard.press('Control+k')
    await expect(palette).toBeFocused()
    await ada.keyboard.type(words)
    await ada.keyboard.press('Enter')
    await expect(palette).toHaveCount(0)
  }
  await ada.keyboard.press('Control+k')
  await expect(palette).toBeFocused()
  await expectAccessible(ada)
  await ada.keyboard.press('Escape')
  await expect(palette).toHaveCount(0)

  await choose('peop')
  await expect(ada.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
  await choose('add us')
  await expect(ada.getByRole('dialog', { name: 'Add user' }).getByRole('textbox').first()).toBeFocused()
  // Not over a dialog that somebody types in.
  await ada.keyboard.press('Control+k')
  await expect(palette).toHaveCount(0)
  await ada.keyboard.press('Escape')
  await expect(ada.getByRole('dialog')).toHaveCount(0)
  await choose('dark')
  await expect(ada.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await expectAccessible(ada)

  const focused = await ada.evaluateHandle(() => document.activeElement)
  await ada.keyboard.press('?')
  await expect(ada.getByRole('dialog', { name: 'Keys' })).toContainText('Go to the search of this page')
  await expectAccessible(ada)
  await ada.keyboard.press('Escape')
  await expect(ada.getByRole('dialog')).toHaveCount(0)
  // A moment later the focus is where it was before.
  await expect.poll(() => ada.evaluate((before) => before === document.activeElement, focused)).toBe(true)
  await ada.keyboard.press('/')
  await expect(ada.getByRole('searchbox')).toBeFocused()
  // A question mark that is typed is a question mark.
  await ada.keyboard.type('?')
  await expect(ada.getByRole('searchbox')).toHaveValue('?')
  await expect(ada.getByRole('dialog')).toHaveCount(0)
  // From within a field as well.
  await choose('halden')
  await expect(ada.getByRole('heading', { level: 1, name: 'Halden Outdoor' })).toBeVisible()
})

test('the palette finds things, people and groups by their names, and shows who can see a thing', async ({
  browser,
}) => {
  const ada = await usher().window(browser)
  await signIn(ada, 'ada@acme.test')
  await ada.getByRole('link', { name: /Halden Outdoor/ }).click()
  await expect(ada.getByRole('heading', { level: 1, name: 'Halden Outdoor' })).toBeVisible()
  const dialog = ada.getByRole('dialog')
  /** Types, and chooses what is found first, once it is there. */
  const find = async (words: string, first: string) => {
    // It does not open over what still is on its way out.
    await expect(dialog).toHaveCount(0)
    await ada.keyboard.press('Control+k')
    await expect(dialog.getByPlaceholder('Search or jump to')).toBeFocused()
    await ada.keyboard.type(words)
    await expect(dialog.locator('[data-selected]')).toContainText(first)
    await ada.keyboard.press('Enter')
    await expect(dialog.getByPlaceholder('Search or jump to')).toHaveCount(0)
  }
  await find('autumn 2026', 'in /Campaigns')
  await expect(ada.getByRole('heading', { level: 1, name: 'Autumn 2026' })).toBeVisible()
  await find('elena', 'elena@studio-brandt.example')
  await expect(ada.getByRole('dialog', { name: 'Elena Rossi' })).toBeVisible()
  await ada.keyboard.press('Escape')
  await find('photographers', 'Freelance photographers')
  await expect(ada.getByRole('dialog', { name: 'Freelance photographers' })).toBeVisible()
  await ada.keyboard.press('Escape')
  await find('first choice', 'Rain, first choice')
  await expect(ada.getByRole('heading', { level: 1, name: 'Rain, first choice' })).toBeVisible()

  await expect(dialog).toHaveCount(0)
  await ada.keyboard.press('Control+k')
  await expect(dialog.getByPlaceholder('Search or jump to')).toBeFocused()
  await ada.keyboard.type('who can')
  await expect(dialog.locator('[data-selected]')).toContainText('Who can see…')
  await ada.keyboard.press('Enter')
  await expect(dialog.getByPlaceholder('Who can see which file or folder?')).toBeFocused()
  await ada.keyboard.type('backpacks')
  await expect(dialog.locator('[data-selected]')).toContainText('in /Products')
  await expectAccessible(ada)
  await ada.keyboard.press('Enter')
  const panel = ada.getByRole('complementary', { name: 'Details' })
  await expect(panel.getByRole('tab', { name: 'Access', selected: true })).toBeVisible()
  await expect(panel).toContainText('Studio Brandt')
})
