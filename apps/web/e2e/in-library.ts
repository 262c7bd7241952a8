// The library as people find it on the page, and the account that journeys in it begin with: Ada administers it, Vic may
// only view.
import { expect, type Locator, type Page } from '@playwright/test'
import { clientOf, password, signIn } from './steps.ts'
import type { AccountOfWorld } from './usher.ts'

export const acme: AccountOfWorld = {
  name: 'Acme',
  plan: 'enterprise',
  people: [
    { name: 'Ada Ohm', email: 'ada@acme.test', role: 'account_admin', password },
    { name: 'Vic Mar', email: 'vic@acme.test', role: 'library_view', password },
  ],
}

/** The same with two who see only what is shared with them. */
export const acmeWithFreelancers: AccountOfWorld = {
  ...acme,
  people: [
    ...acme.people,
    { name: 'Fay Low', email: 'fay@acme.test', role: 'library_restricted', password },
    { name: 'Gil Poe', email: 'gil@acme.test', role: 'library_restricted', password },
  ],
}

export const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })
export const inList = (page: Page, name: string) => page.getByRole('table').getByRole('link', { name, exact: true })
export const rowOf = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })
export const panel = (page: Page) => page.getByRole('complementary', { name: 'Details' })
export const toast = (page: Page, words: string) => page.getByRole('alert').filter({ hasText: words })
/** The button that says what somebody was given, in the list of who has access. */
export const accessOf = (within: Page | Locator, name: string) =>
  within.getByRole('button', { name: `Access of ${name}` })
export const tray = (page: Page) => page.getByRole('region', { name: 'Uploads' })

/** Signed in, in the account. */
export async function enter(page: Page, email: string): Promise<Page> {
  await signIn(page, email)
  await expect(title(page, 'Acme')).toBeVisible()
  return page
}
/** A new folder of that name at the root, shown; gives its id. */
export async function openNew(page: Page, name: string, view: 'list' | 'grid' = 'list'): Promise<string> {
  const { id } = await (await clientOf(page, 'acme')).library.createFolder.mutate({ folderId: null, name })
  await page.goto(`/a/acme/library?folder=${id}&view=${view}`)
  await expect(title(page, name)).toBeVisible()
  return id
}

/** The id of the member with this address; `page`: of an administrator. */
export async function memberIdOf(page: Page, email: string): Promise<string> {
  const { rows } = await (await clientOf(page, 'acme')).members.list.query({ search: email })
  const [found] = rows
  if (!found) throw new Error(`nobody has the address ${email}`)
  return found.id
}
