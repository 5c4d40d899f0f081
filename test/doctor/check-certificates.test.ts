// Extra certificate authorities: a file that is missing, empty, good, or out of date.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { checkCertificates } from '../../src/doctor/check-network.ts'
import { DAY, makeTemporaryFolder } from '../bundle/synthetic-index.ts'

// Self-signed, its key thrown away; good for a year from GOOD on.
const GOOD = Date.UTC(2026, 11, 1)
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBMjCB5aADAgECAhRKdr4/UQUOjQRMVrFqoYU9+m1BhjAFBgMrZXAwDzENMAsG
A1UEAwwEdGVzdDAeFw0yNjExMjQxOTI0MTBaFw0yNzExMjQxOTI0MTBaMA8xDTAL
BgNVBAMMBHRlc3QwKjAFBgMrZXADIQCWyqqMuqM2uu5x6qHBZKnCZUzyUVcU7i6l
47ZwTROAyqNTMFEwHQYDVR0OBBYEFMs4TaTEOkI5lEFOrXpjVsbIQYo4MB8GA1Ud
IwQYMBaAFMs4TaTEOkI5lEFOrXpjVsbIQYo4MA8GA1UdEwEB/wQFMAMBAf8wBQYD
K2VwA0EAKzFt8AX0hl6PWyYrIvK9kQ58ydbvOT4IMvdDv618SY5FnFf5SBYTuvFX
0UeCp7z13OSss1Vwa70xIRePhMvHBQ==
-----END CERTIFICATE-----
`

it('are counted, and said to have expired when all have', () => {
  const file = join(makeTemporaryFolder(), 'ca.pem')
  writeFileSync(file, `The authority of the company\n${CERTIFICATE}${CERTIFICATE}`)
  expect(checkCertificates({ NODE_EXTRA_CA_CERTS: file }, GOOD)).toMatchObject({
    level: 'ok',
    message: `Those that come with Node, and 2 of ${file}`,
  })
  expect(checkCertificates({ NODE_EXTRA_CA_CERTS: file }, GOOD + 400 * DAY)).toMatchObject({
    level: 'warning',
    message: `Every certificate in ${file} has expired.`,
  })
})

it('that cannot be read are a failure: Node goes on without them', () => {
  const folder = makeTemporaryFolder()
  const file = join(folder, 'ca.pem')
  expect(checkCertificates({ NODE_EXTRA_CA_CERTS: file }, 0)).toMatchObject({ level: 'error' })
  writeFileSync(file, 'not one')
  expect(checkCertificates({ NODE_EXTRA_CA_CERTS: file }, 0)).toMatchObject({
    level: 'error',
    message: `${file} holds no certificate in PEM form.`,
  })
  writeFileSync(file, '-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n')
  expect(checkCertificates({ NODE_EXTRA_CA_CERTS: file }, 0)).toMatchObject({ level: 'error' })
  expect(checkCertificates({}, 0)).toMatchObject({ level: 'ok' })
})
