// What browsers ask of a site besides its pages: how to search it from the address bar, how to keep it as an
// application.

import { makeTextReply, type Reply } from '../../server/routes/reply.ts'
import { escapeHtml } from '../views/html.ts'
import { NAME } from '../views/page-shell.ts'
import type { ViewContext } from '../views/view-context.ts'

/** The OpenSearch description. It must name whole addresses: those by which the browser asked. */
export function answerOpenSearch(origin: string, { text, assets }: ViewContext): Reply {
  const site = escapeHtml(origin)
  const description = `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>AWS docs offline</ShortName>
<Description>${escapeHtml(text.tagline)}</Description>
<InputEncoding>UTF-8</InputEncoding>
<Image width="16" height="16" type="image/svg+xml">${site}${assets.icon}</Image>
<Url type="text/html" method="get" template="${site}/search?q={searchTerms}"/>
</OpenSearchDescription>
`
  return makeTextReply(description, 200, makeHeaders('application/opensearchdescription+xml; charset=utf-8'))
}

/** The web application manifest. */
export function answerManifest({ text, language, assets }: ViewContext): Reply {
  const manifest = {
    name: NAME,
    short_name: 'AWS docs',
    description: text.tagline,
    lang: language,
    id: '/',
    start_url: '/',
    scope: '/',
    display: 'minimal-ui',
    background_color: '#fbfaf7',
    theme_color: '#fbfaf7',
    icons: [{ src: assets.icon, sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
  }
  return makeTextReply(JSON.stringify(manifest), 200, makeHeaders('application/manifest+json'))
}

function makeHeaders(type: string): Reply['headers'] {
  return { 'Content-Type': type, 'Cache-Control': 'private, max-age=3600', Vary: 'Accept-Language, Cookie' }
}
