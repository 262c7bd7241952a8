// What the client knows of the API: types alone. The packed package has this file with every type written out, of what a key
// may call, and with no server behind it (packing/types.ts).
import type { createTRPCClient } from '@trpc/client'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '@usher/api'

export type { AnyProblem } from '@usher/domain'
export type Inputs = inferRouterInputs<AppRouter>
export type Outputs = inferRouterOutputs<AppRouter>
export type Client = ReturnType<typeof createTRPCClient<AppRouter>>
