// The typed client as a program uses it: every procedure with its input and output, and the union of what can be refused.
import { createTRPCClient } from '@trpc/client'
import type { AppRouter } from '@usher/api'
import type { Client } from './api.ts'
import { linksTo } from './links.ts'
import { remember, type Reach } from './reach.ts'
import { retries } from './retries.ts'

export type { AnyProblem, Client, Inputs, Outputs } from './api.ts'
export { problemOf, Refused } from './problem-of.ts'
export type { Reach }

export interface ClientOptions extends Reach {
  /** How often a call that failed is made again where that is safe (retries.ts); 3 unless something else is said. */
  retries?: number
}

/**
 * The product as a program uses it: `createClient({ url, key }).library.list.query({ folderId: null })`. A call takes a `signal` that
 * ends it: `.query(input, { signal })`. Rejects with an error of which `problemOf` gives the refusal.
 */
export function createClient({ retries: most = 3, ...reach }: ClientOptions): Client {
  const client = createTRPCClient<AppRouter>({ links: [retries(most), ...linksTo(reach)] })
  remember(client, reach)
  return client
}
