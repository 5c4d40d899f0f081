// Runs beside the pages: what was read once can be read when the server does not answer. Pages come from the server
// first, the page's own files from here first. Kept are pages of guides, the list of guides and the start page, and
// only those that name this file: where a token is asked for, none does.

const MOST = { pages: 200, files: 300 }
/** Searches are not kept: they say what somebody looked for, and the next ones need the server anyway. */
const KEPT = /^\/(?:$|guides$|read\/)/
const FILES = new Set(['style', 'script', 'image', 'manifest'])

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate') event.respondWith(pageOf(event, url))
  else if (FILES.has(request.destination)) event.respondWith(fileOf(event))
})

// The page that was open before this ran asks to be kept too.
self.addEventListener('message', (event) => {
  const url = new URL(event.data)
  if (url.origin !== self.location.origin) return
  event.waitUntil(fetch(url).then((response) => keepPage(url, response)))
})

async function pageOf(event, url) {
  try {
    const response = await fetch(event.request)
    const copy = response.clone()
    event.waitUntil(keepPage(url, copy))
    return response
  } catch (error) {
    const kept = (await keptPage(url.pathname, 'data-unreached')) ?? (await keptPage('/', 'data-unreached-new'))
    if (kept) return kept
    throw error
  }
}

async function keepPage({ pathname, search }, response) {
  const isPage = /^text\/html/.test(response.headers.get('Content-Type') ?? '')
  if (response.status !== 200 || response.redirected || !isPage || !KEPT.test(pathname)) return
  const html = await response.text()
  const pages = await caches.open('pages')
  if (!/^<!doctype html>\s*<html [^>]*data-worker=/.test(html)) {
    await pages.delete(pathname)
    return
  }
  // The words of a search are marked in it: the page without marks is the better copy.
  if (search !== '' && (await pages.match(pathname, { ignoreVary: true }))) return
  const headers = new Headers(response.headers)
  // Of the body as it came, which is not the one that is kept.
  for (const name of ['Content-Encoding', 'Content-Length']) headers.delete(name)
  await put('pages', pathname, new Response(html, { headers }))
}

async function keptPage(pathname, notice) {
  const kept = await caches.match(pathname, { cacheName: 'pages', ignoreVary: true })
  if (!kept) return undefined
  const html = await kept.text()
  const [, text = ''] = new RegExp(`^[^>]*>\\s*<html [^>]*${notice}="([^"]*)"`).exec(html) ?? []
  const said = html.replace(/<main [^>]*>/, (main) => `${main}\n<p class="notice unreached" role="status">${text}</p>`)
  return new Response(said, { headers: kept.headers })
}

async function fileOf(event) {
  const kept = await caches.match(event.request, { cacheName: 'files', ignoreVary: true })
  // An address without a hash may have new content.
  if (kept && new URL(event.request.url).searchParams.has('v')) return kept
  try {
    const response = await fetch(event.request)
    if (response.status === 200) event.waitUntil(put('files', event.request, response.clone()))
    return response
  } catch (error) {
    if (kept) return kept
    throw error
  }
}

async function put(name, key, response) {
  const cache = await caches.open(name)
  await cache.put(key, response)
  const keys = await cache.keys()
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST[name])).map((old) => cache.delete(old)))
}
