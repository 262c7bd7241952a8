// How the web app is built and, in development, served: dist/ goes out through the API's server, which puts a fresh
// nonce in the place of __CSP_NONCE__ in every answer; in development the calls go to the server on its own port.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = `http://localhost:${process.env['PORT'] ?? 3000}`

export default defineConfig(({ command }) => ({
  plugins: [react()],
  // The development server has no policy, and nobody who would fill the nonce in.
  ...(command === 'build' && { html: { cspNonce: '__CSP_NONCE__' } }),
  build: { outDir: 'dist', assetsDir: 'assets', assetsInlineLimit: 0 },
  // changeOrigin stays off for Origin's sake: PUBLIC_URL names the address of the development server.
  server: { port: 5173, strictPort: true, proxy: { '/trpc': server, '/api': server } },
}))
