// The import rules of `src`, as dependency-cruiser reads them: which layer stands on which, and where each third-party
// package has its home. Every rule says its reason, which is what a breach is reported with. How they are held against
// the code is the business of check-imports.ts.

import type { IForbiddenRuleType } from 'dependency-cruiser'

/** Bottom first. `app` is the composition root: src/app.ts and src/app/. */
const LAYERS: readonly (readonly string[])[] = [
  ['core'],
  ['http', 'extract', 'store'],
  ['crawl', 'search', 'read', 'bundle', 'doctor', 'clients', 'project'],
  ['app'],
  ['server'],
  ['cli', 'mcp', 'web'],
]

export const MODULES = LAYERS.flat()

/** The process entry starts the other surfaces; nobody else may cross between them. */
const ENTRIES = ['cli/commands/serve', 'cli/commands/serve-http']

/** Where a package may be imported: modules, or one file. Packages that are not listed may be imported anywhere. */
const HOMES: Readonly<Record<string, string>> = {
  'better-sqlite3': 'store',
  'node:sqlite': 'store',
  domhandler: 'extract',
  cheerio: 'extract',
  htmlparser2: 'extract',
  turndown: 'extract',
  'p-queue': 'http/pacing/host-scheduler',
  undici: 'http',
  'robots-parser': 'http',
  'jsonc-parser': 'clients',
  'smol-toml': 'clients',
  commander: 'cli',
  'cli-progress': 'cli',
  'string-width': 'cli',
  '@modelcontextprotocol/server': 'mcp',
  marked: 'web',
  'hast-util-from-html': 'web',
  'hast-util-sanitize': 'web',
  'hast-util-to-html': 'web',
  lowlight: 'web',
  hono: 'server',
  '@hono/node-server': 'server',
  'prom-client': 'server',
}

export const IMPORT_RULES: readonly IForbiddenRuleType[] = [
  {
    name: 'no-circle',
    comment: 'modules that need each other can neither be understood nor loaded one at a time',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'only-of-src',
    comment: 'what it imports must stand in src: nothing else is built and shipped',
    severity: 'error',
    from: {},
    to: { path: String.raw`^\.`, couldNotResolve: true },
  },
  ...LAYERS.flatMap((layer, at): IForbiddenRuleType[] => [
    {
      name: `down-only-from-${layer.join('-')}`,
      comment: 'imports go down only: what a layer stands on must not know it',
      severity: 'error',
      from: { path: within(layer) },
      to: { path: within(LAYERS.slice(at + 1).flat()) },
    },
    {
      name: `not-across-${layer.join('-')}`,
      comment: 'modules on one layer never import each other: they are joined by the layer above',
      severity: 'error',
      from: { path: within(layer), pathNot: within(ENTRIES) },
      to: { path: within(layer), pathNot: '^$1[/.]' },
    },
  ]),
  ...Object.entries(HOMES).map(
    ([name, home]): IForbiddenRuleType => ({
      name: `home-of-${name}`,
      comment: `${name}, whose home is ${home}: what a library is used for stays in one place`,
      severity: 'error',
      from: { pathNot: within([home]) },
      to: { path: `^${name}(/|$)` },
    }),
  ),
]

/** What stands in one of these folders, or is the file of that name. The first group is its name. */
function within(names: readonly string[]): string {
  // A layer without others above it must match nothing.
  return `^(${names.join('|') || '(?!)'})[/.]`
}
