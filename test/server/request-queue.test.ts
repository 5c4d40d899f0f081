import { expect, test } from 'vitest'
import { createRequestQueue } from '../../src/server/limits/request-queue.ts'

test('callers are let in one by one, in the order of arrival, others of the event loop between', async () => {
  const turn = createRequestQueue(10)
  const seen: string[] = []
  const pass = async (name: string) => {
    expect(await turn()).toBe(true)
    seen.push(name)
    // What a request does in later turns of the loop goes on before the next one is let in.
    await Promise.resolve()
    seen.push(`${name} later`)
  }
  await Promise.all(['first', 'second', 'third'].map(pass))
  await pass('fourth')
  expect(seen).toEqual(['first', 'second', 'third', 'fourth'].flatMap((name) => [name, `${name} later`]))
})

test('who would wait too long is sent away at once, and the others are not', async () => {
  const turn = createRequestQueue(2)
  const answers = await Promise.all([turn(), turn(), turn(), turn()])
  expect(answers).toEqual([true, true, false, false])
  expect(await turn()).toBe(true)
})
