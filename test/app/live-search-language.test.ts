// In which language the live search is asked, with an index of English pages and without any.

import { expect, test } from 'vitest'
import { LAMP } from '../crawl/crawl-setup.ts'
import { putGuide } from '../crawl/crawl-site.ts'
import { openLiveApp } from './open-live-app.ts'

test.each([true, false])(
  'is that of the query, or the one that was asked for (with an index: %s)',
  async (isIndexed) => {
    const { app, site } = await openLiveApp()
    putGuide(site, ['a', 'b', 'c'])
    if (isIndexed) await app.site.crawl({ guides: [LAMP] })
    const asked: unknown[] = []
    site.misbehave = (_, __, response) => {
      let body = ''
      response.req.on('data', (part) => {
        body += part
      })
      response.req.on('end', () => {
        asked.push(...JSON.parse(body).locales)
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"suggestions":[]}')
      })
      return 'handled'
    }
    const texts = [
      'lantern',
      'ランタンの色',
      '랜턴 색상',
      '灯笼的颜色',
      '燈籠的顏色',
      'Wie ändere ich die Farbe?',
      'Los Angeles lantern',
    ]
    for (const text of texts) await app.documentation.search({ text, limit: 5 })
    await app.documentation.search({ text: 'Welche Farbe hat eine Laterne?', limit: 5, locale: 'fr_fr' })
    expect(asked).toEqual(['en_us', 'ja_jp', 'ko_kr', 'zh_cn', 'zh_tw', 'de_de', 'en_us', 'fr_fr'])
  },
)
