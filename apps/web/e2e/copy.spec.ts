// Over plain http browsers keep the clipboard from pages; an invitation's link can be copied all the same.
import { expect, test } from '@playwright/test'
import { roleWords } from '@usher/domain'
import { addUser, fromMenuOf, password, setUp } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: false })

test.describe.configure({ mode: 'serial' })

test('a link is copied where the browser has no clipboard for pages', async ({ browser }) => {
  test.setTimeout(300_000)
  const ada = await usher().window(browser)
  await ada.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  await setUp(ada, usher())
  await ada.goto('/a/acme/people')
  await addUser(ada, 'ben@acme.test', roleWords.library_view.title)
  const dialog = ada.getByRole('dialog')
  const link = (await dialog.getByText(/\/accept#/).innerText()).trim()
  await dialog.getByRole('button', { name: 'Copy link' }).click()
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Done' }).click()
  const search = ada.getByLabel('Search people by name or e-mail')
  await search.focus()
  await ada.keyboard.press('ControlOrMeta+V')
  await expect(search).toHaveValue(link)
})

test('where nothing may copy, the link is shown, selected, with the keys that do', async ({ browser }) => {
  test.setTimeout(300_000)
  const ada = await usher().window(browser)
  await ada.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined })
    document.execCommand = () => false
  })
  await ada.goto('/sign-in?from=%2Fa%2Facme%2Fpeople')
  await ada.getByLabel('E-mail').fill('ada@acme.test')
  await ada.getByLabel('Password', { exact: true }).fill(password)
  await ada.getByRole('button', { name: 'Sign in' }).click()
  await fromMenuOf(ada, 'ben@acme.test', 'Copy link')
  await ada.getByRole('button', { name: 'Copy link' }).click()
  const shown = ada.getByLabel('To be copied')
  await expect(shown).toBeFocused()
  expect(await shown.evaluate((field: HTMLTextAreaElement) => field.selectionEnd - field.selectionStart)).toBe(
    (await shown.inputValue()).length,
  )
  await ada.keyboard.press('Escape')
  await expect(shown).toBeHidden()
  await expect(ada.getByRole('dialog', { name: /^Link for/ })).toBeVisible()
})
