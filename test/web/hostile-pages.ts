// Pages of a made-up guide that try to get script into whoever reads them: in the title, in text, in Markdown, in
// links, in code, in tables.

import { type CrawlSite, makePageHtml, makeTocJson } from '../crawl/crawl-site.ts'

export const HOSTILE = '/hostile/latest/dg/'

/** Runs when any of the pages gets its way. */
const ALARM = `window.alarm = (window.alarm ?? 0) + 1`

export const HOSTILE_TITLE = `Zebra <script>${ALARM}</script> "quoted" & 'marked'`

const escapeMarkup = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const BODY = `real paragraph about zebras</p>
<script>${ALARM}</script>
<img src="x" onerror="${ALARM}"><iframe src="javascript:${ALARM}"></iframe><svg onload="${ALARM}"><circle r="1"/></svg>
<p><a href="javascript:${ALARM}" onclick="${ALARM}">javascript link</a> <a href="data:text/html,<script>${ALARM}</script>">data link</a></p>
<p>${escapeMarkup(`<script>${ALARM}</script> <img src=x onerror="${ALARM}"> <a href="javascript:${ALARM}">shown as text</a>`)}</p>
<p>[markdown link](javascript:${ALARM}) ![markdown image](javascript:${ALARM}) &lt;javascript:${ALARM}&gt;</p>
<pre class="programlisting"><code class="html">${escapeMarkup(`</code></pre><script>${ALARM}</script>`)}</code></pre>
<p>\`\`\`</p><p>${escapeMarkup(`<style>body{display:none}</style><base href="https://elsewhere.example/"><meta http-equiv="refresh" content="0;url=https://elsewhere.example/">`)}</p>
<div class="table-container"><div class="table-contents"><table><tr><th>Cell</th></tr><tr><td>${escapeMarkup(`<img src=x onerror=${ALARM}> | <script>${ALARM}</script>`)}</td></tr></table></div></div>
<h2 id="x&quot; onmouseover=&quot;${ALARM}">Heading ${escapeMarkup(`<script>${ALARM}</script>`)}</h2><p>below the heading`

export function putHostileGuide(site: CrawlSite): void {
  site.files.set(`${HOSTILE}toc-contents.json`, makeTocJson(['zebra', 'plain']))
  site.files.set(`${HOSTILE}zebra.html`, makePageHtml(escapeMarkup(HOSTILE_TITLE).replaceAll('"', '&quot;'), BODY))
  site.files.set(`${HOSTILE}plain.html`, makePageHtml('Plain', 'text without tricks.'))
}
