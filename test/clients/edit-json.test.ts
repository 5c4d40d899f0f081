// Our entry in JSON configurations as people have them: everything else stays byte for byte, and taking it out gives
// the text that was there.

import fc from 'fast-check'
import { parse } from 'jsonc-parser'
import { describe, expect, it } from 'vitest'
import { putJsonServer, removeJsonServer } from '../../src/clients/edit-json.ts'

const PLACE = { container: 'mcpServers', name: 'ours' }
const ENTRY = { command: '/usr/bin/node', args: ['/opt/it/main.js', 'serve'] }
const put = (text: string, entry: Record<string, unknown> = ENTRY, initial = {}) =>
  putJsonServer(text, { ...PLACE, entry, initial })
const remove = (text: string) => removeJsonServer(text, PLACE)

const OTHERS = `{
  // Servers of the team
  "mcpServers": {
    "github": { "command": "npx", "args": ["-y", "gh"] }, // asks for a token
    /* the old one */
    "files": {
      "command": "files"
    }
    // nothing below here
  },
  "theme": "dark" // stays
}
`

describe('a configuration with other servers and comments', () => {
  it('gets ours after the last one, and is otherwise as it was', () => {
    expect(put(OTHERS)).toBe(`{
  // Servers of the team
  "mcpServers": {
    "github": { "command": "npx", "args": ["-y", "gh"] }, // asks for a token
    /* the old one */
    "files": {
      "command": "files"
    },
    // nothing below here
    "ours": {
      "command": "/usr/bin/node",
      "args": [
        "/opt/it/main.js",
        "serve"
      ]
    }
  },
  "theme": "dark" // stays
}
`)
  })

  it('is not changed a second time, and is as before when ours is taken out', () => {
    const once = put(OTHERS)
    expect(put(once)).toBe(once)
    expect(remove(once)).toBe(OTHERS)
    expect(remove(OTHERS)).toBe(OTHERS)
  })

  it('keeps the servers that came after ours', () => {
    const later = put(OTHERS).replace('  },\n  "theme"', '    ,"late": {}\n  },\n  "theme"')
    expect(parse(remove(later)).mcpServers).toEqual({ ...parse(OTHERS).mcpServers, late: {} })
  })
})

it.each([
  ['trailing commas', '{\n  "mcpServers": {\n    "a": {},\n  },\n}\n'],
  ['tabs', '{\n\t"mcpServers": {\n\t\t"a": {}\n\t}\n}'],
  ['Windows line ends', '{\r\n    "mcpServers": {\r\n        "a": {}\r\n    }\r\n}\r\n'],
  ['one line', '{"mcpServers": {"a": {"command": "x"}}, "b": 1}'],
  ['one line with a trailing comma', '{"mcpServers": {"a": {},},}'],
  ['a comma in a comment', '{\n  "mcpServers": {\n    "a": {} // one, two,\n  }\n}\n'],
  ['no servers yet', '{\n  "theme": "dark"\n}\n'],
  ['an empty object', '{}\n'],
  ['the brace on the next line', '{\n  "mcpServers":\n  {\n    "a": {}\n  }\n}\n'],
])('%s: put in once, read by others, and taken out without a trace', (_, text) => {
  const with_ = put(text)
  expect(parse(with_, [], { allowTrailingComma: true })).toEqual({
    ...parse(text),
    mcpServers: { ...parse(text).mcpServers, ours: ENTRY },
  })
  if (!text.includes('"a": {},')) expect(() => JSON.parse(with_.replace(/ \/\/.*/, ''))).not.toThrow()
  expect(with_.includes('\r\n') && /[^\r]\n/.test(with_)).toBe(false)
  expect(put(with_)).toBe(with_)
  expect(remove(with_)).toBe(text)
})

it('an empty text becomes a configuration of its own', () => {
  expect(JSON.parse(put(''))).toEqual({ mcpServers: { ours: ENTRY } })
  expect(remove(put(''))).toBe('{}\n')
})

it('an entry that is there is brought up to date, with what the user added to it', () => {
  const old = `{
  "mcpServers": {
    "ours": {
      "command": "/old/node", // moved
      "args": ["/old/main.js"],
      "env": { "AWS_DOCS_OFFLINE": "1" },
      "disabled": true,
      "timeout": 60000
    }
  }
}`
  const updated = put(old, { ...ENTRY, env: { AWS_DOCS_DATA: '/data' } }, { disabled: false })
  expect(parse(updated).mcpServers.ours).toEqual({
    ...ENTRY,
    env: { AWS_DOCS_OFFLINE: '1', AWS_DOCS_DATA: '/data' },
    disabled: true,
    timeout: 60000,
  })
  expect(updated).toContain('"command": "/usr/bin/node", // moved')
})

it('a comment keeps an object of servers that is empty without ours', () => {
  const text = '{\n  "mcpServers": {\n    // add yours here\n  }\n}\n'
  expect(remove(put(text))).toContain('// add yours here')
})

it.each([
  ['broken JSON', '{"mcpServers": {"a": }', 'it is not JSON: ValueExpected at line 1, column 22'],
  ['cut off', '{"mcpServers": {"a": {}', 'it is not JSON'],
  ['two documents', '{} {}', 'it is not JSON'],
  ['a list', '[1]', 'holds no JSON object'],
  ['servers as a list', '{"mcpServers": []}', '"mcpServers" is no object'],
  ['ours as text', '{"mcpServers": {"ours": "x"}}', '"ours" is no object'],
  ['servers twice', '{"mcpServers": {"a": {}}, "mcpServers": {"b": {}}}', 'a key that is there twice'],
])('%s is refused with the reason', (_, text, reason) => {
  expect(() => put(text)).toThrow(reason)
})

it('a key called __proto__ is kept like any other', () => {
  const text = '{"a": {"__proto__": []}, "mcpServers": {"b": {"__proto__": 1}}}'
  expect(remove(put(text))).toBe(text)
})

it('any configuration keeps its values, and its bytes once ours is taken out', () => {
  const name = fc.stringMatching(/^[a-z"\\/, ]{1,8}$/).filter((key) => key !== 'ours')
  const other = fc.dictionary(name, fc.jsonValue(), { noNullPrototype: true })
  const layout = fc.constantFrom(undefined, 1, 2, 4, '\t')
  const property = fc.property(other, other, layout, fc.boolean(), (rest, servers, indent, hasServers) => {
    const before = hasServers && Object.keys(servers).length > 0 ? { ...rest, mcpServers: servers } : rest
    const text = JSON.stringify(before, undefined, indent)
    const after = put(text)
    expect(JSON.parse(after)).toEqual({
      ...JSON.parse(text),
      mcpServers: { ...('mcpServers' in before ? JSON.parse(text).mcpServers : {}), ours: ENTRY },
    })
    expect(remove(after)).toBe(text)
  })
  fc.assert(property, { numRuns: 300 })
})
