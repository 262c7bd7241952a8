// What a plan lacks is shown with the way to it, and whoever it does not let in is told why; the plan brings all back.
import { expect, test, type Page } from '@playwright/test'
import { roleWords } from '@usher/domain'
import { expectAccessible } from './accessibility.ts'
import { password, signIn } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: true })
test.describe.configure({ mode: 'serial', timeout: 300_000 })

const ada = { name: 'Ada Ohm', email: 'ada@acme.test', role: 'account_admin', password } as const
test.beforeAll(() =>
  usher().load(
    {
      name: 'Free House',
      plan: 'free',
      people: [ada, { name: 'Ben Roe', email: 'ben@acme.test', role: 'library_full', password }],
    },
    {
      name: 'Paid House',
      plan: 'paid',
      people: [ada, { name: 'Rex Noe', email: 'rex@acme.test', role: 'library_restricted', password }],
    },
  ),
)

/** The log is shown in the navigation, and its page says which plan brings it. */
async function expectLogForEnterprise(page: Page, account: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: /^Log/ }).click()
  await expect(page).toHaveURL(`/a/${account}/log`)
  await expect(page.getByRole('heading', { level: 1, name: 'Not part of this plan' })).toBeVisible()
  await expect(page.getByText('It comes with the plan Enterprise.')).toBeVisible()
  await expectAccessible(page)
}

test('on the free plan an administrator is shown the way to user management and to the log', async ({ browser }) => {
  const page = await usher().window(browser)
  await signIn(page, ada.email)
  await page.getByRole('link', { name: /Free House/ }).click()
  await expect(page.getByText('Free plan')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('navigation').getByRole('link', { name: 'People' }).click()
  await expect(page.getByText('2 of 1 seat used')).toBeVisible()
  await page.getByRole('button', { name: 'Add user', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'Why nobody can be added now' })).toContainText(
    'does not carry user management. It comes with the plan Paid.',
  )
  await expect(page.getByRole('dialog', { name: 'Add user' })).toHaveCount(0)
  await expectAccessible(page)
  await page.keyboard.press('Escape')

  await test.step('in the menu of a member, what is left is removing', async () => {
    await page.getByRole('button', { name: 'Actions for Ben Roe' }).click()
    await expect(page.getByRole('menuitem', { name: 'Change role' })).toBeDisabled()
    await expect(page.getByRole('menuitem', { name: 'Remove' })).toBeEnabled()
    await expect(page.getByRole('menu').getByText(/choose the plan on the page Billing/)).toBeVisible()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
  })
  await expectLogForEnterprise(page, 'free-house')
})

test('on the paid plan the restricted role is shown, disabled, with the plan that it comes with', async ({
  browser,
}) => {
  const page = await usher().window(browser)
  await signIn(page, ada.email)
  await page.getByRole('link', { name: /Paid House/ }).click()
  await page.getByRole('navigation').getByRole('link', { name: 'People' }).click()
  await page.getByRole('button', { name: 'Add user', exact: true }).click()
  const restricted = page.getByRole('radio', { name: roleWords.library_restricted.title })
  await expect(restricted).toBeDisabled()
  await expect(page.getByRole('dialog').getByText('Comes with the plan Enterprise.')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expectLogForEnterprise(page, 'paid-house')
})

test('a dormant member is told why, and is in again once the plan is back', async ({ browser }) => {
  const { operator, window } = usher()
  const [ben, rex] = [await window(browser), await window(browser)]
  const asleep = 'This account’s plan does not let your role in at the moment.'
  await signIn(ben, 'ben@acme.test')
  await signIn(rex, 'rex@acme.test')
  for (const page of [ben, rex]) {
    await expect(page.getByText(asleep)).toBeVisible()
    await expect(page.getByRole('navigation')).toHaveCount(0)
    await expectAccessible(page)
  }
  await operator('plan', 'free-house', 'paid')
  await operator('plan', 'paid-house', 'enterprise')
  for (const [page, role] of [
    [ben, 'library_full'],
    [rex, 'library_restricted'],
  ] as const) {
    await page.reload()
    await expect(page.getByRole('heading', { level: 2, name: roleWords[role].title })).toBeVisible()
    await expect(page.getByText(asleep)).toHaveCount(0)
  }
})
