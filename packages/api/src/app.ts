// The HTTP edge: what stands before every route, then procedures, plain routes, and the web app's files.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createExpressMiddleware } from '@trpc/server/adapters/express'
import compression from 'compression'
import express, { type ErrorRequestHandler, type Express } from 'express'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { Problem } from '@usher/domain'
import { askingOf } from './asking.ts'
import type { House } from './context.ts'
import { handleOf } from './db/connect.ts'
import type { DB } from './db/schema.ts'
import {
  answerWith,
  bodyLimit,
  jsonOnly,
  nonceOf,
  numbered,
  ownHostAndOrigin,
  requestIdOf,
  securityHeaders,
} from './edge.ts'
import { problemIn } from './refusing.ts'
import { appRouter, routes } from './router.ts'
import type { Route } from './door-types.ts'

export interface AppOptions {
  db: Kysely<DB>
  house: House
  log: Logger
  trustProxy: false | number | string[]
  /** The folder of the built web app; null: the API alone. */
  webFolder: string | null
  /** What is served; tests of the mechanisms bring their own. */
  serves?: { router: typeof appRouter; routes: readonly Route[] }
}

export function createApp({
  db,
  house,
  log,
  trustProxy,
  webFolder,
  serves = { router: appRouter, routes },
}: AppOptions): Express {
  const handle = handleOf(db)
  const app = express()
  app.disable('x-powered-by')
  // Of a refusal it would be made of the request's id; what has bytes says its own.
  app.disable('etag')
  app.set('trust proxy', trustProxy)
  app.set('query parser', 'simple')
  app.use(numbered, ...securityHeaders(house.publicUrl), ownHostAndOrigin(house.publicUrl))
  app.use(['/trpc', '/api'], jsonOnly, (_req, res, next) => {
    res.setHeader('cache-control', 'no-store')
    next()
  })
  app.use(
    '/trpc',
    createExpressMiddleware({
      router: serves.router,
      createContext: ({ req, res, info }) => askingOf(req, res, house, handle, info.calls.length),
      maxBatchSize: 10,
      maxBodySize: bodyLimit.bytes,
      allowMethodOverride: false,
      onError({ error, path, ctx }) {
        if (error.code === 'INTERNAL_SERVER_ERROR')
          log.error({ requestId: ctx?.id, path, err: error.cause ?? error }, 'a bug')
      },
    }),
  )
  for (const route of serves.routes) {
    const serve: express.RequestHandler = (req, res) => route.serve(askingOf(req, res, house, handle, 1), req, res)
    if (route.method === 'GET') app.get(route.path, serve)
    else if (route.method === 'PATCH') app.patch(route.path, serve)
    else if (route.method === 'PUT') app.put(route.path, serve)
    else app.post(route.path, express.json({ limit: bodyLimit.bytes }), serve)
  }
  app.get('/openapi.json', (_req, res) => res.redirect('/api/openapi.json'))
  app.use(['/trpc', '/api'], (_req, res) => answerWith(res, new Problem('not_found')))
  if (webFolder) serveWeb(app, webFolder)
  app.use(bugs(log))
  return app
}

/** The web app's files; every other address is its page, with a nonce of its own. */
function serveWeb(app: Express, folder: string): void {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  app.use(compression())
  app.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, fallthrough: false }),
  )
  app.use(express.static(folder, { index: false, maxAge: '1h' }))
  app.get('/{*any}', (_req, res) => {
    res.setHeader('cache-control', 'no-store')
    res.type('html').send(page.replaceAll('__CSP_NONCE__', nonceOf(res)))
  })
}

/** What nobody foresaw, and what the body parser refuses: constant words, never a stack. */
const bugs =
  (log: Logger): ErrorRequestHandler =>
  (error: unknown, req, res, _next) => {
    if (res.headersSent) {
      // Half of an answer is out: all that is left is to end it before its length, so that nobody takes it for whole.
      log.error({ requestId: requestIdOf(res), path: req.path, err: error }, 'an answer broke off')
      return void res.destroy()
    }
    const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : null
    const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500
    const problem = problemIn(error)
    if (problem) answerWith(res, problem)
    else if (type === 'entity.too.large') answerWith(res, new Problem('too_large', { limit: bodyLimit.words }))
    else if (status === 404) answerWith(res, new Problem('not_found'))
    else if (status >= 400 && status < 500) answerWith(res, new Problem('json_only'))
    else {
      log.error({ requestId: requestIdOf(res), path: req.path, err: error }, 'a bug')
      res.status(500).json({
        message: `Something went wrong on our side. Tell whoever runs this server the number ${requestIdOf(res)}.`,
        problem: null,
        requestId: requestIdOf(res),
      })
    }
  }
