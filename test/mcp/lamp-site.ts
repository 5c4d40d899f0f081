// A guide of a made-up service in two languages, in the documentation site's markup: quotas and actions as tables, a
// long page, a chapter with pages below it. What the tests of the MCP server search and read.

import { type CrawlSite, GUIDE } from '../crawl/crawl-site.ts'

export const LAMP_URL = `https://docs.aws.amazon.com${GUIDE}`
export const LAMP_JA_URL = `https://docs.aws.amazon.com/ja_jp${GUIDE}`

const QUOTAS = `<h1 class="topictitle" id="quotas">Lamp quotas</h1><p>The quotas of Lamp for each account and Region.</p>
<h2 id="quotas-rooms">Quotas for rooms</h2><div class="table-container"><div class="table-contents"><table id="w1aab1"><thead>
<tr><th>Resource</th><th>Default</th><th>Adjustable</th></tr></thead>
<tr><td>Lamps per room</td><td>40</td><td><a href="raise.html">Yes</a></td></tr>
<tr><td>Brightness steps</td><td>256 steps</td><td>No</td></tr>
<tr><td>Fade duration</td><td>900 seconds (15 minutes)</td><td>No</td></tr></table></div></div>
<h2 id="quotas-api">Quotas for the API</h2><p>Requests above these rates are throttled.</p>
<div class="table-container"><div class="table-contents"><table id="w1aab2"><thead><tr><th>Operation</th><th>Requests per second</th></tr></thead>
<tr><td>SwitchLamp</td><td>50</td></tr><tr><td>ListLamps</td><td>10</td></tr></table></div></div>`

const ACTIONS = `<h1 class="topictitle" id="actions">Actions, resources, and condition keys for Lamp</h1><p>Lamp (service prefix: <code class="code">lamp</code>) provides these actions.</p>
<h2 id="actions-defined">Actions defined by Lamp</h2><div class="table-container"><div class="table-contents"><table id="w2aab1"><thead>
<tr><th>Actions</th><th>Access level</th><th>Resource types (*required)</th><th>Condition keys</th></tr></thead>
<tr><td rowspan="2"><a id="lamp-SwitchLamp"></a><a href="API_SwitchLamp.html">SwitchLamp</a></td><td rowspan="2">Write</td><td><a href="#lamp-lamp">lamp*</a></td><td></td></tr>
<tr><td></td><td><a href="#lamp-colour">lamp:Colour</a></td></tr>
<tr><td>ListLamps</td><td>List</td><td></td><td></td></tr></table></div></div>`

const STEPS = Array.from(
  { length: 40 },
  (_, n) =>
    `<p>Step ${n + 1} of the fade lowers the brightness by one part in forty, and waits until every lamp of the room has reported the new value. A lamp that does not report is left out of the next step.</p>`,
).join('\n')

const DIMMING = `<h1 class="topictitle" id="dimming">Dimming a lamp</h1><p>Lamps are dimmed in steps.</p>
<h2 id="dimming-before">Before you begin</h2><p>Pair the lamp with a room.</p>
<h2 id="dimming-steps">How a fade goes on</h2>${STEPS}
<h3 id="dimming-stop">Stopping a fade</h3><p>Call <code class="code">StopFade</code> with the room's name.</p>
<h2 id="dimming-errors">Errors</h2><p><code class="code">LampTimeoutException: lamp did not report</code> means that the lamp has no power. Check its plug.</p>`

const DIMMING_JA = `<h1 class="topictitle" id="dimming">ランプの調光</h1><p>ランプは段階的に調光されます。</p>
<h2 id="dimming-before">開始する前に</h2><p>ランプを部屋とペアリングします。</p>
<h2 id="dimming-steps">フェードの進み方</h2><p>各ステップで明るさが 40 分の 1 ずつ下がります。</p>
<h3 id="dimming-stop">フェードの停止</h3><p>部屋の名前を指定して <code class="code">StopFade</code> を呼び出します。</p>
<h2 id="dimming-errors">エラー</h2><p>ランプに電源がありません。プラグを確認してください。</p>`

const PAGES: Readonly<Record<string, string>> = {
  welcome: `<h1 class="topictitle" id="welcome">What is Lamp?</h1><p>Lamp switches and dims lamps. Read about <a href="dimming.html">dimming</a>, <a href="colours.html">colours</a> and <a href="quotas.html">quotas</a>.</p>`,
  using: `<h1 class="topictitle" id="using">Using lamps</h1><p>What you can do with a lamp.</p>`,
  dimming: DIMMING,
  colours: `<h1 class="topictitle" id="colours">Colours of a lamp</h1><p>A lamp shows colours between warm and cold white. A change of colour can be combined with <a href="dimming.html">dimming</a>.</p>`,
  quotas: QUOTAS,
  actions: ACTIONS,
  pricing: `<h1 class="topictitle" id="pricing">How Lamp is billed</h1><p>You pay for each switching of a lamp. For prices, see <a href="https://aws.amazon.com/lamp/pricing/">Lamp pricing</a>.</p>`,
}

/** English without dimming's chapter flattened; Japanese for one page only. */
const CONTENTS = [
  makeEntry('welcome', 'What is Lamp?'),
  {
    ...makeEntry('using', 'Using lamps'),
    contents: [makeEntry('dimming', 'Dimming a lamp'), makeEntry('colours', 'Colours')],
  },
  makeEntry('quotas', 'Lamp quotas'),
  makeEntry('actions', 'Actions for Lamp'),
  makeEntry('pricing', 'How Lamp is billed'),
]

export function putLampGuide(site: CrawlSite): void {
  site.files.set(`${GUIDE}toc-contents.json`, JSON.stringify({ contents: CONTENTS }))
  for (const [name, content] of Object.entries(PAGES))
    site.files.set(`${GUIDE}${name}.html`, makeLampPage(content, 'en_us'))
  site.files.set(
    `/ja_jp${GUIDE}toc-contents.json`,
    JSON.stringify({ contents: [makeEntry('dimming', 'ランプの調光')] }),
  )
  site.files.set(`/ja_jp${GUIDE}dimming.html`, makeLampPage(DIMMING_JA, 'ja_jp'))
}

function makeEntry(name: string, title: string) {
  return { title, href: `${name}.html` }
}

export function makeLampPage(content: string, locale: string): string {
  const title = /<h1[^>]*>([^<]*)</.exec(content)?.[1] ?? ''
  return `<!DOCTYPE html><html lang="${locale.slice(0, 2)}"><head><title>${title} - Lamp</title><meta name="description" content="About: ${title}"/>
<meta name="product" content="Lamp"/><meta name="guide" content="Developer Guide"/><meta name="guide-locale" content="${locale}"/></head>
<body><div id="main-content"><div id="main-col-body">${content}</div></div></body></html>`
}
