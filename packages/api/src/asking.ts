// Request → what the doors read of it: cookies, address, device, the account in the header or the path.
import { parseCookie, stringifySetCookie } from 'cookie'
import type { Request, Response } from 'express'
import type { Asking, CookieName, House } from './context.ts'
import type { Handle } from './db/connect.ts'
import { requestIdOf } from './edge.ts'

const longest = 400
/** How long a browser keeps a cookie, in days; a session ends by itself before that (session/actor.ts). */
const cookieDays: Record<CookieName, number> = { session: 90, device: 400 }

/** The name of a cookie: over https one that no other host or path can set. */
const cookieName = (name: CookieName, isHttps: boolean): string => `${isHttps ? '__Host-' : ''}usher_${name}`

/** What stands behind `Bearer`, where that is how somebody asks; nothing behind it is a wrong key, and not no key. */
const bearerOf = (header = ''): string | null => {
  const [scheme, secret] = header.trim().split(/ +/)
  return scheme?.toLowerCase() === 'bearer' ? (secret ?? '').slice(0, longest) : null
}

export function askingOf(req: Request, res: Response, house: House, handle: Handle, calls: number): Asking {
  const isHttps = house.publicUrl.startsWith('https:')
  const cookies = parseCookie(req.headers.cookie ?? '')
  const named = req.params['account'] ?? req.headers['usher-account']
  // The account, and behind a `~` the viewing: no account's part of an address has that character, or is `-`: the key's own.
  const [account, viewing] = typeof named === 'string' && named !== '-' ? named.slice(0, longest).split('~') : []
  return {
    handle,
    house,
    id: requestIdOf(res),
    ip: req.ip ?? '',
    userAgent: (req.headers['user-agent'] ?? '').slice(0, longest),
    sessionToken: cookies[cookieName('session', isHttps)] ?? null,
    deviceToken: cookies[cookieName('device', isHttps)]?.slice(0, longest) ?? null,
    keySecret: bearerOf(req.headers.authorization),
    account: account || null,
    viewing: viewing ?? null,
    calls,
    // An answer that is being streamed has its headers sent already.
    setHeader: (name, value) => void (res.headersSent || res.setHeader(name, value)),
    setCookie: (name, value) =>
      res.append(
        'set-cookie',
        stringifySetCookie({
          name: cookieName(name, isHttps),
          value: value ?? '',
          httpOnly: true,
          sameSite: 'strict',
          secure: isHttps,
          path: '/',
          maxAge: value === null ? 0 : cookieDays[name] * 86_400,
        }),
      ),
  }
}
