// Every test that needs no browser, by package: `pnpm test` runs all, `pnpm test seats` the files of that name.
// The API's tests share one real PostgreSQL a run, started and ended by packages/api/src/testing/database.ts.
import { defineConfig } from 'vitest/config'

/** One project of tests: the files named `*.test.ts(x)` below `folder` (from the root of the tree). */
const project = (name: string, folder: string) => ({
  name,
  root: import.meta.dirname,
  include: [`${folder}/**/*.test.{ts,tsx}`],
  pool: 'forks' as const,
})

export default defineConfig({
  test: {
    projects: [
      { test: project('scripts', 'scripts') },
      { test: project('domain', 'packages/domain/src') },
      {
        test: {
          ...project('api', 'packages/api/src'),
          globalSetup: 'packages/api/src/testing/database.ts',
          testTimeout: 30_000,
          hookTimeout: 30_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...project('operator', 'apps/operator/src'),
          globalSetup: 'packages/api/src/testing/database.ts',
          testTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...project('client', 'packages/client/src'),
          globalSetup: 'packages/api/src/testing/database.ts',
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...project('sync', 'apps/sync/src'),
          globalSetup: 'packages/api/src/testing/database.ts',
          testTimeout: 120_000,
        },
      },
      { test: project('web', 'apps/web/src') },
    ],
  },
})
