// Makes data/api-errors.txt, whose error is whose, from the descriptions of APIs in botocore, for example of Debian's
// package python3-botocore:
//   npm run data:errors -- /usr/lib/python3/dist-packages/botocore
// It is needed for this alone. Errors of more than three products are left out, and so are those of services that
// data/products.txt and data/service-codes.txt do not know. The API of EC2 describes none, that of S3 few: those that
// both document stand below.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { findPrintedProducts } from '../../src/search/missing/printed-guides.ts'
import { dropErrorSuffix } from '../../src/search/query/api-errors.ts'
import { readOptions, refuseCommand } from '../read-options.ts'

const TARGET = new URL('../../data/api-errors.txt', import.meta.url)
const API = z.object({
  metadata: z.object({ endpointPrefix: z.string(), signingName: z.string().optional() }),
  shapes: z.record(
    z.string(),
    z.object({ exception: z.boolean().optional(), error: z.object({ code: z.string().optional() }).optional() }),
  ),
})
const MOST_PRODUCTS = 3
/** An error of these alone may be anybody's, whoever describes it. */
const ANYBODYS = new Set(
  splitWords(`
    Access Action Already Api Argument Attribute Auth Authentication Authorization Bad Body Busy Call Client
    Concurrent Conflict Content Credentials Data Denied Dependency Does Dry Duplicate Dynamic Entity Exceeded
    Exist Exists Expired External Failed Failure Fault Forbidden General Gone Id Idempotent Illegal In
    Incompatible Incomplete Input Insufficient Internal Invalid Is Item Items Key Kms Large Limit Limits
    Locked Long Malformed Match Mismatch Missing Model Modification Name Network No Not Null Object Of On
    Operation Page Pagination Parameter Parameters Params Partial Permission Permissions Policy Precondition
    Processing Provided Quota Rate Record Region Request Requested Requests Required Resource Resources Retry
    Retryable Role Run Server Service Size State Status Such Support Supported System Tag Tags Temporarily
    Temporary Throttled Throttling Timeout Timestamp Token Too Many Transient Type Unauthorized Unavailable
    Unexpected Unknown Unprocessable Unrecognized Unsupported Update Use User Validation Value Values Version`),
)
/** Whoever else describes one passes on what these say. */
const BY_HAND: Readonly<Record<string, readonly string[]>> = {
  ec2: splitWords(`
    AddressLimitExceeded DependencyViolation InsufficientAddressCapacity InsufficientFreeAddressesInSubnet
    InsufficientInstanceCapacity InstanceLimitExceeded InvalidAMIID InvalidAllocationID InvalidInstanceID
    InvalidKeyPair InvalidPermission InvalidRouteTableID InvalidSecurityGroupID InvalidSnapshot
    InvalidSpotInstanceRequestID InvalidSubnet InvalidSubnetID InvalidVolume InvalidVpcID
    MaxSpotInstanceCountExceeded NatGatewayLimitExceeded RequestLimitExceeded SecurityGroupLimitExceeded
    SpotMaxPriceTooLow VcpuLimitExceeded VolumeInUse VolumeLimitExceeded VpcLimitExceeded`),
  s3: splitWords(`
    AuthorizationHeaderMalformed BucketNotEmpty EntityTooLarge InvalidBucketName InvalidBucketState
    InvalidStorageClass InvalidTargetBucketForLogging NoSuchBucket NoSuchBucketPolicy NoSuchCORSConfiguration
    NoSuchKey NoSuchLifecycleConfiguration NoSuchVersion NoSuchWebsiteConfiguration PermanentRedirect
    RestoreAlreadyInProgress SlowDown TooManyBuckets XAmzContentSHA256Mismatch`),
}
const OWNED = new Set(Object.values(BY_HAND).flat())

function main(): void {
  const [folder] = readOptions({ allowPositionals: true }).positionals
  if (folder === undefined) refuseCommand('Name the folder of botocore.')
  const version = /__version__ = '([\d.]+)'/.exec(readFileSync(join(folder, '__init__.py'), 'utf8'))?.[1] ?? ''
  const services = new Map(Object.entries(BY_HAND).map(([code, names]) => [code, new Set(names)]))
  for (const [code, names] of readServices(join(folder, 'data')))
    services.set(code, new Set([...(services.get(code) ?? []), ...names]))
  const owners = new Map<string, Set<string>>()
  for (const [code, names] of services)
    for (const name of names) owners.set(name, (owners.get(name) ?? new Set()).add(code))
  const lines = [...services].map(([code, names]) => {
    const told = [...names].filter((name) => {
      // Of several codes of one product the shortest stands for it.
      const codes = [...(owners.get(name) ?? [])].sort((one, other) => one.length - other.length)
      const first = codes.find((one) => findProducts([one])[0] === findProducts([code])[0])
      return first === code && findProducts(codes).length <= MOST_PRODUCTS
    })
    return [code, ...told.sort()].join(' ')
  })
  const told = lines.filter((line) => line.includes(' ')).sort()
  writeFileSync(TARGET, `${readHead(version)}\n${told.join('\n')}\n`)
  console.log(`${told.length} services, ${told.join(' ').split(' ').length - told.length} names`)
}

/** By the code that the endpoint has; all versions of an API count. */
function readServices(folder: string): Map<string, Set<string>> {
  const services = new Map<string, Set<string>>()
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!name.endsWith('service-2.json')) continue
    const { metadata, shapes } = API.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')))
    const { endpointPrefix, signingName } = metadata
    const code = [endpointPrefix, signingName].find((one) => one !== undefined && findProducts([one]).length > 0)
    if (code === undefined) continue
    const errors = Object.entries(shapes).filter(([, { exception }]) => exception === true)
    // `AWS.SimpleQueueService.NonExistentQueue`
    const names = errors.flatMap(([shape, { error }]) => [shape, (error?.code ?? shape).replace(/^.*\./, '')])
    const own = names.filter((name) => tellsSomething(name) && !OWNED.has(dropErrorSuffix(name)))
    services.set(code, new Set([...(services.get(code) ?? []), ...own]))
  }
  return services
}

function splitWords(text: string): string[] {
  return text.trim().split(/\s+/)
}

function tellsSomething(name: string): boolean {
  const words = dropErrorSuffix(name).match(/[A-Z]+(?![a-z])|[A-Z][a-z0-9]*/g) ?? []
  return words.length > 1 && words.some((word) => !ANYBODYS.has(word))
}

function findProducts(codes: Iterable<string>): string[] {
  return [...new Set([...codes].flatMap((code) => findPrintedProducts({ code, what: '' })[0]?.name ?? []))]
}

function readHead(version: string): string {
  return `# Whose error is whose: a service, by the code that programs call it, and the names of its errors as
# it answers with them. Those of more than three products are left out, and so are those that may be anybody's. Made
# by scripts/release/build-api-errors.ts (npm run data:errors) from the descriptions of APIs in botocore
# ${version} (https://github.com/boto/botocore), of which it has names of errors and no text; some of EC2 and S3 by
# hand.
#   Copyright 2012-2022 Amazon.com, Inc. or its affiliates. All Rights Reserved.
#   Licensed under the Apache License, Version 2.0: api-operations.LICENSE, http://www.apache.org/licenses/LICENSE-2.0`
}

main()
