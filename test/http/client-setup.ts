// A client on a loopback server, for tests of what one GET comes to.

import { onTestFinished } from 'vitest'
import type { FetchOutcome } from '../../src/core/model/fetch-outcome.ts'
import { createHttpClient, type HttpClient, type HttpClientOptions } from '../../src/http/client/http-client.ts'
import { type Answer, type Loopback, startLoopback } from './loopback.ts'

export const PAGE = 'https://docs.aws.amazon.com/mill/latest/dg/belts.html'
export const NOW = Date.UTC(2026, 0, 1)

export interface Setup {
  readonly server: Loopback
  readonly client: HttpClient
}

export async function setUp(answer: Answer, options: Partial<HttpClientOptions> = {}): Promise<Setup> {
  const server = await startLoopback(answer)
  const client = createHttpClient({
    clock: { now: () => NOW, sleep: async () => {} },
    origin: server.origin,
    ...options,
  })
  onTestFinished(() => client.close())
  return { server, client }
}

export async function getOutcome(answer: Answer, options: Partial<HttpClientOptions> = {}): Promise<FetchOutcome> {
  const { client } = await setUp(answer, options)
  return client.get(PAGE)
}

export function readText(outcome: FetchOutcome): string {
  if (outcome.kind !== 'fresh') throw new Error(`${outcome.kind}: ${'reason' in outcome ? outcome.reason : ''}`)
  return new TextDecoder().decode(outcome.body)
}

export const answerRedirect =
  (status: number, location: string): Answer =>
  (_, response) =>
    void response.writeHead(status, { location }).end('moved')
