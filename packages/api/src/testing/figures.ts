// What a test measured, beside whether it passed: `task.meta.figure`, printed by `pnpm proof`.
declare module 'vitest' {
  interface TaskMeta {
    figure?: string
  }
}
export {}
