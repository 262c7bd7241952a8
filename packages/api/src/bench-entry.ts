// What the benchmarks use beside the server entry: the doors, and the parts that a procedure without a door is made of.
export { ours } from './access/ours.ts'
export { addMember, createUser } from './accounts/create-account.ts'
export { createApp } from './app.ts'
export type { Asking, House } from './context.ts'
export { whole } from './db/connect.ts'
export { hashOf, readWho } from './session/actor.ts'
export { noteLastActive } from './session/last-active.ts'
export { can, router } from './trpc.ts'
