// How requests would leave this machine: proxy, certificate authorities, and with permission whether the site answers.
// The probes are handed in, so that nothing here opens a socket by itself.

import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { toMessage } from '../core/model/errors.ts'
import { type Environment, readProxySettings } from '../http/client/proxy-settings.ts'
import { type CheckResult, makeError, makeFailure, makeOk, makeWarning } from './check-result.ts'

export function checkProxy(environment: Environment): CheckResult {
  const proxies = readProxySettings(environment)
  if (proxies.kind === 'wrong') return makeError('proxy', `${proxies.problem}.`, proxies.remedy)
  const named = [proxies.https, proxies.http].filter((proxy) => proxy !== undefined)
  if (named.length === 0) return makeOk('proxy', 'No proxy is set; requests go straight to the site')
  const proxiesUsed = named.map(({ name, url }) => `${name}=${new URL(url).origin}`)
  return makeOk(
    'proxy',
    `Requests go through ${proxiesUsed.join(', ')}${proxies.except ? `, except to ${proxies.except}` : ''}`,
  )
}

export function checkCertificates(environment: Environment, now: number): CheckResult {
  if (environment.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    return makeWarning(
      'certificates',
      'NODE_TLS_REJECT_UNAUTHORIZED=0 takes every certificate, also a forged one.',
      'Unset it, and name the certificate authority of your network in NODE_EXTRA_CA_CERTS.',
    )
  }
  const file = environment.NODE_EXTRA_CA_CERTS
  if (!file) return makeOk('certificates', 'The certificate authorities that come with Node')
  const remedy = 'Name a PEM file of certificates in NODE_EXTRA_CA_CERTS; Node goes on without it otherwise.'
  try {
    const blocks =
      readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []
    if (blocks.length === 0) return makeError('certificates', `${file} holds no certificate in PEM form.`, remedy)
    const expired = blocks.filter((block) => Date.parse(new X509Certificate(block).validTo) < now).length
    if (expired === blocks.length) {
      return makeWarning(
        'certificates',
        `Every certificate in ${file} has expired.`,
        'Get the new one of your network.',
      )
    }
    // Bundles of operating systems carry a few expired ones, which do no harm.
    const old = expired > 0 ? ` (${expired} expired)` : ''
    return makeOk('certificates', `Those that come with Node, and ${blocks.length} of ${file}${old}`)
  } catch (error) {
    return makeError('certificates', `NODE_EXTRA_CA_CERTS names ${file}: ${toMessage(error)}.`, remedy)
  }
}

export type Reached =
  | { readonly kind: 'reached'; readonly detail: string }
  | { readonly kind: 'failed'; readonly reason: string }
  /** There is none to ask, which is as it was set up. */
  | { readonly kind: 'not-asked'; readonly reason: string }

/** Each asks the site one thing. */
export interface OnlineProbes {
  /** AWS_DOCS_ORIGIN names whom to ask. */
  readonly isMirrored?: boolean
  readonly reachRobots: () => Promise<Reached>
  readonly reachPage: () => Promise<Reached>
  readonly search: () => Promise<Reached>
}

export async function checkOnline(probes: OnlineProbes): Promise<CheckResult[]> {
  const settings = `${probes.isMirrored ? 'AWS_DOCS_ORIGIN, ' : ''}the network, HTTPS_PROXY and NODE_EXTRA_CA_CERTS`
  const remedy = `Check ${settings}; what is indexed is answered without it.`
  const asked = [
    ['robots', 'robots.txt', probes.reachRobots],
    ['site', 'A page of the site', probes.reachPage],
    ['live-search', 'The live search', probes.search],
  ] as const
  const findings: CheckResult[] = []
  for (const [check, what, probe] of asked) {
    try {
      const found = await probe()
      if (found.kind === 'reached') findings.push(makeOk(check, `${what}: ${found.detail}`))
      else if (found.kind === 'not-asked') findings.push(makeOk(check, `${what} is not asked: ${found.reason}`))
      else findings.push(makeError(check, `${what} could not be had: ${found.reason.replace(/\.$/, '')}.`, remedy))
    } catch (error) {
      findings.push(makeFailure(check, error, remedy))
    }
  }
  return findings
}
