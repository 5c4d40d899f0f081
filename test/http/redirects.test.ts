// Redirects are followed by hand: each hop must stay on the site, whatever the server says.

import { describe, expect, it } from 'vitest'
import { answerRedirect, PAGE, readText, setUp } from './client-setup.ts'

describe('redirects', () => {
  it.each([
    'https://example.com/mill/latest/dg/belts.html',
    'http://127.0.0.1/latest/meta-data/',
    'http://127.0.0.1:1/x.html',
    'http://localhost/x.html',
    'http://[::1]/x.html',
    'http://169.254.169.254/latest/meta-data/',
    'http://[fe80::1]/x.html',
    'http://10.0.0.1/x.html',
    'https://docs.aws.amazon.com:8443/x.html',
    'https://docs.aws.amazon.com@example.com/x.html',
    'https://user:pass@docs.aws.amazon.com/x.html',
    'https://docs.aws.amazon.com.example.com/x.html',
    '//example.com/x.html',
    'ftp://docs.aws.amazon.com/x.html',
    'file:///etc/passwd',
    'data:text/html,x',
    'https://[',
  ])('to %s are refused', async (location) => {
    const { server, client } = await setUp(answerRedirect(302, location))
    expect(await client.get(PAGE)).toEqual({
      kind: 'refused',
      reason: `redirects to ${location}, which is not on the documentation site`,
      status: 302,
    })
    expect(server.asked).toHaveLength(1)
  })

  it('are checked at every hop, not only the first', async () => {
    const { server, client } = await setUp((request, response, n) =>
      answerRedirect(301, n < 3 ? `/mill/latest/dg/${n}.html` : 'http://169.254.169.254/')(request, response, n),
    )
    expect(await client.get(PAGE)).toMatchObject({ kind: 'refused', status: 301 })
    expect(server.asked).toHaveLength(3)
  })

  it.each([301, 302, 303, 307, 308])('%d is followed', async (status) => {
    const { client } = await setUp((request, response, n) =>
      n === 1 ? answerRedirect(status, './straps.html')(request, response, n) : void response.end('straps'),
    )
    expect(readText(await client.get(PAGE))).toBe('straps')
  })

  it('to http on the site itself go where the site is fetched from, never to http', async () => {
    const { server, client } = await setUp((request, response, n) =>
      n === 1
        ? answerRedirect(301, 'http://docs.aws.amazon.com/mill/latest/dg/straps.html')(request, response, n)
        : void response.end('straps'),
    )
    expect(await client.get(PAGE)).toMatchObject({ url: 'https://docs.aws.amazon.com/mill/latest/dg/straps.html' })
    expect(server.asked).toHaveLength(2)
  })

  it('in a ring end', async () => {
    const { server, client } = await setUp(answerRedirect(302, '/mill/latest/dg/belts.html'))
    expect(await client.get(PAGE)).toEqual({
      kind: 'refused',
      reason: 'redirects more than 5 times',
      status: undefined,
    })
    expect(server.asked).toHaveLength(6)
  })
})
