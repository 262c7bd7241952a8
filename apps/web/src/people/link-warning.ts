// Whom a copied link serves: an address that only this machine knows, or that everyone on the way can read, is said.

/** What to know before handing on a link that begins with this address; null where there is nothing to say. */
export function linkWarning(publicUrl: string): string | null {
  const { protocol, hostname, origin } = new URL(publicUrl)
  const isHere =
    hostname === 'localhost' || hostname.endsWith('.localhost') || /^127\.|^\[::1\]$|^0\.0\.0\.0$/.test(hostname)
  if (isHere)
    return `Links begin with ${origin}, which opens on this machine alone. The operator sets another address with PUBLIC_URL.`
  if (protocol === 'http:')
    return `Links begin with ${origin}, which is not encrypted: passwords can be read on the way. The operator sets an https address with PUBLIC_URL.`
  return null
}
