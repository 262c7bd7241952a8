// The typed client: every procedure with its input and output, and the union of everything that can be refused.
import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import type { AppRouter, LogEntry } from '@usher/api'
import type { AnyProblem } from '@usher/domain'

export type { AppRouter, LogEntry }
export type Inputs = inferRouterInputs<AppRouter>
export type Outputs = inferRouterOutputs<AppRouter>
export type Client = ReturnType<typeof createClient>

export interface ClientOptions {
  /** Where Usher is reached, without a slash at the end. */
  url: string
  /** The account that the calls are about: its part of the address. Asked anew at each request. */
  account?: () => string | null
  /** An API key: its account is the one that the calls are about. For programs; a session is not looked at then. */
  key?: string
  /** Further headers of each request, such as the cookie of a signed-in session. */
  headers?: () => Record<string, string>
}

/** The links of a client: batches of at most ten, JSON, the account in a header. */
export const linksTo = ({ url, account, key, headers }: ClientOptions) => [
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
export const createClient = (options: ClientOptions) => createTRPCClient<AppRouter>({ links: linksTo(options) })

/** The refusal in an error, or null when the error is a bug or the network. `switch (problem?.code)` narrows its data. */
export const problemOf = (error: unknown): AnyProblem | null =>
  error instanceof TRPCClientError ? ((error as TRPCClientError<AppRouter>).data?.problem ?? null) : null
