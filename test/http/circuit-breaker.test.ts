import { expect, test } from 'vitest'
import { createCircuitBreaker } from '../../src/http/pacing/circuit-breaker.ts'

const MINUTE = 60_000

test('a failure opens the circuit, so that the next question does not wait', () => {
  const circuit = createCircuitBreaker()
  circuit.record({ kind: 'failed', reason: 'getaddrinfo ENOTFOUND' }, 0)
  expect(circuit.state(1000)).toEqual({ kind: 'open', reason: 'getaddrinfo ENOTFOUND', retryAt: 30_000 })
})

test('after the pause one question is let through, and its failure doubles the pause', () => {
  const circuit = createCircuitBreaker()
  circuit.record({ kind: 'failed' }, 0)
  expect(circuit.state(30_000).kind).toBe('closed')
  circuit.record({ kind: 'failed' }, 30_000)
  expect(circuit.state(30_001)).toMatchObject({ kind: 'open', retryAt: 30_000 + MINUTE })
})

test('any real answer closes it and forgets the failures, a missing page included', () => {
  const circuit = createCircuitBreaker()
  for (const now of [0, 1, 2]) circuit.record({ kind: 'failed' }, now)
  circuit.record({ kind: 'gone' }, 3)
  expect(circuit.state(4).kind).toBe('closed')
  circuit.record({ kind: 'failed' }, 5)
  expect(circuit.state(6)).toMatchObject({ retryAt: 5 + 30_000 })
})

test('throttling keeps it open at least as long as the site asked, and never longer than a quarter of an hour', () => {
  const circuit = createCircuitBreaker()
  circuit.record({ kind: 'throttled', retryAfterMs: 2 * MINUTE }, 0)
  expect(circuit.state(2 * MINUTE - 1).kind).toBe('open')
  circuit.record({ kind: 'throttled', retryAfterMs: 600 * MINUTE }, 0)
  expect(circuit.state(15 * MINUTE).kind).toBe('closed')
})

test('a clock set back does not leave it open for ever', () => {
  const circuit = createCircuitBreaker()
  circuit.record({ kind: 'failed' }, 1000 * MINUTE)
  expect(circuit.state(0).kind).toBe('closed')
})
