// Where a client reaches Usher, and as whom: what its calls and the plain routes beside them have in common.
export interface Reach {
  /** Where Usher is reached, without a slash at the end. */
  url: string
  /** The account that the calls are about: its part of the address. Asked anew at each request. */
  account?: () => string | null
  /** An API key: its account is the one that the calls are about. For programs; a session is not looked at then. */
  key?: string
  /** Further headers of each request, such as the cookie of a signed-in session. */
  headers?: () => Record<string, string>
}

const reaches = new WeakMap<object, Reach>()
export const remember = (client: object, reach: Reach): void => void reaches.set(client, reach)

/** A plain route below the client's account: `at(client, 'files/…/original')`, with the headers that say who asks. */
export function at(client: object, path: string): { url: string; headers: Record<string, string> } {
  const reach = reaches.get(client)
  if (!reach) throw new TypeError('Make the client with createClient().')
  const { url, account, key, headers } = reach
  return {
    // A key has one account, which needs no naming.
    url: `${url}/api/${encodeURIComponent(account?.() ?? '-')}/${path}`,
    headers: { ...headers?.(), ...(key !== undefined && { authorization: `Bearer ${key}` }) },
  }
}
