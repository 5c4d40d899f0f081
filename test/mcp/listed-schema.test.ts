// A server is built for every request over HTTP: what its tools list is read from their schemas once in a process.

import { expect, it } from 'vitest'
import { z } from 'zod'
import { toListedInput, toListedOutput } from '../../src/mcp/arguments/listed-schema.ts'

it('a schema is read once, whichever server lists it', () => {
  const schema = z.object({ words: z.string().min(1).describe('What to look for.'), limit: z.number().optional() })
  const input = toListedInput(schema)
  expect(input).toEqual({
    type: 'object',
    properties: { words: { type: 'string', description: 'What to look for.' }, limit: { type: 'number' } },
    required: ['words'],
  })
  expect(toListedInput(schema)).toBe(input)

  const output = toListedOutput(schema)
  expect(output).toEqual({
    type: 'object',
    properties: { words: { type: 'string' }, limit: { type: 'number' } },
    required: ['words'],
  })
  expect(toListedOutput(schema)).toBe(output)
})

it('schemas of equal fields are kept apart', () => {
  const [one, other] = [z.object({ a: z.string().describe('One.') }), z.object({ a: z.string().describe('Other.') })]
  expect(toListedInput(one)).not.toEqual(toListedInput(other))
})
