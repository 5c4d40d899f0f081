// Every argument of every tool that the server lists, by its declared type: the forms that models send for a value are
// that value, what they send for nothing is nothing, and a slip in a name is named. An argument that is added later is
// asked for here without being told.

import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { App } from '../../src/app/app-interface.ts'
import { LAMP_URL } from './lamp-site.ts'
import { type Connection, call, connect, type Era, useLampIndex } from './mcp-setup.ts'

const lamp = useLampIndex()

interface Argument {
  readonly type: string
  readonly description: string
  readonly enum?: readonly string[]
}

/** What each tool is asked beside the argument in question. */
const NEEDED: Readonly<Record<string, Record<string, unknown>>> = {
  search_documentation: { search_phrase: 'fade of a lamp' },
  read_documentation: { url: `${LAMP_URL}dimming.html` },
  read_sections: { url: `${LAMP_URL}dimming.html`, section_titles: ['Errors', 'Before you begin'] },
  search_table: { query: 'lamps per room' },
  recommend: { url: `${LAMP_URL}dimming.html` },
  list_guides: {},
  whats_changed: { since: '2020-01-01' },
  get_available_services: {},
}
/** Values that mean something in the lamp guide; of the others, the example in the argument's description. */
const HERE: Readonly<Record<string, unknown>> = {
  url: `${LAMP_URL}quotas.html`,
  guide: 'lamp-dg',
  contents_of: 'lamp-dg',
  section_title: 'Quotas for rooms',
  section_titles: ['Errors', 'How a fade goes on'],
  product_types: ['Lamp'],
  guide_types: ['Developer Guide'],
  start_index: 1,
  partition: 'aws',
  // Both forms of a question are told apart by it.
  max_tokens: 700,
}
/** Their text is kept as it was pasted, even where it is a list in JSON. */
const FREE_TEXT = new Set(['search_phrase', 'search_intent', 'query'])
const NOTHING = [null, '', ' ', 'null', 'None', 'undefined', [], [null], ['']]

const open = (era: Era) => connect(era, lamp.folder, {}, {}, keepAnswers)

/** What arguments became is what is asked here: who asks the same thing in another form needs no second search. */
function keepAnswers(app: App): App {
  const answers = new Map<string, unknown>()
  const documentation = Object.entries(app.documentation).map(([name, member]) => {
    if (typeof member !== 'function') return [name, member]
    const answer = (...args: unknown[]) => {
      const asked = args.filter((arg) => !(arg instanceof AbortSignal))
      const key = `${name} ${inspect(asked, { depth: null, maxArrayLength: null, maxStringLength: null })}`
      if (!answers.has(key)) answers.set(key, (member as (...args: unknown[]) => unknown)(...args))
      return answers.get(key)
    }
    return [name, answer]
  })
  return { ...app, documentation: Object.fromEntries(documentation) as App['documentation'] }
}

function findExample(tool: string, name: string, { description }: Argument): unknown {
  const known = NEEDED[tool]?.[name] ?? HERE[name]
  if (known !== undefined) return known
  const example = /Example: (".*?"|\[.*?\]|\S+)/s.exec(description)?.[1] ?? ''
  return JSON.parse(example)
}

function listForms(name: string, type: string, value: unknown): unknown[] {
  switch (type) {
    case 'integer':
      return [`${value}`, ` ${value} `, `${value}.0`, [value], [`${value}`], `[${value}]`]
    case 'boolean':
      return [`${value}`, value ? 'True' : 'False', value ? 'yes' : 'no', Number(value), [value], [`${value}`]]
    case 'string':
      return [[value], ...(FREE_TEXT.has(name) ? [] : [JSON.stringify([value]), `['${value}']`, ` ${value}`])]
    case 'array': {
      const list = value as readonly string[]
      const python = `[${list.map((one) => `'${one}'`).join(', ')}]`
      return [JSON.stringify(list), python, [list], [...list, null], ...(list.length === 1 ? list : [])]
    }
    default:
      throw new Error(`no forms of ${type} are known`)
  }
}

async function listTools(client: Connection) {
  const { tools } = await client.listTools()
  return tools.map(({ name, inputSchema }) => ({
    name,
    properties: Object.entries((inputSchema.properties ?? {}) as unknown as Record<string, Argument>),
    required: (inputSchema.required ?? []) as readonly string[],
  }))
}

async function readAnswer(client: Connection, tool: string, args: Record<string, unknown>): Promise<unknown> {
  const { text, structured, isError } = await call(client, tool, args)
  return { text, structured, isError }
}

describe.each(['older', 'newer'] as const)('with the %s client', (era) => {
  test('every form of a value is that value', async () => {
    const client = await open(era)
    let tried = 0
    for (const { name: tool, properties } of await listTools(client))
      for (const [name, argument] of properties) {
        const value = findExample(tool, name, argument)
        const plain = await readAnswer(client, tool, { ...NEEDED[tool], [name]: value })
        expect([tool, name, plain]).toEqual([tool, name, expect.objectContaining({ isError: false })])
        for (const form of listForms(name, argument.type, value)) {
          const given = await readAnswer(client, tool, { ...NEEDED[tool], [name]: form })
          expect([tool, name, form, given]).toEqual([tool, name, form, plain])
          tried++
        }
        for (const form of argument.enum?.map((one) => one.toUpperCase()) ?? []) {
          const { isError } = await call(client, tool, { ...NEEDED[tool], [name]: form })
          expect([tool, name, form, isError]).toEqual([tool, name, form, false])
        }
      }
    expect(tried).toBeGreaterThan(100)
  })

  test('whatever is sent for nothing leaves an argument out, and is an error for one that is required', async () => {
    const client = await open(era)
    for (const { name: tool, properties, required } of await listTools(client)) {
      const plain = await readAnswer(client, tool, NEEDED[tool] ?? {})
      for (const [name] of properties)
        for (const nothing of NOTHING) {
          if (name in (NEEDED[tool] ?? {}) && !required.includes(name)) continue
          const args = { ...NEEDED[tool], [name]: nothing }
          const given = await call(client, tool, args)
          // "null" may be what somebody looks for, and a blank has an answer of its own.
          const isText = required.includes(name) && typeof nothing === 'string' && nothing !== ''
          const expected = required.includes(name) ? expect.objectContaining({ isError: true }) : plain
          const { text, structured, isError } = given
          if (!isText)
            expect([tool, name, nothing, { text, structured, isError }]).toEqual([tool, name, nothing, expected])
        }
    }
  })

  test('a name in another case or with a slip in it is understood, or named beside the nearest', async () => {
    const client = await open(era)
    for (const { name: tool, properties } of await listTools(client))
      for (const [name, argument] of properties) {
        const value = findExample(tool, name, argument)
        const plain = await readAnswer(client, tool, { ...NEEDED[tool], [name]: value })
        const { [name]: _own, ...others } = NEEDED[tool] ?? {}
        for (const spelling of [
          name.toUpperCase(),
          toCamelCase(name),
          name.replaceAll('_', '-'),
          name.replaceAll('_', ''),
        ])
          expect([tool, spelling, await readAnswer(client, tool, { ...others, [spelling]: value })]).toEqual([
            tool,
            spelling,
            plain,
          ])
        for (const slip of [`${name.slice(0, -2)}${name.slice(-1)}`, `${name}x`, `x${name}`]) {
          const { text } = await call(client, tool, { ...NEEDED[tool], [slip]: value })
          const said = `"${slip}" was ignored: it is no argument of this tool. The nearest is "${name}".`
          if (!properties.some(([other]) => other === slip))
            expect([tool, text]).toEqual([tool, expect.stringContaining(said)])
        }
      }
  })
})

function toCamelCase(name: string): string {
  return name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
}
