// Where clients keep their configuration, on each platform, and how our server looks there.

import { expect, it } from 'vitest'
import { CLIENTS, type Machine, makeOtherPlatform } from '../../src/clients/known-clients.ts'
import { chooseClient, formatExampleConfig } from '../../src/clients/setup-client.ts'

const MACHINES: Record<'macos' | 'windows' | 'linux', Machine> = {
  macos: { platform: 'macos', home: '/Users/me', env: {}, exists: () => false },
  windows: {
    platform: 'windows',
    home: 'C:\\Users\\me',
    env: { APPDATA: 'C:\\Users\\me\\AppData\\Roaming', LOCALAPPDATA: 'C:\\Users\\me\\AppData\\Local' },
    exists: () => false,
  },
  linux: { platform: 'linux', home: '/home/me', env: {}, exists: () => false },
}

it.each([
  [
    'claude-desktop',
    '/Users/me/Library/Application Support/Claude/claude_desktop_config.json',
    'C:\\Users\\me\\AppData\\Roaming\\Claude\\claude_desktop_config.json',
    '/home/me/.config/Claude/claude_desktop_config.json',
  ],
  ['claude-code', '/Users/me/.claude.json', 'C:\\Users\\me\\.claude.json', '/home/me/.claude.json'],
  ['cursor', '/Users/me/.cursor/mcp.json', 'C:\\Users\\me\\.cursor\\mcp.json', '/home/me/.cursor/mcp.json'],
  [
    'vscode',
    '/Users/me/Library/Application Support/Code/User/mcp.json',
    'C:\\Users\\me\\AppData\\Roaming\\Code\\User\\mcp.json',
    '/home/me/.config/Code/User/mcp.json',
  ],
  [
    'kiro',
    '/Users/me/.kiro/settings/mcp.json',
    'C:\\Users\\me\\.kiro\\settings\\mcp.json',
    '/home/me/.kiro/settings/mcp.json',
  ],
  [
    'windsurf',
    '/Users/me/.codeium/windsurf/mcp_config.json',
    'C:\\Users\\me\\.codeium\\windsurf\\mcp_config.json',
    '/home/me/.codeium/windsurf/mcp_config.json',
  ],
  ['codex', '/Users/me/.codex/config.toml', 'C:\\Users\\me\\.codex\\config.toml', '/home/me/.codex/config.toml'],
  [
    'gemini',
    '/Users/me/.gemini/settings.json',
    'C:\\Users\\me\\.gemini\\settings.json',
    '/home/me/.gemini/settings.json',
  ],
])('%s reads its file on macOS, Windows and Linux', (id, macos, windows, linux) => {
  const client = chooseClient(id)
  expect([MACHINES.macos, MACHINES.windows, MACHINES.linux].map((machine) => client.getFile(machine))).toEqual([
    macos,
    windows,
    linux,
  ])
})

it('Claude Desktop from the Microsoft Store reads the file of its package', () => {
  const store = { ...MACHINES.windows, exists: (path: string) => path.endsWith('Claude_pzs8sxrjxfjjc') }
  expect(chooseClient('claude-desktop').getFile(store)).toBe(
    'C:\\Users\\me\\AppData\\Local\\Packages\\Claude_pzs8sxrjxfjjc\\LocalCache\\Roaming\\Claude\\claude_desktop_config.json',
  )
})

it('folders that were moved by the environment are followed', () => {
  const env = { XDG_CONFIG_HOME: '/cfg', CODEX_HOME: '/codex', CLAUDE_CONFIG_DIR: '/claude' }
  const moved = CLIENTS.map((client) => client.getFile({ ...MACHINES.linux, env }))
  expect(moved).toEqual(
    expect.arrayContaining(['/cfg/Code/User/mcp.json', '/codex/config.toml', '/claude/.claude.json']),
  )
})

it('files of another platform are named in its own words', () => {
  const files = CLIENTS.map((client) => client.getFile(makeOtherPlatform('windows')))
  expect(files).toContain('%APPDATA%\\Claude\\claude_desktop_config.json')
  expect(files).toContain('%USERPROFILE%\\.kiro\\settings\\mcp.json')
  expect(chooseClient('cursor').getFile(makeOtherPlatform('macos'))).toBe('~/.cursor/mcp.json')
})

it.each([
  ['claude-desktop', '{"mcpServers":{"aws-docs-offline":{"command":"/n","args":["/m"]}}}'],
  ['claude-code', '{"mcpServers":{"aws-docs-offline":{"type":"stdio","command":"/n","args":["/m"]}}}'],
  ['vscode', '{"servers":{"aws-docs-offline":{"type":"stdio","command":"/n","args":["/m"]}}}'],
  ['kiro', '{"mcpServers":{"aws-docs-offline":{"command":"/n","args":["/m"],"disabled":false,"autoApprove":[]}}}'],
])('%s takes the server in its own shape', (id, json) => {
  const shown = formatExampleConfig(chooseClient(id), { command: '/n', args: ['/m'], env: {} })
  expect(JSON.stringify(JSON.parse(shown))).toBe(json)
})

it('Codex takes it as TOML', () => {
  const server = { command: 'C:\\node.exe', args: ['/m'], env: { AWS_DOCS_DATA: '/d' } }
  expect(formatExampleConfig(chooseClient('codex'), server)).toBe(
    '[mcp_servers.aws-docs-offline]\ncommand = "C:\\\\node.exe"\nargs = [ "/m" ]\n\n[mcp_servers.aws-docs-offline.env]\nAWS_DOCS_DATA = "/d"',
  )
})

it('a client that is not known is answered with those that are', () => {
  expect(() => chooseClient('emacs')).toThrow(expect.objectContaining({ hint: expect.stringContaining('windsurf') }))
})
