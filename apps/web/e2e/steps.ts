// What people do again and again, in their words: set up, sign in, invite, accept. And the same person as a program.
import { expect, type Page } from '@playwright/test'
import { createClient, type Client } from '@usher/client'
import type { Usher } from './usher.ts'

export const password = 'correct horse battery staple'

/** `example`: with the example world beside the first account. */
export async function setUp(
  page: Page,
  { setUpLink }: Pick<Usher, 'setUpLink'>,
  { example = false } = {},
): Promise<void> {
  await page.goto(setUpLink)
  await page.getByLabel('Your name').fill('Ada Ohm')
  await page.getByLabel('E-mail').fill('ada@acme.test')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByLabel('Account name').fill('Acme')
  if (example) await page.getByLabel('Add the example world beside it').check()
  await page.getByRole('button', { name: 'Set up' }).click()
  // The example's pictures are drawn meanwhile.
  await expect(page.getByRole('heading', { level: 1, name: 'Acme', exact: true })).toBeVisible({ timeout: 120_000 })
}

export async function signIn(page: Page, email: string, secret = password): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(secret)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Opens "Add user" and fills it in; what came of each line is then shown. */
export async function addUser(page: Page, emails: string, role: string): Promise<void> {
  await page.getByRole('button', { name: 'Add user', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Add user' })
  await dialog.getByRole('textbox').first().fill(emails)
  await dialog.getByRole('radio', { name: role }).click()
  await dialog.getByRole('button', { name: /^Invite/ }).click()
}

/** The link that the result of "Add user" shows. */
export async function shownLink(page: Page): Promise<string> {
  const link = page.getByRole('dialog').getByText(/\/accept#/)
  await expect(link).toBeVisible()
  return (await link.innerText()).trim()
}

export async function accept(page: Page, link: string, name: string, account = 'Acme'): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: `Join ${account}` }).click()
  await expect(page.getByRole('heading', { level: 1, name: account, exact: true })).toBeVisible()
}

/** Chooses from the menu of one row of People. */
export async function fromMenuOf(page: Page, who: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${who}` }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** The typed client, as whoever is signed in in this window: for what the screen has no reason to offer. */
export async function clientOf(page: Page, account: string): Promise<Client> {
  const { origin } = new URL(page.url())
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  return createClient({ url: origin, account: () => account, headers: () => ({ cookie, origin }) })
}
