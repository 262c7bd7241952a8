// How the web app is built and, in development, served: dist/ goes out through the API's server, which puts a fresh
// nonce in the place of __CSP_NONCE__ in every answer; the development server does the same, with the API's own policy.
import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type ViteDevServer } from 'vite'

// Both from scripts/dev.ts.
const port = Number(process.env['PORT'] ?? 3000)
const api = `http://127.0.0.1:${process.env['API_PORT'] ?? port + 1}`

const headers = ['content-security-policy', 'cross-origin-opener-policy', 'permissions-policy', 'referrer-policy']

/** The headers of any answer of the API's, which may be starting again at this moment. */
async function headersOfApi(): Promise<Headers> {
  for (const patience = Date.now() + 15_000; ; await sleep(100)) {
    try {
      return (await fetch(`${api}/api/health`)).headers
    } catch (error) {
      if (Date.now() > patience) throw error
    }
  }
}

async function servePage(vite: ViteDevServer, path: string, res: ServerResponse): Promise<void> {
  const given = await headersOfApi()
  const nonce = /'nonce-([^']+)'/.exec(given.get('content-security-policy') ?? '')?.[1] ?? ''
  const page = await vite.transformIndexHtml(path, await readFile(join(import.meta.dirname, 'index.html'), 'utf8'))
  for (const name of headers) res.setHeader(name, given.get(name) ?? '')
  res.setHeader('cache-control', 'no-store')
  res.setHeader('content-type', 'text/html; charset=utf-8')
  res.end(page.replaceAll('__CSP_NONCE__', nonce))
}

/** The page as the product serves it, so that what its policy forbids breaks in development already. */
const pageUnderPolicy: Plugin = {
  name: 'usher:page-under-policy',
  apply: 'serve',
  configureServer(vite) {
    vite.middlewares.use((req, res, others) => {
      const path = new URL(req.url ?? '/', api).pathname
      const isCall = /^\/(?:trpc|api)\//.test(path)
      const isPage = req.method === 'GET' && req.headers.accept?.includes('text/html') && !/^\/@|\.\w+$/.test(path)
      // A call that comes while the API is starting again waits for it.
      if (isCall) headersOfApi().then(() => others(), others)
      else if (isPage) servePage(vite, path, res).catch(others)
      else others()
    })
  },
}

export default defineConfig({
  plugins: [react(), pageUnderPolicy],
  html: { cspNonce: '__CSP_NONCE__' },
  build: { outDir: 'dist', assetsDir: 'assets', assetsInlineLimit: 0 },
  clearScreen: false,
  // changeOrigin stays off for Origin's sake: PUBLIC_URL names the address of the development server.
  server: { port, strictPort: true, proxy: { '/trpc': api, '/api': api } },
})
