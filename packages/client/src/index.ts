// What the workspace uses: what programs have, and what the web app makes its own client of.
export * from './program.ts'
export { linksTo } from './links.ts'
export type { AppRouter, LogEntry } from '@usher/api'
