import { expect, it } from 'vitest'
import { setUpProgram } from './run-program.ts'

it.each([[[]], [['crawl']], [['guides', 'find']]])('help %j says what --help of it says', async (words) => {
  const { run } = await setUpProgram()
  const asked = await run('help', ...words)
  expect(asked).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^Usage: aws-docs-offline/) })
  expect(asked).toEqual(await run(...words, '--help'))
})
