// With --no-repeats a passage is shown once in a session, and named when it is found again.

import { expect, test } from 'vitest'
import { call, connect, ERAS, listRows, useLampIndex } from './mcp-setup.ts'

const lamp = useLampIndex()
const QUESTION = { search_phrase: 'Lamp quotas for rooms' }

test.each(ERAS)('a passage that was shown is named the second time, to the %s client', async (era) => {
  const client = await connect(era, lamp.folder, {}, { repeats: false })
  const first = await call(client, 'search_documentation', QUESTION)
  const again = await call(client, 'search_documentation', { search_phrase: 'quotas for rooms' })
  const [before, after] = [first, again].map(({ structured }) => listRows(structured, 'search_results')[0])
  expect(before).not.toHaveProperty('repeated')
  expect(after).toMatchObject({
    url: before?.url,
    repeated: true,
    context: 'Shown before, in the answer to "Lamp quotas for rooms".',
  })
  expect(again.text).toContain('[Shown before, in the answer to "Lamp quotas for rooms".]')
  expect(again.text).not.toContain(String(before?.context))
})

test('what was shown shortened is shown whole when there is room', async () => {
  const client = await connect('newer', lamp.folder, {}, { repeats: false })
  const phrase = { search_phrase: 'how a fade goes on', limit: 1 }
  const short = await call(client, 'search_documentation', { ...phrase, max_tokens: 500 })
  const whole = await call(client, 'search_documentation', phrase)
  const [shortened, full] = [short, whole].map(({ structured }) => listRows(structured, 'search_results')[0]?.context)
  expect(String(full).length).toBeGreaterThan(String(shortened).length)
})

test('without the option, and in another session, passages are shown as often as they are found', async () => {
  const client = await connect('newer', lamp.folder)
  const [first, second] = [
    await call(client, 'search_documentation', QUESTION),
    await call(client, 'search_documentation', QUESTION),
  ]
  expect(second?.text).toBe(first?.text)
  const other = await connect('newer', lamp.folder, {}, { repeats: false })
  expect((await call(other, 'search_documentation', QUESTION)).text).toBe(first?.text)
})
