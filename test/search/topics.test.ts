// A topic of a few words: the page that the others of its kind hang on comes before those on details of it.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import { makeQueryModel } from '../../src/search/query/query-model.ts'
import { asksAboutTrouble } from '../../src/search/ranking/query-kind.ts'
import { openSite, type Site, type SitePage } from './made-site.ts'

const link = (name: string, title: string) =>
  `[${title}](https://docs.aws.amazon.com/AmazonECR/latest/userguide/${name}.html)`
const DETAILS: readonly SitePage[] = ['Deleting', 'Sharing', 'Copying', 'Tagging'].map((what) => ({
  guide: 'ecr',
  name: `${what.toLowerCase()}-task-plans`,
  title: `${what} task plans`,
  text: `${what} a task plan of ECR takes a minute. More is in ${link('plans', 'what task plans are')}.`,
}))
const FILLER = 'It has a name, a size, a day of the week, a colour, an owner and a place where it is kept.'
const PAGES: readonly SitePage[] = [
  ...DETAILS,
  {
    guide: 'ecr',
    name: 'plans',
    title: 'Amazon ECR task plans',
    text: `A task plan says what is run. ${FILLER}\n\n${DETAILS.map(({ name, title }) => `- ${link(name, title)}`).join('\n')}`,
    sections: { 'What it has': Array.from({ length: 40 }, (_, n) => `Field ${n}: ${FILLER}`).join('\n\n') },
  },
  { guide: 'ecr', name: 'images', title: 'Images', text: 'An image has layers. No task plan needs it.' },
]

let site: Site
beforeAll(async () => {
  site = await openSite(PAGES)
})
afterAll(() => site.close())

test.each(['ecr task plans', 'ECR task plan', 'amazon ecr task plans'])(
  '%s: the page on all of it is first',
  (text) => {
    expect(site.order(text)[0]).toBe('AmazonECR/plans')
  },
)

test('who asks for a detail gets it', () => {
  expect(site.order('how do I delete a task plan in ECR')[0]).toBe('AmazonECR/deleting-task-plans')
  expect(site.order('share ecr task plans')[0]).toBe('AmazonECR/sharing-task-plans')
})

test('a title is exact whatever it says of its product, and of what it is for', () => {
  for (const text of ['ecr images', 'amazon ecr task plans'])
    expect(site.search(text).hits[0]?.features?.exactTitle, text).toBeGreaterThan(0)
})

test.each([
  ['s3 lifecycle', 1],
  ['S3 lifecycle', 1],
  ['ecs task definition', 0.7],
  ['route 53 health checks', 0.3],
  ['how do I rotate the keys of a user', 0],
  ['lambda:Layer', 0],
  ['Error: bucket missing somewhere', 0],
])('%s is a topic: %s', (text, brevity) => {
  expect(makeQueryModel(parseQuery(text), new Map()).brevity).toBe(brevity)
})

test('a timeout is a setting, and what times out is in trouble', () => {
  expect(asksAboutTrouble({ text: 'lambda timeout' })).toBe(false)
  for (const text of ['my function times out', 'it timed out', 'keeps timing out'])
    expect(asksAboutTrouble({ text }), text).toBe(true)
})

test.each([
  ['WorkSpaces に接続できない', true],
  ['社外から接続できないようにしたい', false],
  ['社外から接続出来ないようにするには', false],
])('「%s」 asks about trouble: %s', (text, isTrouble) => {
  expect(asksAboutTrouble({ text })).toBe(isTrouble)
})
