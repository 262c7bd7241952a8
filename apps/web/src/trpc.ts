// The typed calls, one scope an account: client and cache are made for the account in the address and know no other, so
// that nothing of one account is ever shown or sent in another, also with both open in two tabs.
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { httpLink, splitLink, TRPCClientError } from '@trpc/client'
import { createTRPCReact, getQueryKey } from '@trpc/react-query'
import { linksTo, problemOf, type AppRouter } from '@usher/client'

export const trpc = createTRPCReact<AppRouter>()

/**
 * Whoever is nobody yet, or holds a secret link: the server takes these calls by themselves alone. And what takes as long
 * as a file is large, for which the others would wait.
 */
const alone: ReadonlySet<string> = new Set([
  'session.signIn',
  'session.forgot',
  'session.reset',
  'session.readReset',
  'session.confirmEmail',
  'invitations.read',
  'invitations.accept',
  'setUp.read',
  'setUp.finish',
  'uploads.finish',
])

const isNetwork = (error: unknown): boolean => error instanceof TRPCClientError && error.data === undefined
const isBusy = (error: unknown): boolean =>
  ['busy', 'database_away', 'storage_away'].includes(problemOf(error)?.code ?? '')

export interface Scope {
  account: string | null
  client: ReturnType<typeof trpc.createClient>
  queries: QueryClient
}
const scopes = new Map<string | null, Scope>()

/** The calls about one account, by its part of the address; `null`: about nobody's account. */
export function scopeOf(account: string | null): Scope {
  const known = scopes.get(account)
  if (known) return known
  const headers = () => (account ? { 'usher-account': account } : {})
  const client = trpc.createClient({
    links: [
      splitLink({
        condition: ({ path }) => alone.has(path),
        true: httpLink({ url: '/trpc', headers }),
        false: linksTo({ url: '', account: () => account }),
      }),
    ],
  })
  const onError = (error: unknown) => attend(error, queries)
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { staleTime: 10_000, retry: (n, error) => n < 3 && (isBusy(error) || isNetwork(error)) },
      // Busy means that nothing happened; after a broken connection nobody knows, so a change is not sent twice.
      mutations: { retry: (n, error) => n < 3 && isBusy(error), retryDelay: (n) => 300 * 2 ** n },
    },
  })
  const scope = { account, client, queries }
  scopes.set(account, scope)
  return scope
}

/**
 * Refusals that may speak of the member at large: what they may do has changed since this page was loaded. To whoever is
 * no member any more, the account is "not found" with all that is in it.
 */
const standing: ReadonlySet<string | undefined> = new Set(['enter_first', 'cannot_enter', 'not_allowed', 'not_found'])

/** What a refusal says beyond its own call: sign in again, or look anew at what one may do. */
function attend(error: unknown, queries: QueryClient): void {
  const code = problemOf(error)?.code
  if (code === 'sign_in_first') signInFirst()
  else if (standing.has(code))
    void queries.invalidateQueries({ queryKey: getQueryKey(trpc.session.me, undefined, 'query') })
}

/** Pages for whoever is not signed in: being asked to sign in there is no reason to leave. */
const open = ['/sign-in', '/set-up', '/forgot', '/reset', '/accept', '/confirm-email']

/** To the sign-in page and back to the page asked for. A whole load, so that nothing read by one person stays for the next. */
export function signInFirst(): void {
  const { pathname, search } = window.location
  if (open.includes(pathname)) return
  const from = pathname === '/' ? '' : `?from=${encodeURIComponent(pathname + search)}`
  window.location.replace(`/sign-in${from}`)
}
