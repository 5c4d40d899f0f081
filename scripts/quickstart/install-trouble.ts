// Why npm could neither fetch nor build better-sqlite3, told from what its install script printed, and what helps
// against that. Pure.

/** Lines that say why, as npm printed them. */
const REASON =
  /^(?:prebuild-install (?:warn|ERR!) |gyp ERR! (?:find |stack (?!at )|.*not found)|npm error |\S*make: \*\*\* |.*: (?:fatal )?error: )/
/** The same of every failure. */
const SAID_ANYWAY =
  /^gyp ERR! (?:System|command|cwd|node |node-gyp |not ok|\$npm)|^npm error (?:A complete log|path|code|command)/
const MOST_LINES = 8

export function listReasons(output: string): string[] {
  const lines = output.split('\n').filter((line) => REASON.test(line) && !SAID_ANYWAY.test(line))
  return [...new Set(lines.map((line) => line.trimEnd().slice(0, 200)))].slice(0, MOST_LINES)
}

export interface Circumstances {
  /** The folder of Node that has include/node in it; undefined where there is none. */
  readonly withHeaders: string | undefined
  /** What is to be run again. */
  readonly command: string
}

/** What fits the reasons, the surest first. */
export function listRemedies(output: string, { withHeaders, command }: Circumstances): string[] {
  const remedies = ['Use Node 22.13 or newer, which has SQLite built in: nothing is fetched or compiled then.']
  if (/nodejs\.org|node-v[\d.]+-headers|related to network connectivity/.test(output)) {
    const headers = withHeaders ?? 'FOLDER'
    const where = withHeaders === undefined ? ', where FOLDER has include/node/node.h in it' : ''
    remedies.push(
      `The headers of Node could not be fetched. Use those of this machine: npm_config_nodedir=${headers} ` +
        `${command}${where}.`,
    )
  }
  if (/Could not find any Python/.test(output)) {
    remedies.push('Install Python 3, which the build needs.')
  }
  if (
    /failed with exit code|not found: (?:make|g\+\+|c\+\+|cc)|ENOENT.*make|compiler|MSBuild|Visual Studio/i.test(output)
  ) {
    remedies.push(
      'Install a C++ compiler that knows C++20, and make (Debian: build-essential; macOS: xcode-select --install).',
    )
  }
  if (/prebuild-install (?:warn|ERR!)/.test(output)) {
    remedies.push(
      'The built part comes from github.com: behind a proxy, npm needs https_proxy or its own "proxy" setting.',
    )
  }
  return remedies
}
