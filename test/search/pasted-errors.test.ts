// The order of hits for pastes that print whose error they are. The pages are made up; only the names of the products
// are true.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSite, type Site, type SitePage } from './made-site.ts'

const PAGES: readonly SitePage[] = [
  {
    guide: 'eventbridge',
    name: 'permissions',
    title: 'Managing access',
    text: 'To put events on a bus, a user needs an identity-based policy that allows the action `events:PutEvents` on that bus.',
  },
  { guide: 'eventbridge', name: 'quotas', title: 'Quotas', text: 'A limit of 300 was exceeded.' },
  { guide: 'eventbridge', name: 'rules', title: 'Rules', text: 'A rule sends what comes over a bus to a target.' },
  {
    guide: 'ecr',
    name: 'troubleshooting',
    title: 'Troubleshooting errors',
    text: 'You may see: `An error occurred (AccessDeniedException) when calling the GetToken operation: User: you is not authorized to perform: ecr:GetToken on resource: image`. Give the user access.',
  },
  { guide: 'ecr', name: 'quotas', title: 'Quotas', text: 'A limit of 300 was exceeded.' },
  { guide: 'ecr', name: 'images', title: 'Images', text: 'An image has layers and a tag.' },
  {
    guide: 'iam',
    name: 'troubleshooting',
    title: 'Troubleshooting access',
    text: 'Who is not authorized to perform an action needs a policy that allows the action on the resource.',
  },
]

let site: Site
beforeAll(async () => {
  site = await openSite(PAGES)
})
afterAll(() => site.close())

const REFUSED =
  'An error occurred (AccessDeniedException) when calling the PutEvents operation: User: arn:aws:iam::111122223333:user/kim is not authorized to perform: events:PutEvents on resource: arn:aws:events:eu-west-1:111122223333:event-bus/main because no identity-based policy allows the events:PutEvents action'

test('who was refused by a service finds its guide first, then IAM, whoever else shows such a message', () => {
  const guides = site.order(REFUSED).map((name) => name.split('/')[0])
  expect(site.order(REFUSED, { limit: 1 })).toEqual(['eventbridge/permissions'])
  expect(guides.slice(0, 2)).toContain('IAM')
})

// The two pages differ in nothing but whose they are.
test('the service is known by the operation alone', () => {
  const quotasFor = (operation: string) =>
    site
      .order(`An error occurred (LimitExceededException) when calling the ${operation} operation: no more`)
      .filter((name) => name.endsWith('/quotas'))
  expect(quotasFor('PutRule')[0]).toBe('eventbridge/quotas')
  expect(quotasFor('CreateRepository')[0]).toBe('AmazonECR/quotas')
})

test('what a client puts around a message is no part of what is looked for', () => {
  const { asked } = site.search(
    'An error occurred (Sealed) when calling the OpenBox operation (reached max retries: 4)',
  )
  expect(asked).toEqual(site.search('Sealed OpenBox').asked)
})
