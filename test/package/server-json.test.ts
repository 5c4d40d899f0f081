// server.json, which the MCP registry reads: what its schema of 2025-12-11 and its rules for npm and MCPB packages ask
// for, and that it names this package in this version.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { ENVIRONMENT_VARIABLES } from '../../src/cli/program-options.ts'
import { ROOT } from './packed.ts'

const VERSION = z.string().regex(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
const PACKAGE = z.strictObject({
  registryType: z.enum(['npm', 'mcpb']),
  identifier: z.string().min(1),
  version: VERSION,
  runtimeHint: z.literal('npx').optional(),
  transport: z.strictObject({ type: z.literal('stdio') }),
  environmentVariables: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        description: z.string().min(1),
        format: z.enum(['string', 'number', 'boolean', 'filepath']),
        default: z.string().optional(),
      }),
    )
    .optional(),
})
const SERVER = z.strictObject({
  $schema: z.literal('https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json'),
  name: z
    .string()
    .min(3)
    .max(200)
    .regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/),
  title: z.string().min(1).max(100),
  description: z.string().min(1).max(100),
  version: VERSION,
  websiteUrl: z.url(),
  repository: z.strictObject({ url: z.url(), source: z.literal('github') }),
  packages: z.array(PACKAGE).min(1),
})

const server = SERVER.parse(JSON.parse(readFileSync(join(ROOT, 'server.json'), 'utf8')))
const product = z
  .object({ name: z.string(), version: z.string(), mcpName: z.string(), repository: z.object({ url: z.string() }) })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))

test('server.json and package.json agree on name, version and repository', () => {
  // The registry takes mcpName as the proof that both have the same owner.
  expect(server.name).toBe(product.mcpName)
  expect(server.version).toBe(product.version)
  expect(`git+${server.repository.url}.git`).toBe(product.repository.url)
  // It takes names below io.github.OWNER from that owner only.
  expect(server.repository.url.toLowerCase()).toContain(`github.com/${server.name.split('/')[0]?.slice(10)}/`)
})

test('both packages are those of this version', () => {
  const { name, version } = product
  expect(server.packages.map((one) => [one.registryType, one.version])).toEqual([
    ['npm', version],
    ['mcpb', version],
  ])
  expect(server.packages.map(({ identifier }) => identifier)).toEqual([
    name,
    `${server.repository.url}/releases/download/v${version}/${name}-${version}.mcpb`,
  ])
})

test('the variables that it tells clients of are those of the program', () => {
  const named = server.packages.flatMap(({ environmentVariables = [] }) => environmentVariables.map(({ name }) => name))
  expect(named.length).toBeGreaterThan(0)
  expect(Object.keys(ENVIRONMENT_VARIABLES)).toEqual(expect.arrayContaining(named))
})
