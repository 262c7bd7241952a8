// What is put together otherwise where there is little room.
import { expect, test } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { acme, enter } from './in-library.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: false })
test.describe.configure({ timeout: 300_000 })
test.beforeAll(() => usher().load(acme))

test('on a phone, the filters of a search are behind one button that says how many are set', async ({ browser }) => {
  const ada = await enter(await usher().window(browser), 'ada@acme.test')
  await ada.setViewportSize({ width: 375, height: 720 })
  await ada.goto('/a/acme/search?q=poster')
  await expect(ada.getByLabel('Changed from')).toBeHidden()
  await ada.getByRole('button', { name: 'Filters', exact: true }).click()
  await expect(ada.getByLabel('Changed from')).toBeVisible()
  await expectAccessible(ada)
  await ada.goto('/a/acme/search?q=poster&types=%5B%22picture%22%5D&sizeFrom=1')
  await expect(ada.getByRole('button', { name: 'Filters: 2 set' })).toBeVisible()
  await expectAccessible(ada)
})
