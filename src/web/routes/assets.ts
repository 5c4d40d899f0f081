// The page's own files, read once at start and served from memory. Their addresses carry a hash of their content, so
// that browsers may keep them.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { getPackageFile } from '../../core/platform/get-package-file.ts'
import { makeTextReply, type Reply } from '../../server/routes/reply.ts'

export interface Asset {
  readonly contentType: string
  readonly etag: string
  /** What pins the address of this content: `?v=…`. */
  readonly version: string
  readonly body: Buffer
  readonly gzipped: Buffer
  readonly headers?: Readonly<Record<string, string>>
}

export interface AssetLinks {
  readonly style: string
  readonly script: string
  readonly icon: string
  /** Keeps pages in the browser; undefined where it is not to. */
  readonly worker?: string
}

export interface Assets {
  /** By file name. */
  readonly files: ReadonlyMap<string, Asset>
  /** Addresses with a hash, for pages to link to. */
  readonly links: AssetLinks
}

// The package ships this folder as it is.
const FOLDER = getPackageFile('src/web/assets/')

const STYLES = ['base.css', 'frame.css', 'search.css', 'tables.css', 'reading.css', 'code.css', 'widths.css']
const SCRIPTS = ['app.js', 'reading.js', 'kept.js', 'offline.js']

/**
 * Reads the assets. Throws when the package lacks them. `keepsPages`: whether browsers may keep pages for when the
 * server does not answer.
 */
export function loadAssets({ keepsPages = false } = {}): Assets {
  const read = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8')
  const icon = makeAsset('image/svg+xml', read('icon.svg'))
  // One address for the icon, so that a browser asks for it once.
  const styles = STYLES.map(read).join('\n').replaceAll('url("icon.svg")', `url("icon.svg?v=${icon.version}")`)
  const style = makeAsset('text/css; charset=utf-8', styles)
  const script = makeAsset('text/javascript; charset=utf-8', SCRIPTS.map(read).join('\n'))
  // From its own folder it would have a say over that folder alone.
  const worker = {
    ...makeAsset('text/javascript; charset=utf-8', read('worker.js')),
    headers: { 'Service-Worker-Allowed': '/' },
  }
  return {
    files: new Map([
      ...(keepsPages ? [['worker.js', worker] as const] : []),
      ['app.css', style],
      ['app.js', script],
      ['icon.svg', icon],
    ]),
    links: {
      style: `/assets/app.css?v=${style.version}`,
      script: `/assets/app.js?v=${script.version}`,
      icon: `/assets/icon.svg?v=${icon.version}`,
      ...(keepsPages && { worker: `/assets/worker.js?v=${worker.version}` }),
    },
  }
}

/** The file that an address of the page names. */
export function answerAsset({ files }: Assets, url: URL): Reply {
  const found = files.get(url.pathname.slice('/assets/'.length))
  if (!found) return makeTextReply('Not found\n', 404)
  const isPinned = url.searchParams.get('v') === found.version
  const headers = {
    ...found.headers,
    'Content-Type': found.contentType,
    ETag: found.etag,
    'Cache-Control': isPinned ? 'public, max-age=31536000, immutable' : 'no-cache',
  }
  return { status: 200, headers, body: found.body, gzipped: found.gzipped }
}

function makeAsset(contentType: string, text: string): Asset {
  const body = Buffer.from(text)
  const hash = createHash('sha256').update(body).digest('hex')
  return {
    contentType,
    etag: `"${hash.slice(0, 24)}"`,
    version: hash.slice(0, 12),
    body,
    gzipped: gzipSync(body, { level: 9 }),
  }
}
