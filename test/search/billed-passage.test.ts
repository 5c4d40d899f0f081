// A question about the cost of a feature is shown what is billed for it, wherever on the feature's page that stands.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSite, type Site, type SitePage } from './made-site.ts'

const PAGES: SitePage[] = [
  {
    guide: 'relay',
    name: 'gateway',
    title: 'Gateways',
    text:
      'A gateway lets machines without an address of their own reach what is outside.\n\n' +
      'You are charged for each hour that one is there, and for what goes through it.',
    sections: {
      'Working with a gateway': 'Create a gateway in the network that it is for, and delete it when nobody needs it.',
      'Tagging a gateway':
        'A gateway can be tagged. Cost allocation tags are supported for a gateway, so that the cost of a gateway can be ' +
        'told from the cost of another gateway on your bill.',
    },
  },
  { guide: 'relay', name: 'other', title: 'Networks', text: 'A network has a range of addresses.' },
]

let site: Site
beforeAll(async () => {
  site = await openSite(PAGES)
})
afterAll(() => site.close())

test.each(['how much does a gateway cost', 'is a gateway expensive', 'what am I charged for a gateway'])(
  '%s',
  (question) => {
    const [hit] = site.search(question).hits
    expect(hit?.section).toBe('Gateways')
    expect(hit?.context).toMatch(/You are charged for each hour/)
  },
)

test('who asks for the tags is shown the tags', () => {
  expect(site.search('cost allocation tags of a gateway').hits[0]?.section).toBe('Tagging a gateway')
})
