// Our tables in TOML configurations: everything else stays byte for byte, comments too, and taking them out gives the
// text that was there.

import { parse } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import { putTomlServer, removeTomlServer } from '../../src/clients/edit-toml.ts'

const PLACE = { container: 'mcp_servers', name: 'our-docs' }
const ENTRY = { command: '/usr/bin/node', args: ['/opt/it/main.js', 'serve'], env: { AWS_DOCS_DATA: '/data' } }
const put = (text: string, entry: Record<string, unknown> = ENTRY) =>
  putTomlServer(text, { ...PLACE, entry, initial: {} })
const remove = (text: string) => removeTomlServer(text, PLACE)

const OTHERS = `# How I like it
model = "big"   # for now
seen = 2026-01-02T03:04:05Z
limit = 9007199254740993

[mcp_servers.github]
command = "npx"
args = [
  "-y", # yes
  "gh",
]

[mcp_servers.github.env]
TOKEN = "x"

# The terminal
[tui]
notifications = true
`

const OURS = `[mcp_servers.our-docs]
command = "/usr/bin/node"
args = [ "/opt/it/main.js", "serve" ]

[mcp_servers.our-docs.env]
AWS_DOCS_DATA = "/data"
`

describe('a configuration with other servers and comments', () => {
  it('gets ours at its end, once, and is as before when it is taken out', () => {
    const once = put(OTHERS)
    expect(once).toBe(`${OTHERS}\n${OURS}`)
    expect(put(once)).toBe(once)
    expect(remove(once)).toBe(OTHERS)
    expect(remove(OTHERS)).toBe(OTHERS)
  })

  it('keeps what stands around ours when that is in the middle', () => {
    const text = OTHERS.replace('# The terminal', `${OURS}\n# The terminal`)
    expect(remove(text)).toBe(OTHERS)
    expect(put(text, { ...ENTRY, command: '/new/node' })).toBe(text.replace('/usr/bin/node', '/new/node'))
  })

  it('keeps what the user added to ours', () => {
    const text = `${put(OTHERS).replace('"serve" ]', '"serve" ]\nstartup_timeout_sec = 60')}MINE = "1"\n`
    const updated = put(text, { command: '/new/node', args: ['/new/main.js'] })
    expect(parse(updated, { integersAsBigInt: 'asNeeded' }).mcp_servers).toMatchObject({
      github: { env: { TOKEN: 'x' } },
      'our-docs': {
        command: '/new/node',
        args: ['/new/main.js'],
        startup_timeout_sec: 60,
        env: { AWS_DOCS_DATA: '/data', MINE: '1' },
      },
    })
    expect(updated.startsWith(OTHERS)).toBe(true)
  })
})

it.each([
  ['nothing', ''],
  ['no servers', 'model = "big"\n'],
  ['Windows line ends', 'model = "big"\r\n\r\n[mcp_servers.a]\r\ncommand = "a"\r\n'],
  ['a table of servers', '[mcp_servers]\na = { command = "a" }\n\n[tui]\nx = 1\n'],
  ['dotted keys', 'mcp_servers.a.command = "a"\n'],
  ['a header in a text', 'note = """\n[mcp_servers.our-docs]\n"""\n[mcp_servers.a]\ncommand = "a"\n'],
  ['no line end at the end', 'model = "big"'],
])('%s: put in and taken out', (_, text) => {
  const after = put(text)
  expect(parse(after).mcp_servers).toMatchObject({ 'our-docs': ENTRY })
  expect(after.startsWith(text)).toBe(true)
  expect(/\r\n/.test(text) && /[^\r]\n/.test(after)).toBe(false)
  expect(put(after)).toBe(after)
  if (!text.includes('"""')) expect(remove(after).trimEnd()).toBe(text.trimEnd())
})

it.each([
  ['broken TOML', 'model = \n[b', 'it is not TOML'],
  ['servers as an inline table', 'mcp_servers = { a = { command = "a" } }\n', 'is not'],
  ['servers as text', 'mcp_servers = "none"\n', '"mcp_servers" is no table'],
])('%s is refused with the reason', (_, text, reason) => {
  expect(() => put(text)).toThrow(reason)
})

it('forms that lines do not show are not taken out by guess', () => {
  expect(() => remove('mcp_servers = { our-docs = { command = "a" }, b = { command = "b" } }\n')).toThrow('not edited')
  const hidden = `note = """\n[mcp_servers.our-docs]\n"""\n\n${OURS}`
  expect(() => remove(hidden)).toThrow(/not/)
})
