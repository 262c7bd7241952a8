// The calls and the cache of one account (or of none) for everything below.
import { QueryClientProvider } from '@tanstack/react-query'
import { PasswordAgainProvider } from '../session/PasswordAgain.tsx'
import { scopeOf, trpc } from '../trpc.ts'

interface Props {
  /** The account's part of the address; null outside of accounts. */
  account: string | null
  children: React.ReactNode
}

export function ScopeProvider({ account, children }: Props) {
  const { client, queries } = scopeOf(account)
  return (
    <trpc.Provider client={client} queryClient={queries}>
      <QueryClientProvider client={queries}>
        <PasswordAgainProvider>{children}</PasswordAgainProvider>
      </QueryClientProvider>
    </trpc.Provider>
  )
}
