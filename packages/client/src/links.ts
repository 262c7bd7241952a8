// How calls travel: batches of at most ten, JSON, the account in a header. The web app makes its own client of it.
import { httpBatchLink } from '@trpc/client'
import type { Reach } from './reach.ts'

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
