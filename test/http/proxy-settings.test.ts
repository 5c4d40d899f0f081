import { describe, expect, it } from 'vitest'
import { readProxySettings } from '../../src/http/client/proxy-settings.ts'

describe('a proxy variable', () => {
  it.each([
    ['without a scheme', 'proxy:8080'],
    ['without a scheme, with a password', 'me:secret@proxy:8080'],
    ['of another scheme', 'socks5://proxy:1080'],
    ['with "/" in the password', 'http://me:secret/x@proxy:8080'],
    ['with "/" in a password that begins like a port', 'http://me:80/secret@proxy:8080'],
    ['with "#" in a password that begins like a port', 'http://me:80#secret@proxy:8080'],
    ['with "%" in the password', 'http://me:secret%zz@proxy:8080'],
    ['with a port that there is not', 'http://proxy:99999'],
    ['with a blank in the host', 'http://a proxy:80'],
    ['without a host', 'http://'],
  ])('%s is a finding that gives no password away', (_, url) => {
    const found = readProxySettings({ HTTPS_PROXY: url, HTTP_PROXY: 'http://good:80' })
    expect(found).toMatchObject({ kind: 'wrong', problem: expect.stringMatching(/^HTTPS_PROXY is not/) })
    expect(JSON.stringify(found)).not.toContain('secret')
  })

  it.each(['http://proxy:8080', 'https://proxy/', 'http://me:p@ss@proxy:8080', 'http://me:p%40ss@[::1]:8080'])(
    '%s is one',
    (url) => {
      expect(readProxySettings({ http_proxy: ` ${url}\n` })).toMatchObject({ http: { name: 'http_proxy', url } })
    },
  )

  it('that is blank is not set, and the lower-case name goes first', () => {
    const [low, high] = ['http://low:80', 'http://high:80']
    const environment = { https_proxy: ' ', HTTPS_PROXY: high, http_proxy: low, HTTP_PROXY: high, NO_PROXY: '' }
    expect(readProxySettings(environment)).toEqual({
      kind: 'settings',
      https: { name: 'HTTPS_PROXY', url: high },
      http: { name: 'http_proxy', url: low },
      except: undefined,
    })
  })
})
