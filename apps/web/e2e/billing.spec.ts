// Finance in a browser: sees billing and nothing else, chooses a plan, is told what cancelling does, cancels, undoes it, keeps an
// invoice as a PDF; and what the operator says is paid is paid.
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { password, signIn } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: true })
test.describe.configure({ mode: 'serial', timeout: 300_000 })

test.beforeAll(() =>
  usher().load({
    name: 'Acme',
    plan: 'free',
    people: [
      { name: 'Ada Ohm', email: 'ada@acme.test', role: 'account_admin', password },
      { name: 'Fay Lund', email: 'fay@acme.test', role: 'finance', password },
      { name: 'Ben Roe', email: 'ben@acme.test', role: 'library_full', password },
    ],
  }),
)

test('finance of an account whose plan lets nobody else in brings it back, and sees billing and nothing else', async ({
  browser,
}) => {
  const page = await usher().window(browser)
  await signIn(page, 'fay@acme.test')
  const navigation = page.getByRole('navigation')
  await navigation.getByRole('link', { name: 'Billing' }).click()
  await expect(page.getByRole('heading', { level: 2, name: 'Free' })).toBeVisible()
  await expect(page.getByText('There are no invoices yet.')).toBeVisible()
  for (const other of ['Library', 'Collections', 'People', 'Groups', 'Log'])
    await expect(navigation.getByRole('link', { name: other })).toHaveCount(0)
  await expectAccessible(page)

  await test.step('what a plan costs and does is told before it is chosen', async () => {
    await page.getByRole('button', { name: 'Choose a plan' }).click()
    const dialog = page.getByRole('dialog', { name: 'Choose a plan' })
    await dialog.getByRole('radio', { name: 'Paid' }).click()
    await expect(dialog.getByText('1 person can enter again.')).toBeVisible()
    await expect(dialog.getByRole('row', { name: /Total/ })).toContainText('€49.00')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Paid for €49.00' }).click()
    await expect(page.getByRole('heading', { level: 2, name: 'Paid' })).toBeVisible()
    await expect(page.getByText('€49.00 a month, without tax.')).toBeVisible()
  })

  await test.step('another address of the account is refused', async () => {
    await page.goto('/a/acme/people')
    await expect(page.getByRole('heading', { level: 1, name: 'People' })).toHaveCount(0)
    await page.goto('/a/acme/billing')
    // What stands above the details has come: they move no more.
    await expect(page.getByText('There are no alerts.')).toBeVisible()
    await expect(page.getByText('U-00001')).toBeVisible()
  })

  await test.step('what is wrong with the details stands beside its field, and nothing typed is lost', async () => {
    await page.getByRole('button', { name: 'Change details' }).click()
    const dialog = page.getByRole('dialog', { name: 'Billing details' })
    await dialog.getByLabel('Name').fill('Acme & Söhne GmbH')
    await dialog.getByLabel('Address').fill('Am Kai 1\n20457 Hamburg')
    await dialog.getByLabel('E-mail for invoices').fill('books')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByLabel('E-mail for invoices')).toHaveAttribute('aria-invalid', 'true')
    await expect(dialog.getByLabel('Name')).toHaveValue('Acme & Söhne GmbH')
    await expectAccessible(page)
    await dialog.getByLabel('E-mail for invoices').fill('books@acme.test')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('20457 Hamburg')).toBeVisible()
  })

  await test.step('a larger plan is billed for the days that are left', async () => {
    await page.getByRole('button', { name: 'Change plan' }).click()
    const dialog = page.getByRole('dialog', { name: 'Change plan' })
    await dialog.getByRole('radio', { name: 'Enterprise' }).click()
    await dialog.getByRole('button', { name: /^Enterprise for €150\.00/ }).click()
    await expect(page.getByRole('heading', { level: 2, name: 'Enterprise' })).toBeVisible()
    await expect(page.getByRole('row', { name: /U-00002/ })).toContainText('€150.00')
  })

  await test.step('an invoice is kept as a PDF', async () => {
    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download invoice U-00002 as PDF' }).click()
    const download = await downloading
    expect(download.suggestedFilename()).toBe('Invoice U-00002.pdf')
    expect(
      readFileSync(await download.path())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
  })
})

test('cancelling says what will happen, in names for an administrator, and can be undone', async ({ browser }) => {
  for (const [email, names] of [
    ['fay@acme.test', '1 person cannot enter any more.'],
    ['ada@acme.test', '1 person cannot enter any more: Ben Roe.'],
  ] as const) {
    const page = await usher().window(browser)
    await signIn(page, email)
    await page.getByRole('navigation').getByRole('link', { name: 'Billing' }).click()
    await page.getByRole('button', { name: 'Cancel subscription' }).click()
    const dialog = page.getByRole('dialog', { name: 'Cancel the subscription' })
    await expect(dialog.getByText(names)).toBeVisible()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: /^End on/ }).click()
    await expect(page.getByText(/^Enterprise until .*, then Free/)).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Undo cancellation' }).click()
    await expect(page.getByText(/then Free/)).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Cancel subscription' })).toBeVisible()
  }
})

test('what the operator says is paid is paid; saying so twice is refused', async ({ browser }) => {
  const { operator, window } = usher()
  expect(await operator('invoice', 'list')).toContain('Acme (acme)')
  expect(await operator('invoice', 'paid', 'U-00001')).toBe('Invoice U-00001 is paid.\n')
  await expect(operator('invoice', 'paid', '1')).rejects.toThrow(/Invoice U-00001 was paid on/)
  const page = await window(browser)
  await signIn(page, 'fay@acme.test')
  await page.getByRole('navigation').getByRole('link', { name: 'Billing' }).click()
  await page.setViewportSize({ width: 360, height: 740 })
  await expect(page.getByRole('row', { name: /U-00001/ })).toContainText('Paid')
  await expect(page.getByRole('row', { name: /U-00002/ })).toContainText('Open')
  await expectAccessible(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
})
