// What an address brings along: the secret of a link behind its #, which never reaches a server's log, and the page to
// come back to.
import { useEffect, useState } from 'react'

const secretInAddress = (): string => decodeURIComponent(window.location.hash.slice(1))

/** The secret behind the #; empty when there is none. A second link, pasted into the same tab, is loaded anew. */
export function useSecretInAddress(): string {
  const [secret] = useState(secretInAddress)
  useEffect(() => {
    const loadAnew = () => window.location.reload()
    window.addEventListener('hashchange', loadAnew)
    return () => window.removeEventListener('hashchange', loadAnew)
  }, [])
  return secret
}

/** A page of our own, or the start: whoever sends a link to the sign-in page must not lead people elsewhere. */
export function ownPage(from: string | null, origin: string): string {
  const page = from?.startsWith('/') ? URL.parse(from, origin) : null
  return page && page.origin === origin ? page.pathname + page.search + page.hash : '/'
}

/** Where to go after the sign-in. A page with a secret is named behind the #, any other in the search. */
export function comingFrom(): { from: string; email: string } {
  const hidden = new URLSearchParams(window.location.hash.slice(1))
  const from = hidden.get('from') ?? new URLSearchParams(window.location.search).get('from')
  return { from: ownPage(from, window.location.origin), email: hidden.get('email') ?? '' }
}

/** The sign-in page for this person, coming back to a page with a secret. */
export const signInAs = (email: string, from: string): string =>
  `/sign-in#${new URLSearchParams({ email, from }).toString()}`
