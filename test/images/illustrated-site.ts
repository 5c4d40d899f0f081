// A guide with pictures on a site on the loopback: figures, a mark within a line, drawings with and without script, and
// images that cannot be had.

import { dirname, join } from 'node:path'
import { openApp } from '../../src/app.ts'
import { silentLogger } from '../../src/core/platform/logger.ts'
import { createTestClock, LAMP } from '../crawl/crawl-setup.ts'
import { type CrawlSite, GUIDE, makePageHtml, makeTocJson } from '../crawl/crawl-site.ts'
import { makeLampPage } from '../mcp/lamp-site.ts'
import { JPEG, makeImageAnswer, makePng, SCRIPTED_SVG, SVG } from './made-images.ts'

export const FIGURES = `${GUIDE}figures.html`
export const IMAGES = `${GUIDE}images/`

const BODY = `<h1 class="topictitle" id="figures">Figures</h1><p>As shown in the following figure, a lamp has a switch.</p>
<p><img src="images/figure.png" alt="A lamp and its switch"/></p>
<p>Press <img src="images/mark.png" alt="the round button"/> to begin, or see <a href="other.html"><img src="images/linked.png" alt="The other page"/></a>.</p>
<p><img src="images/drawn.svg" alt="A drawing"/> <img src="images/scripted.svg" alt="A drawing with a script"/> <img src="images/photo.jpg" alt="A photo"/></p>
<p><img src="images/missing.png" alt="What the site has lost"/></p><p><img src="https://elsewhere.example/far.png" alt="Far away"/></p>
<p><img src="images/lies.png" alt="Says one thing and is another"/></p>`

export function putIllustratedGuide(site: CrawlSite): void {
  site.files.set(`${GUIDE}toc-contents.json`, makeTocJson(['figures', 'other']))
  site.files.set(FIGURES, makeLampPage(BODY, 'en_us'))
  site.files.set(`${GUIDE}other.html`, makePageHtml('Other', 'text without pictures.'))
  const images = {
    'figure.png': makeImageAnswer(makePng(900, 300, [200, 120, 40])),
    'mark.png': makeImageAnswer(makePng(16, 16)),
    'linked.png': makeImageAnswer(makePng(120, 80, [40, 140, 90])),
    'drawn.svg': makeImageAnswer(SVG, 'image/svg+xml'),
    'scripted.svg': makeImageAnswer(SCRIPTED_SVG, 'image/svg+xml'),
    'photo.jpg': makeImageAnswer(JPEG, 'image/jpeg'),
    'lies.png': makeImageAnswer('<html>Sign in</html>'),
    'secret.png': makeImageAnswer(makePng(5, 5)),
  }
  for (const [name, answer] of Object.entries(images)) site.files.set(IMAGES + name, answer)
}

/** Harvests the guide into a new index, with its images or without. */
export async function crawlIllustrated(indexFile: string, site: CrawlSite, images: boolean): Promise<void> {
  const folder = dirname(indexFile)
  const app = openApp({
    indexFile,
    userCatalogFile: join(folder, 'guides.json'),
    cacheFile: join(folder, 'cache.sqlite'),
    offline: false,
    origin: site.origin,
    clock: createTestClock(),
    logger: silentLogger,
  })
  const report = await app.site.crawl({ guides: [LAMP], images })
  await app.close()
  if (report.kind !== 'complete') throw new Error(`the guide was not harvested: ${JSON.stringify(report)}`)
}
