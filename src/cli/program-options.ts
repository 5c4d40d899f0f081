// Options and environment, resolved to their full form once. What comes from outside is unknown until it has been
// parsed here.

import { join, resolve } from 'node:path'
import envPaths from 'env-paths'
import { z } from 'zod'
import type { AppOptions } from '../app.ts'
import { DocsError } from '../core/model/errors.ts'
import { PARTITIONS } from '../core/model/partition.ts'

const paths = envPaths('aws-docs-offline', { suffix: '' })

const INDEX_NAME = 'index.sqlite'

/** Less does not hold a page's address, its date and a paragraph of it. */
const LEAST_TOKENS = 500

const ENVIRONMENT = z.object({
  AWS_DOCS_INDEX: z.string().optional(),
  AWS_DOCS_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  AWS_DOCS_CN_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  AWS_DOCUMENTATION_PARTITION: z.enum(PARTITIONS).optional(),
  AWS_DOCS_SEARCH_URL: z.url({ protocol: /^https?$/ }).optional(),
  AWS_DOCS_OFFLINE: z.enum(['0', '1', 'true', 'false']).optional(),
  AWS_DOCS_DATA: z.string().optional(),
  AWS_DOCS_PULL_FROM: z.string().optional(),
  AWS_DOCS_TRUST: z.string().optional(),
  AWS_DOCS_WANTED: z.enum(['0', '1', 'true', 'false']).optional(),
  AWS_DOCS_MAX_TOKENS: z
    .string()
    .regex(/^\d{1,7}$/)
    .transform(Number)
    .refine((tokens) => tokens >= LEAST_TOKENS)
    .optional(),
  AWS_DOCS_SQLITE: z.enum(['node', 'node:sqlite', 'better-sqlite3']).optional(),
})

/** What a user may set without an option of a command; shown by README's table. */
export const ENVIRONMENT_VARIABLES: Readonly<Record<string, string>> = {
  AWS_DOCS_INDEX: 'the index file, as --index',
  AWS_DOCS_DATA: 'folder of the index, the cache and added guides, when not the usual one of the operating system',
  AWS_DOCS_ORIGIN: 'origin of a mirror of the documentation site to fetch from; stored URLs stay those of the site',
  AWS_DOCS_CN_ORIGIN: 'the same for docs.amazonaws.cn; with AWS_DOCS_ORIGIN that site is not asked without it',
  AWS_DOCUMENTATION_PARTITION:
    'with aws-cn, searches are of docs.amazonaws.cn unless they say otherwise, and get_available_services is a tool',
  AWS_DOCS_SEARCH_URL: 'another address for the live search; with a mirror there is none without it',
  AWS_DOCS_OFFLINE: '1 opens no socket at all, as --offline',
  AWS_DOCS_PULL_FROM: 'folder or https address of a repository that `pull` gets guides from, as its --from',
  AWS_DOCS_TRUST: 'file of the public key that must have signed what `pull` gets, as its --trust',
  AWS_DOCS_WANTED:
    '1 lets servers count which guides searches needed and did not have, for `crawl --wanted`; never the words',
  AWS_DOCS_MAX_TOKENS: 'most tokens of any one answer over MCP, at least 500; four characters count as one',
  AWS_DOCS_SQLITE: 'which SQLite binding to use: node or better-sqlite3',
}

export interface GlobalOptions {
  readonly index?: string
  readonly offline?: boolean
}

export function readAppOptions(options: GlobalOptions, environment: NodeJS.ProcessEnv = process.env): AppOptions {
  // Empty is unset: configurations that are filled in by programs pass what was left blank.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = ENVIRONMENT.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const name = String(issue?.path[0] ?? 'the environment')
    throw new DocsError('BAD_CONFIG', `${name} is "${environment[name]}": ${issue?.message ?? 'not understood'}.`, {
      hint: `Set ${name} to ${describeExpected(name)}, or unset it.`,
    })
  }
  const { AWS_DOCS_INDEX, AWS_DOCS_ORIGIN, AWS_DOCS_SEARCH_URL, AWS_DOCS_OFFLINE, AWS_DOCS_DATA } = parsed.data
  const { AWS_DOCS_CN_ORIGIN, AWS_DOCUMENTATION_PARTITION, AWS_DOCS_WANTED, AWS_DOCS_MAX_TOKENS } = parsed.data
  const folder = resolve(AWS_DOCS_DATA ?? paths.data)
  const indexFile = resolve(options.index ?? AWS_DOCS_INDEX ?? join(folder, INDEX_NAME))
  return {
    indexFile,
    ...(indexFile !== join(resolve(paths.data), INDEX_NAME) && { namedIndex: indexFile }),
    userCatalogFile: join(folder, 'guides.json'),
    cacheFile: `${indexFile.replace(/\.sqlite$/, '')}.cache.sqlite`,
    offline: options.offline === true || isOn(AWS_DOCS_OFFLINE),
    wanted: isOn(AWS_DOCS_WANTED),
    ...(AWS_DOCS_ORIGIN !== undefined && { origin: AWS_DOCS_ORIGIN }),
    ...(AWS_DOCS_CN_ORIGIN !== undefined && { chinaOrigin: AWS_DOCS_CN_ORIGIN }),
    ...(AWS_DOCUMENTATION_PARTITION === 'aws-cn' && { partition: AWS_DOCUMENTATION_PARTITION }),
    ...(AWS_DOCS_SEARCH_URL !== undefined && { searchUrl: AWS_DOCS_SEARCH_URL }),
    ...(AWS_DOCS_MAX_TOKENS !== undefined && { maxAnswerTokens: AWS_DOCS_MAX_TOKENS }),
    ...pullOptions(parsed.data),
  }
}

function pullOptions({ AWS_DOCS_PULL_FROM, AWS_DOCS_TRUST }: z.infer<typeof ENVIRONMENT>) {
  return {
    ...(AWS_DOCS_PULL_FROM !== undefined && { pullFrom: AWS_DOCS_PULL_FROM }),
    ...(AWS_DOCS_TRUST !== undefined && { trustFile: AWS_DOCS_TRUST }),
  }
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true'
}

function describeExpected(name: string): string {
  if (name === 'AWS_DOCS_OFFLINE' || name === 'AWS_DOCS_WANTED') return '1 or 0'
  if (name === 'AWS_DOCUMENTATION_PARTITION') return PARTITIONS.join(' or ')
  if (name === 'AWS_DOCS_MAX_TOKENS') return `a whole number from ${LEAST_TOKENS}`
  if (name === 'AWS_DOCS_SQLITE') return 'node or better-sqlite3'
  return name.endsWith('ORIGIN') || name.endsWith('URL') ? 'an http or https URL' : 'a path'
}
