// Which products a code means by which programs call a service: data/service-codes.txt, read when the first one is
// printed. Codes that are names of a product are not in it.

import { readFileSync } from 'node:fs'
import { getPackageFile } from '../../core/platform/get-package-file.ts'
import type { PrintedService } from './list-printed-services.ts'

/** Terraform's types of resources begin with it; for most of them the service follows. */
const TERRAFORM = 'aws_'

let read: ReadonlyMap<string, readonly string[]> | undefined

/** Names of products; empty where the code may be a name itself. */
export function findProductsByCode({ code, what }: Pick<PrintedService, 'code' | 'what'>): readonly string[] {
  const codes = readCodes()
  if (code.startsWith(TERRAFORM))
    return listBeginnings(code)
      .flatMap((one) => codes.get(one) ?? codes.get(squeezeCode(one)) ?? [])
      .slice(0, 1)
  const squeezed = squeezeCode(code)
  const parts = what === '' ? [] : [...codes].filter(([key]) => isPartOf(key, squeezed, what))
  const whole = codes.get(squeezed) ?? codes.get(dropService(squeezed)) ?? []
  return [...new Set([...parts.flatMap(([, products]) => products), ...whole])]
}

/** What a code may be looked up by as a name: of `aws_lambda_function` "lambda" too, of `amazonsqs` "sqs". */
export function listNamesInCode(code: string): string[] {
  if (code.startsWith(TERRAFORM)) return listBeginnings(code).map(squeezeCode)
  const squeezed = squeezeCode(code)
  return [...new Set([code, squeezed, dropService(squeezed)])]
}

// `ec2:vpc` is a part of ec2.
function isPartOf(key: string, code: string, what: string): boolean {
  return key.startsWith(`${code}:`) && what.includes(key.slice(code.length + 1))
}

// `aws_cloudwatch_event_rule`, `aws_cloudwatch_event`, `aws_cloudwatch`: the longest that is known counts.
function listBeginnings(type: string): string[] {
  const parts = type.split('_')
  return parts.map((_, at) => parts.slice(0, parts.length - at).join('_'))
}

// Java calls SES "AmazonSimpleEmailService".
function dropService(code: string): string {
  return code.replace(/service$/, '')
}

function squeezeCode(code: string): string {
  return code.replace(/[^a-z0-9]/g, '').replace(/^(?:aws|amazon)/, '')
}

function readCodes(): ReadonlyMap<string, readonly string[]> {
  if (read) return read
  const codes = new Map<string, string[]>()
  for (const line of readFileSync(getPackageFile('data/service-codes.txt'), 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const [product = '', list = ''] = line.split('|').map((part) => part.trim())
    for (const code of list.split(', ')) codes.set(code, [...(codes.get(code) ?? []), product])
  }
  read = codes
  return codes
}
