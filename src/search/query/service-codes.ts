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
      .flatMap((one) => codes.get(one) ?? [])
      .slice(0, 1)
  const squeezed = squeezeCode(code)
  const parts = what === '' ? [] : [...codes].filter(([key]) => isPartOf(key, squeezed, what))
  return [...new Set([...parts.flatMap(([, products]) => products), ...(codes.get(squeezed) ?? [])])]
}

/** What is left of a code to be looked up as a name: of `aws_lambda_function` "lambda". */
export function nameInCode(code: string): string {
  return code.startsWith(TERRAFORM) ? (code.split('_')[1] ?? '') : code
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
