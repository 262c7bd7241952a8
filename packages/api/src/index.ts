// Types alone: a value imported from here by another package does not build.
export type { AppRouter } from './router.ts'
export type { LogEntry } from './audit/log.ts'
export type { ErrorShape } from './refusing.ts'
