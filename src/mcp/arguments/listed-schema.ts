// What clients are told of a tool's arguments and fields: plain JSON Schema, as short as it can be, since every
// conversation pays for it. No union and no list of types: Gemini's conversion refuses them
// (https://ai.google.dev/api/caching#Schema), and OpenAI's takes no composition at the root.

import { z } from 'zod'

export type JsonSchema = Readonly<Record<string, unknown>>

/** Said by the answer to a wrong argument; a model has no use for them before. */
const UNLISTED: ReadonlySet<string> = new Set(['$schema', 'minLength', 'maxLength', 'minItems', 'maxItems'])

// Over HTTP each request has a server of its own, while schemas last as long as the program. Never changed by anybody.
const inputs = new WeakMap<z.ZodObject, JsonSchema>()
const outputs = new WeakMap<z.ZodObject, JsonSchema>()

export function toListedInput(schema: z.ZodObject): JsonSchema {
  return memoizeFor(schema, inputs, () => removeUnlisted(z.toJSONSchema(schema, { io: 'input' })) as JsonSchema)
}

/** The fields by name and kind; what is in lists and objects is checked here, and seen by clients when they have it. */
export function toListedOutput(schema: z.ZodObject): JsonSchema {
  return memoizeFor(schema, outputs, () => readFields(schema))
}

function memoizeFor(schema: z.ZodObject, known: WeakMap<z.ZodObject, JsonSchema>, read: () => JsonSchema): JsonSchema {
  const before = known.get(schema)
  if (before) return before
  const listed = read()
  known.set(schema, listed)
  return listed
}

function readFields(schema: z.ZodObject): JsonSchema {
  const { properties = {}, required } = z.toJSONSchema(schema, { io: 'output' })
  const fields = Object.entries(properties).map(([name, field]) => [name, readKind(field)])
  return { type: 'object', properties: Object.fromEntries(fields), ...(required && { required }) }
}

function readKind(field: unknown): JsonSchema {
  const { type, items } = field as { readonly type?: string; readonly items?: { readonly type?: string } }
  return { ...(type && { type }), ...(items?.type && { items: { type: items.type } }) }
}

// Names of arguments are kept whatever they are: only what stands beside them is looked at.
function removeUnlisted(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key, inner]) => !UNLISTED.has(key) && inner !== Number.MAX_SAFE_INTEGER)
  return Object.fromEntries(
    kept.map(([key, inner]) => {
      if (key !== 'properties') return [key, removeUnlisted(inner)]
      return [
        key,
        Object.fromEntries(Object.entries(inner as object).map(([name, one]) => [name, removeUnlisted(one)])),
      ]
    }),
  )
}
