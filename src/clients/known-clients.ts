// The assistants that can be set up: where each keeps its configuration and what shape its servers have there. Facts
// about other programs, and no I/O.

import { posix, win32 } from 'node:path'

export type Platform = 'macos' | 'windows' | 'linux'

export const PLATFORMS: readonly Platform[] = ['macos', 'windows', 'linux']

/** How the server is started: absolute paths, since programs with windows do not read the PATH of a shell. */
export interface ServerEntry {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** Whose configuration it is: home folder and environment in the spelling of its platform. */
export interface Machine {
  readonly platform: Platform
  readonly home: string
  readonly env: Readonly<Record<string, string | undefined>>
  exists(path: string): boolean
}

export type Values = Readonly<Record<string, unknown>>

export interface Client {
  /** What people type. */
  readonly id: string
  readonly name: string
  readonly format: 'json' | 'toml'
  /** The key that holds all servers. */
  readonly container: string
  getFile(machine: Machine): string
  /** What the entry of a server must hold here. */
  makeEntry(server: ServerEntry): Values
  /** Further keys for an entry that is new; what the user has made of them later stays. */
  readonly initial: Values
  /** What to do when the file has changed. */
  readonly afterwards: string
}

// Claude Desktop from the Microsoft Store sees this in place of %APPDATA%.
const MSIX_PACKAGE = ['Packages', 'Claude_pzs8sxrjxfjjc']

export const CLIENTS: readonly Client[] = [
  {
    ...makePlainClient('claude-desktop', 'Claude Desktop', 'Quit Claude Desktop and start it again.'),
    getFile(machine) {
      const { join } = getPaths(machine)
      const store = join(getLocalAppData(machine), ...MSIX_PACKAGE)
      const isFromStore = machine.platform === 'windows' && machine.exists(store)
      const folder = isFromStore ? join(store, 'LocalCache', 'Roaming') : getApplicationData(machine)
      return join(folder, 'Claude', 'claude_desktop_config.json')
    },
  },
  {
    ...makePlainClient(
      'claude-code',
      'Claude Code',
      'Start a new session of Claude Code; "claude mcp list" shows the server.',
    ),
    getFile: (machine) => getPaths(machine).join(machine.env.CLAUDE_CONFIG_DIR ?? machine.home, '.claude.json'),
    makeEntry: (server) => ({ type: 'stdio', ...toEntry(server) }),
  },
  {
    ...makePlainClient('cursor', 'Cursor', 'Restart Cursor; its settings list the server under MCP.'),
    getFile: (machine) => getPaths(machine).join(machine.home, '.cursor', 'mcp.json'),
  },
  {
    ...makePlainClient('vscode', 'VS Code', 'Run "MCP: List Servers" in VS Code and start the server.'),
    container: 'servers',
    getFile: (machine) => getPaths(machine).join(getApplicationData(machine), 'Code', 'User', 'mcp.json'),
    makeEntry: (server) => ({ type: 'stdio', ...toEntry(server) }),
  },
  {
    ...makePlainClient('kiro', 'Kiro', 'Kiro connects by itself; its MCP panel shows the server.'),
    getFile: (machine) => getPaths(machine).join(machine.home, '.kiro', 'settings', 'mcp.json'),
    initial: { disabled: false, autoApprove: [] },
  },
  {
    ...makePlainClient('windsurf', 'Windsurf', 'Refresh the MCP servers in Windsurf, or restart it.'),
    getFile: (machine) => getPaths(machine).join(machine.home, '.codeium', 'windsurf', 'mcp_config.json'),
  },
  {
    ...makePlainClient('codex', 'Codex', 'Start a new session of Codex; "codex mcp list" shows the server.'),
    format: 'toml',
    container: 'mcp_servers',
    getFile(machine) {
      const { join } = getPaths(machine)
      return join(machine.env.CODEX_HOME ?? join(machine.home, '.codex'), 'config.toml')
    },
  },
  {
    ...makePlainClient('gemini', 'Gemini CLI', 'Start a new session of Gemini CLI; "/mcp" shows the server.'),
    getFile: (machine) => getPaths(machine).join(machine.home, '.gemini', 'settings.json'),
  },
]

/** A machine of another platform than this one, its folders in the words of that platform. */
export function makeOtherPlatform(platform: Platform): Machine {
  const env = platform === 'windows' ? { APPDATA: '%APPDATA%', LOCALAPPDATA: '%LOCALAPPDATA%' } : {}
  return { platform, home: platform === 'windows' ? '%USERPROFILE%' : '~', env, exists: () => false }
}

function makePlainClient(id: string, name: string, afterwards: string) {
  return { id, name, afterwards, format: 'json', container: 'mcpServers', makeEntry: toEntry, initial: {} } as const
}

function toEntry({ command, args, env }: ServerEntry): Values {
  return { command, args, ...(Object.keys(env).length > 0 && { env }) }
}

function getPaths({ platform }: Machine): typeof posix {
  return platform === 'windows' ? win32 : posix
}

// Where programs of the platform keep the settings of a user.
function getApplicationData(machine: Machine): string {
  const { platform, home, env } = machine
  const { join } = getPaths(machine)
  switch (platform) {
    case 'macos':
      return join(home, 'Library', 'Application Support')
    case 'windows':
      return env.APPDATA ?? join(home, 'AppData', 'Roaming')
    case 'linux':
      return env.XDG_CONFIG_HOME ?? join(home, '.config')
  }
}

function getLocalAppData(machine: Machine): string {
  return machine.env.LOCALAPPDATA ?? getPaths(machine).join(machine.home, 'AppData', 'Local')
}
