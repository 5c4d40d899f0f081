// The manifest of the .mcpb bundle, as the MCPB specification 0.3 has it (github.com/modelcontextprotocol/mcpb,
// MANIFEST.md). Tools are those that the server itself names.

import { cutFirstSentence, type ServerDescription } from '../docs/tool-tables.ts'

export interface ProductPackage {
  readonly name: string
  readonly version: string
  readonly description: string
  readonly author: string
  readonly license: string
  readonly homepage: string
  readonly bugs: string
  readonly keywords: readonly string[]
  readonly repository: { readonly url: string }
}

const LONG_DESCRIPTION =
  'Searches and reads the AWS documentation from an index on your own machine, in English and Japanese, ' +
  'with or without a network.\n' +
  '\n' +
  'The bundle brings the program; guides are harvested or imported with its command line:\n' +
  '\n' +
  '    npx aws-docs-offline crawl lambda-dg\n' +
  '    npx aws-docs-offline import docs.bundle\n' +
  '\n' +
  'Pages that are not indexed are read from the live site, unless "Never use the network" is on.'

export function makeManifest(product: ProductPackage, { tools, prompts }: ServerDescription) {
  return {
    manifest_version: '0.3',
    name: product.name,
    display_name: 'AWS documentation, offline',
    version: product.version,
    description: product.description,
    long_description: LONG_DESCRIPTION,
    author: { name: product.author },
    repository: { type: 'git', url: product.repository.url.replace(/^git\+/, '') },
    homepage: product.homepage,
    support: product.bugs,
    icon: 'icon.png',
    license: product.license,
    keywords: [...product.keywords],
    // A search goes to the site's own search when the index holds too little.
    privacy_policies: ['https://aws.amazon.com/privacy/'],
    server: {
      type: 'node',
      entry_point: 'dist/cli/main.js',
      mcp_config: {
        command: 'node',
        args: [`$\{__dirname}/dist/cli/main.js`, 'serve'],
        env: {
          AWS_DOCS_INDEX: `$\{user_config.index_file}`,
          AWS_DOCS_OFFLINE: `$\{user_config.offline}`,
          AWS_DOCS_SQLITE: 'node',
        },
      },
    },
    tools: tools.map(({ name, description = '' }) => ({ name, description: cutFirstSentence(description) })),
    tools_generated: false,
    // The manifest would hold a prompt's text; ours depend on language and index.
    prompts_generated: prompts.length > 0,
    compatibility: {
      platforms: ['darwin', 'win32', 'linux'],
      // The first with node:sqlite and no flag.
      runtimes: { node: '>=22.13.0' },
    },
    user_config: {
      index_file: {
        type: 'file',
        title: 'Index file',
        description: 'The index to answer from. Leave it empty for the one that "aws-docs-offline crawl" writes.',
        required: false,
        // Without a default, hosts pass the placeholder itself.
        default: '',
      },
      offline: {
        type: 'boolean',
        title: 'Never use the network',
        description:
          'Answer from the index only. Otherwise pages and searches that the index lacks go to the live site.',
        required: false,
        default: false,
      },
    },
  }
}
