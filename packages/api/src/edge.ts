// What stands before every route: which hosts and origins are ours, what an answer's headers say, who may be believed
// about addresses. Whatever is refused here has reached nothing.
import { randomUUID } from 'node:crypto'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import helmet from 'helmet'
import { httpStatus, Problem, sentence } from '@usher/domain'

/** Bodies of procedures and plain routes; the parts of an upload have a limit of their own. */
export const bodyLimit = { bytes: 256 * 1024, words: '256 kB' }

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Answers with the one shape of refusals. */
export function answerWith(res: Response, problem: Problem): void {
  res
    .status(httpStatus[problem.kind])
    .json({ message: sentence(problem.toJSON()), problem: problem.toJSON(), requestId: requestIdOf(res) })
}
export const requestIdOf = (res: Response): string => String(res.locals['requestId'])

/** Every answer carries the id under which the server remembers the request. */
export const numbered: RequestHandler = (_req, res, next) => {
  res.locals['requestId'] = randomUUID()
  res.setHeader('x-request-id', requestIdOf(res))
  next()
}

/**
 * Only requests for our own host pass, so that no other site can be made to point here; and only our own pages write.
 * A loopback host passes on any port: that is what the far end of an ssh tunnel looks like.
 */
export function ownHostAndOrigin(publicUrl: string): RequestHandler {
  const ours = new URL(publicUrl)
  return (req: Request, res: Response, next: NextFunction) => {
    const host = req.headers.host ?? ''
    const name = URL.parse(`http://${host}`)?.hostname ?? ''
    const origin = req.headers.origin
    const site = req.headers['sec-fetch-site']
    const hostIsOurs = host === ours.host || loopback.has(name)
    const originIsOurs =
      origin === undefined || origin === ours.origin || (hostIsOurs && URL.parse(origin)?.host === host)
    // Browsers say of themselves where a request comes from; programs say nothing.
    const siteIsOurs =
      site === undefined || site === 'same-origin' || site === 'none' || req.method === 'GET' || req.method === 'HEAD'
    if (hostIsOurs && originIsOurs && siteIsOurs) next()
    else answerWith(res, new Problem('foreign_origin', { expected: publicUrl }))
  }
}

/** Headers of every answer; pages carry a nonce of their own for the scripts and styles that they are made of. */
export function securityHeaders(publicUrl: string): RequestHandler[] {
  const isHttps = publicUrl.startsWith('https:')
  return [
    (_req, res, next) => {
      res.locals['nonce'] = randomUUID()
      res.setHeader('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()')
      next()
    },
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'", (_req, res) => `'nonce-${nonceOf(res)}'`],
          styleSrc: ["'self'", (_req, res) => `'nonce-${nonceOf(res)}'`],
          // React sets style attributes through the DOM, which needs no permission; markup with style attributes is refused.
          imgSrc: ["'self'", 'data:', 'blob:'],
          mediaSrc: ["'self'"],
          fontSrc: ["'self'"],
          connectSrc: ["'self'"],
          manifestSrc: ["'self'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          ...(isHttps && { upgradeInsecureRequests: [] }),
        },
      },
      hsts: isHttps && { maxAge: 31_536_000 },
      referrerPolicy: { policy: 'no-referrer' },
      crossOriginOpenerPolicy: { policy: 'same-origin' },
      crossOriginResourcePolicy: { policy: 'same-origin' },
    }),
  ]
}
export const nonceOf = (res: unknown): string => String((res as Response).locals['nonce'])

/** The bytes of an upload: its parts, as the tus protocol sends them, or all of it. No form can. */
const isOfUpload = (req: Request) =>
  (req.method === 'PATCH' || req.method === 'PUT') && req.is('application/offset+octet-stream')
/** Procedures and writing routes take JSON and nothing else: a plain HTML form of another site reaches none of them. */
export const jsonOnly: RequestHandler = (req, res, next) => {
  if (isOfUpload(req)) return next()
  const hasBody = req.method === 'POST' || req.method === 'PUT' || req.method === 'PATCH'
  if (hasBody && !req.is('application/json')) answerWith(res, new Problem('json_only'))
  else if (Number(req.headers['content-length'] ?? 0) > bodyLimit.bytes)
    answerWith(res, new Problem('too_large', { limit: bodyLimit.words }))
  else next()
}
