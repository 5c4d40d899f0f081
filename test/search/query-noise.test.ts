// What is left of hosts and ids that a paste brings along.

import { expect, test } from 'vitest'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import { stripNoise } from '../../src/search/query/query-noise.ts'

test.each([
  ['secretsmanager.us-east-1.amazonaws.com', 'secretsmanager'],
  ['api.ecr.us-east-1.amazonaws.com:443', 'ecr'],
  ['https://orders-db.c9zz.eu-central-1.rds.amazonaws.com/x?y=z', 'rds'],
  ['wss://k3j9.execute-api.eu-west-1.amazonaws.com/prod', 'API Gateway'],
  ['https://search-logs.eu-west-1.es.amazonaws.com', 'Elasticsearch Service'],
  ['our-photos.s3-ap-southeast-2.amazonaws.com', 's3'],
  ['our-photos.s3.dualstack.eu-north-1.amazonaws.com', 's3'],
  ['fs-11.fsx.us-gov-west-1.amazonaws.com', 'fsx'],
  ['sts.cn-north-1.amazonaws.com.cn', 'sts'],
])('of the host %s its service is left', (host, service) => {
  expect(stripNoise(`cannot reach ${host} today`).replace(/\s+/g, ' ')).toBe(`cannot reach ${service} today`)
})

test("a reader's own names in a host are not searched for", () => {
  const { terms } = parseQuery('psql: could not connect to "billingdb.c9zz.eu-central-1.rds.amazonaws.com": timed out')
  const words = terms.map(({ term }) => term)
  expect(words).toContain('rd')
  expect(words).not.toContain('billingdb')
})
