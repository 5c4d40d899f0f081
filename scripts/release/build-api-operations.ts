// Makes data/api-operations.txt, whose operation is whose, from the descriptions of APIs in the npm package aws-sdk:
//   npm pack aws-sdk@2 && tar xzf aws-sdk-*.tgz package/apis package/package.json
//   npm run data:operations -- package
// It is no dependency: it has a hundred megabytes, and is needed for this alone. Operations of services that
// data/products.txt and data/service-codes.txt do not know are left out, and so are those of more than three products.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { findPrintedProducts } from '../../src/search/missing/printed-guides.ts'
import { parseOperationNoun } from '../../src/search/query/api-operations.ts'
import { readOptions, refuseCommand } from '../read-options.ts'

const TARGET = new URL('../../data/api-operations.txt', import.meta.url)
const API = z.object({
  metadata: z.object({
    endpointPrefix: z.string(),
    serviceId: z.string().optional(),
    signingName: z.string().optional(),
  }),
  operations: z.record(z.string(), z.unknown()),
})
const MOST_PRODUCTS = 3
/** They answer at the endpoint of RDS, and their operations are those of RDS. */
const OF_RDS = new Set(['DocDB', 'Neptune'])

function main(): void {
  const [folder] = readOptions({ allowPositionals: true }).positionals
  if (folder === undefined) refuseCommand('Name the folder of the unpacked package.')
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
  const services = readServices(join(folder, 'apis'))
  const names = new Map<string, Set<string>>()
  for (const [code, operations] of services)
    for (const operation of operations)
      for (const name of [operation, parseNoun(operation)])
        if (name !== undefined) names.set(name, (names.get(name) ?? new Set()).add(code))
  const count = (name: string) => findProducts(names.get(name) ?? new Set())
  const lines = [...services].map(([code, operations]) => {
    const told = operations.flatMap((operation) => {
      const noun = parseNoun(operation)
      // GetParameter is of Systems Manager alone, whoever else has parameters.
      const name = noun !== undefined && count(noun) === count(operation) ? noun : operation
      return count(name) <= MOST_PRODUCTS ? [name] : []
    })
    return [code, ...[...new Set(told)].sort()].join(' ')
  })
  const told = lines.filter((line) => line.includes(' ')).sort()
  writeFileSync(TARGET, `${readHead(version)}\n${told.join('\n')}\n`)
  console.log(`${told.length} services, ${told.join(' ').split(' ').length - told.length} names`)
}

function parseNoun(operation: string): string | undefined {
  const thing = parseOperationNoun(operation)
  return thing === undefined ? undefined : `-${thing}`
}

/** By the code that the endpoint has; of several versions of an API the newest counts. */
function readServices(folder: string): Map<string, string[]> {
  const newest = new Map<string, z.infer<typeof API>>()
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.min.json')) continue
    const { success, data } = API.safeParse(JSON.parse(readFileSync(join(folder, name), 'utf8')))
    if (success) newest.set(data.metadata.serviceId ?? data.metadata.endpointPrefix, data)
  }
  const services = new Map<string, string[]>()
  for (const [id, { metadata, operations }] of newest) {
    const { endpointPrefix, signingName } = metadata
    const code = [endpointPrefix, signingName].find((one) => one !== undefined && findProducts(new Set([one])) > 0)
    if (code === undefined || OF_RDS.has(id)) continue
    services.set(code, [...(services.get(code) ?? []), ...Object.keys(operations)])
  }
  return services
}

function findProducts(codes: ReadonlySet<string>): number {
  return new Set([...codes].flatMap((code) => findPrintedProducts({ code, what: '' })[0] ?? [])).size
}

function readHead(version: string): string {
  return `# Whose operation is whose: a service, by the code that programs call it, and the names of its operations.
# A name behind a - is what something is done to: -Vpc is of CreateVpc, DeleteVpc and DescribeVpcs. Operations of fewer
# products than have something to do with it are named whole, those of more than three left out. Made by
# scripts/release/build-api-operations.ts (npm run data:operations) from the descriptions of APIs in the npm package
# aws-sdk ${version} (https://github.com/aws/aws-sdk-js), of which it has names of operations and no text.
#   Copyright 2012-2017 Amazon.com, Inc. or its affiliates. All Rights Reserved.
#   Licensed under the Apache License, Version 2.0: api-operations.LICENSE, http://www.apache.org/licenses/LICENSE-2.0`
}

main()
