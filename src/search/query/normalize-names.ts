// Names as documentation writes them. People type "cloudwatch", "route53" and "mysql"; where CloudWatch, Route 53 and
// MySQL stand, their terms are others, and a page that says the name in no other way would not be found.

import { toTerms } from '../../core/text/terms.ts'
import { type KnownProduct, loadKnownProducts } from '../missing/known-products.ts'

/** A word that stands alone: no part of a host, a path, an action or a name in code. */
const WORD = /(?<![\w:./@-])[A-Za-z][A-Za-z0-9]+(?![\w/@]|:\S|[.-]\w)/g
/** `aws cloudwatch put-metric-alarm` */
const COMMAND = /\baws [a-z0-9]+ [a-z0-9]+-[a-z0-9-]+/
/** "AMIs": in capitals alone it is an identifier, and is looked for in code too. */
const PLURAL = /^([A-Z]{2,})s$/

/** What is no product of AWS and has capitals inside, as its makers write it. */
const OTHERS =
  'ActiveMQ BitLocker CentOS CoreDNS DataBrew GeoJSON GitHub GitLab GraphQL HBase HiveQL IPv4 IPv6 ' +
  'JavaScript JupyterLab LinkedIn MacOS MariaDB MongoDB MySQL NoSQL OAuth OpenID OpenSSL OpenVPN ' +
  'PostgreSQL PowerPoint PyTorch RabbitMQ ServiceNow SharePoint TensorFlow TypeScript VirtualBox WebRTC ' +
  'WebSocket WebSockets YouTube vCPU'

/** Ordinary words (Grafana has workspaces, too), and what documentation writes in small letters (cfn-init). */
const NO_NAMES: ReadonlySet<string> = new Set(['cfn', 'repost', 'signon', 'workspace'])

/** Only such names can have other terms than the word that is typed for them. */
const SEVERAL_PARTS = /[a-z0-9][A-Z]|[A-Z]{2}[a-z]|[^A-Za-z0-9]/

export function normalizeNames(text: string): string {
  if (COMMAND.test(text)) return text
  return text.replace(WORD, (word) => {
    if (PLURAL.test(word)) return word.replace(PLURAL, '$1')
    const written = getSpellings().get(word.toLowerCase())
    return written === undefined || toTerms(word.toLowerCase()).length !== 1 || haveSameTerms(written, word)
      ? word
      : written
  })
}

let spellings: ReadonlyMap<string, string> | undefined

// By what is left of a name when it is typed in one word without capitals. Of a thousand names no terms are made here:
// the first search of a process waits for this.
function getSpellings(): ReadonlyMap<string, string> {
  spellings ??= new Map(
    [...OTHERS.split(' '), ...loadKnownProducts().flatMap(listParts)]
      .filter((name) => SEVERAL_PARTS.test(name) && !PLURAL.test(name))
      .map((written) => [written.toLowerCase().replace(/[^a-z0-9]/g, ''), written] as const)
      .filter(([typed]) => typed.length > 2 && !NO_NAMES.has(typed)),
  )
  return spellings
}

function listParts({ names }: KnownProduct): string[] {
  return names.flatMap(({ written }) => [written, ...written.split(' ')])
}

function haveSameTerms(one: string, other: string): boolean {
  return toTerms(one).join(' ') === toTerms(other).join(' ')
}
