// The typed client: every procedure with its input and output, and the union of everything that can be refused.
import { createTRPCClient, httpBatchLink } from '@trpc/client'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import type { AppRouter, LogEntry } from '@usher/api'
import { remember, type Reach } from './reach.ts'
import { retries } from './retries.ts'

export { problemOf, Refused } from './problem-of.ts'
export type { AppRouter, LogEntry }
export type Inputs = inferRouterInputs<AppRouter>
export type Outputs = inferRouterOutputs<AppRouter>
export type Client = ReturnType<typeof createTRPCClient<AppRouter>>

export interface ClientOptions extends Reach {
  /** How often a call that failed is made again where that is safe (retries.ts); 3 unless something else is said. */
  retries?: number
}

/** The links of a client: batches of at most ten, JSON, the account in a header. */
export const linksTo = ({ url, account, key, headers }: Reach) => [
  httpBatchLink({
    url: `${url}/trpc`,
    maxItems: 10,
    headers: () => {
      const named = account?.()
      return {
        ...headers?.(),
        ...(named && { 'usher-account': named }),
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      }
    },
  }),
]

/**
 * The product as a program uses it: `createClient({ url, key }).library.list.query({ folderId: null })`. A call takes a `signal` that
 * ends it: `.query(input, { signal })`. Rejects with an error of which `problemOf` gives the refusal.
 */
export function createClient({ retries: most = 3, ...reach }: ClientOptions): Client {
  const client = createTRPCClient<AppRouter>({ links: [retries(most), ...linksTo(reach)] })
  remember(client, reach)
  return client
}
