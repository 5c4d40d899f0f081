// The address rule for one download: every URL that it is led to, and every address that a name turns out to have when
// the connection is made, so that a name that means something else a moment later leads nowhere either. Through a proxy
// names are the proxy's to look up.

import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import { classifyAddress, classifyHost, isFurtherIn, type Reach } from './address-rule.ts'

export class AddressNotAllowed extends Error {
  override readonly name = 'AddressNotAllowed'
}

type Found = (error: Error | null, address?: string | LookupAddress[], family?: number) => void

export interface AddressGuard {
  /** Why `url` is not asked; undefined when it is, as far as the URL says. */
  findTrouble(url: string): string | undefined
  /** For the sockets. */
  readonly lookup: (hostname: string, options: LookupOptions, found: Found) => void
}

/** `typed` is the URL that a person gave. */
export function createAddressGuard(typed: string, resolve: typeof lookup = lookup): AddressGuard {
  // Until the typed name has been looked up, it may turn out to be a private one.
  let limit = classifyHost(new URL(typed).hostname)
  const mayBe = (reach: Reach) => !isFurtherIn(reach, limit ?? 'private')
  return {
    findTrouble(url) {
      const { hostname, host } = new URL(url)
      if (url !== typed) limit ??= 'public'
      const reach = classifyHost(hostname)
      return reach === undefined || mayBe(reach) ? undefined : describeReason(host, reach, url === typed)
    },
    lookup(hostname, options, found) {
      resolve(hostname, { ...options, all: true }, (error, addresses) => {
        if (error) return found(error)
        const allowed = addresses.filter(({ address }) => mayBe(classifyAddress(address)))
        const [first] = allowed
        if (!first) {
          const { address = '' } = addresses[0] ?? {}
          return found(
            new AddressNotAllowed(
              describeReason(`${hostname} (${address})`, classifyAddress(address), limit === undefined),
            ),
          )
        }
        limit ??= allowed.some(({ address }) => classifyAddress(address) === 'private') ? 'private' : 'public'
        if (options.all) found(null, allowed)
        else found(null, first.address, first.family)
      })
    },
  }
}

function describeReason(host: string, reach: Reach, isTyped: boolean): string {
  const what = {
    public: 'a public address',
    private: 'an address of a private network',
    loopback: 'this machine',
    never: 'a link-local or reserved address',
  }[reach]
  return isTyped ? `${host} is ${what}` : `it leads on to ${host}, ${what}`
}
