// The page's own files, read once at start and served from memory. Their addresses carry a hash of their content, so that browsers may keep them.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

export interface Asset {
  readonly contentType: string
  readonly etag: string
  /** What pins the address of this content: `?v=…`. */
  readonly version: string
  readonly body: Buffer
  readonly gzipped: Buffer
}

export interface Assets {
  /** By file name. */
  readonly files: ReadonlyMap<string, Asset>
  /** Addresses with a hash, for pages to link to. */
  readonly links: { readonly style: string; readonly script: string; readonly icon: string }
}

// The package ships this folder as it is; the path holds for src/web and for dist/web alike.
const FOLDER = new URL('../../src/web/assets/', import.meta.url)

const STYLES = ['base.css', 'frame.css', 'search.css', 'reading.css', 'widths.css']

/** Reads the assets. Throws when the package lacks them. */
export function loadAssets(): Assets {
  const read = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8')
  const files = new Map([
    ['app.css', asset('text/css; charset=utf-8', STYLES.map(read).join('\n'))],
    ['app.js', asset('text/javascript; charset=utf-8', read('app.js'))],
    ['icon.svg', asset('image/svg+xml', read('icon.svg'))],
  ])
  const link = (name: string) => `/assets/${name}?v=${files.get(name)?.version}`
  return { files, links: { style: link('app.css'), script: link('app.js'), icon: link('icon.svg') } }
}

function asset(contentType: string, text: string): Asset {
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
