import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'

const FOLDER = path.join(__dirname, '..', 'page')
const FILES: Readonly<Record<string, { file: string; type: string }>> = {
  '/_/': { file: 'index.html', type: 'text/html' },
  '/_/page.css': { file: 'page.css', type: 'text/css' },
  '/_/page.js': { file: 'page.js', type: 'text/javascript' },
}

/** `GET /_/`: the page to look inside. */
export function addPageRoutes(app: FastifyInstance): void {
  app.get('/_', (_request, reply) => reply.redirect('/_/'))
  for (const [url, { file, type }] of Object.entries(FILES)) {
    app.get(url, (_request, reply) =>
      reply
        .type(`${type}; charset=utf-8`)
        .header('cache-control', 'no-cache')
        // Documents may hold anything; nothing of it ever runs, and the page talks to this service only.
        .header('content-security-policy', "default-src 'self'; img-src 'self' data:")
        .send(readFileSync(path.join(FOLDER, file))),
    )
  }
}
