// The journeys: a real browser on a real server, as the rules name them. `pnpm test` runs them last.
// Servers are started by the fixtures in e2e, one a worker with a database of its own; nothing is shared.
import { defineConfig } from '@playwright/test'
import { findBrowser, howToGetBrowser } from './e2e/browser.ts'

const browser = findBrowser()
if (!browser) throw new Error(howToGetBrowser)

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  workers: 2,
  retries: 0,
  timeout: 60_000,
  // Not how fast it is, but when to give up: machines that run this are busy.
  expect: { timeout: 20_000 },
  forbidOnly: !!process.env['CI'],
  // A trace of every step takes up to half of a journey's time; `--trace retain-on-failure` makes one.
  use: { screenshot: 'only-on-failure', actionTimeout: 30_000 },
  projects: [{ name: 'chromium', use: { browserName: 'chromium', launchOptions: browser.launch } }],
})
