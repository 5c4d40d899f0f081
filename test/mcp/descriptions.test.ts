// What the site says of a page, cut and linked as its meta tags have it, reads as a sentence wherever it is shown.

import { expect, test } from 'vitest'
import { GUIDE } from '../crawl/crawl-site.ts'
import { LAMP_URL } from './lamp-site.ts'
import { call, connect, listRows, useLampIndex } from './mcp-setup.ts'

const CUT =
  'Colours are set as in [Dimming a lamp](dimming.md#dimming-steps), for a lamp that has more than one of them; what ' +
  'the lamp cannot show it shows as white, which is the colour that it begins with, unl'
const SHOWN =
  'Colours are set as in Dimming a lamp, for a lamp that has more than one of them; what the lamp cannot show it shows ' +
  'as white, which is the colour that it begins with…'

const lamp = useLampIndex((site) => {
  const page = String(site.files.get(`${GUIDE}colours.html`))
  site.files.set(`${GUIDE}colours.html`, page.replace('About: Colours of a lamp', CUT))
})

test('beside a page', async () => {
  const client = await connect('newer', lamp.folder)
  const { structured, text } = await call(client, 'recommend', { url: `${LAMP_URL}dimming.html` })
  const colours = listRows(structured, 'result').find(({ url }) => url === `${LAMP_URL}colours.html`)
  expect(colours?.context).toBe(SHOWN)
  expect(text).toContain(SHOWN)
  expect(text).not.toContain('.md')
})

test('in the list of resources', async () => {
  const client = await connect('newer', lamp.folder)
  const { resources } = await client.listResources()
  const colours = resources.find(({ uri }) => uri.endsWith('/colours.html'))
  expect(colours?.description).toBe(SHOWN)
})
