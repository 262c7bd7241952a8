// An API key from the page of a developer to the program that uses it: made, tried, widened, rolled, disabled, found in the log;
// and the same page for those whose role has no keys.
import { expect, test, type Page } from '@playwright/test'
import { createClient, problemOf } from '@usher/client'
import { expectAccessible } from './accessibility.ts'
import { password, signIn } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: false })
test.describe.configure({ mode: 'serial', timeout: 300_000 })

/** What a call comes to: `ok`, or the code of the refusal. */
const attempt = async (call: Promise<unknown>) =>
  call.then(
    () => 'ok',
    (error: unknown) => problemOf(error)?.code ?? String(error),
  )
const fromMenu = async (page: Page, item: string) => {
  await page.getByRole('button', { name: 'Actions for Website' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

test('a developer makes a key, and a program uses the library with it', async ({ browser }) => {
  const { load, window, url } = usher()
  await load({
    name: 'Acme',
    plan: 'enterprise',
    people: [
      { name: 'Ada Ohm', email: 'ada@acme.test', role: 'account_admin', password },
      { name: 'Dev Oak', email: 'dev@acme.test', role: 'developer', password },
      { name: 'Flo Fee', email: 'flo@acme.test', role: 'finance', password },
    ],
    folders: [{ path: '/Spring' }],
  })
  const dev = await window(browser)
  await signIn(dev, 'dev@acme.test')
  await dev.getByRole('navigation').getByRole('link', { name: 'API keys' }).click()
  await expect(dev.getByText('There are no keys yet.')).toBeVisible()
  await expect(dev.getByText('0 of 5 API keys')).toBeVisible()
  await expectAccessible(dev)

  const secretOf = async () => {
    const dialog = dev.getByRole('dialog', { name: 'The secret of Website' })
    const secret = await dialog.getByLabel('Secret', { exact: true }).inputValue()
    await expectAccessible(dev)
    await dialog.getByRole('button', { name: 'I have kept it' }).click()
    await expect(dialog).toHaveCount(0)
    return secret
  }
  const programWith = (key: string) => createClient({ url, key })

  await dev.getByRole('button', { name: 'Create key', exact: true }).click()
  const dialog = dev.getByRole('dialog', { name: 'Create API key' })
  await dialog.getByRole('button', { name: 'Create key' }).click()
  await expect(dialog.getByText('Choose what it may do.')).toBeVisible()
  await dialog.getByRole('radio', { name: /^Restricted/ }).click()
  await dialog.getByRole('button', { name: 'Create key' }).click()
  await expect(dialog.getByText('Type a name.')).toBeVisible()
  await expect(dialog.getByText(/^Choose a right on at least one area/)).toBeVisible()
  await expectAccessible(dev)
  await dialog.getByLabel('Name').fill('Website')
  await dialog.getByRole('radiogroup', { name: 'Files and folders' }).getByText('Read', { exact: true }).click()
  await dialog.getByRole('button', { name: 'Create key' }).click()
  const first = await secretOf()
  expect(first).toMatch(/^usher_/)

  const program = programWith(first)
  const { assets } = await program.library.list.query({ folderId: null })
  expect(assets.map((a) => a.name)).toEqual(['Spring'])
  const create = () => attempt(program.library.createFolder.mutate({ folderId: null, name: 'Made by a program' }))
  expect(await create()).toBe('key_scope')
  expect(await attempt(program.members.list.query({}))).toBe('not_for_keys')

  await test.step('it is given more, and the program can do more on the next call', async () => {
    await fromMenu(dev, 'Edit')
    const edit = dev.getByRole('dialog', { name: 'Edit Website' })
    await edit.getByRole('radiogroup', { name: 'Files and folders' }).getByText('Read and write').click()
    await edit.getByRole('button', { name: 'Save' }).click()
    await expect(edit).toHaveCount(0)
    await expect(dev.getByRole('cell', { name: 'Files and folders: read and write', exact: true })).toBeVisible()
    expect(await create()).toBe('ok')
  })

  await test.step('it is rolled at once: the old secret is over, the new one works', async () => {
    await fromMenu(dev, 'Roll')
    const roll = dev.getByRole('dialog', { name: 'Roll Website' })
    await roll.getByRole('radio', { name: 'at once' }).click()
    await expectAccessible(dev)
    await roll.getByRole('button', { name: 'Roll key' }).click()
    const second = await secretOf()
    const list = (key: string) => attempt(programWith(key).library.list.query({ folderId: null }))
    expect(await list(first)).toBe('key_over')
    expect(await list(second)).toBe('ok')

    await fromMenu(dev, 'Disable')
    await expect(dev.getByText('Website is disabled: its calls are refused.')).toBeVisible()
    expect(await list(second)).toBe('key_over')
    await dev.getByRole('button', { name: 'Undo' }).click()
    await expect(dev.getByText('Website works again.')).toBeVisible()
    expect(await list(second)).toBe('ok')
  })

  await test.step('the log has what it did, by its name', async () => {
    await fromMenu(dev, 'What it did')
    await expect(dev.getByText('The API key “Website” created the folder “Made by a program”')).toBeVisible()
    await expect(dev.getByText(/rolled the API key/)).toHaveCount(0)
  })

  await test.step('it is deleted, and its list is empty again', async () => {
    await dev.getByRole('navigation').getByRole('link', { name: 'API keys' }).click()
    await fromMenu(dev, 'Delete')
    await dev.getByRole('button', { name: 'Delete key' }).click()
    await expect(dev.getByText('There are no keys yet.')).toBeVisible()
  })
})

test('whose role has no keys does not see the page, and is refused at its address', async ({ browser }) => {
  const { window, url } = usher()
  const flo = await window(browser)
  await signIn(flo, 'flo@acme.test')
  await expect(flo.getByRole('heading', { level: 1, name: 'Acme', exact: true })).toBeVisible()
  await expect(flo.getByRole('link', { name: 'API keys' })).toHaveCount(0)
  await flo.goto(`${url}/a/acme/keys`)
  await expect(flo.getByRole('heading', { level: 1, name: 'Not for this sign-in' })).toBeVisible()
})
