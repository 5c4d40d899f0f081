import { describe, expect, test } from 'vitest'
import { ANSWERING, CRAWLING, createCircuitBreaker } from '../../src/http/pacing/circuit-breaker.ts'

const MINUTE = 60_000
const FAILED = { kind: 'failed', reason: 'reset', status: undefined } as const
const throttled = (retryAfterMs: number | undefined) => ({ kind: 'throttled', status: 429, retryAfterMs }) as const

describe('where somebody waits for the answer', () => {
  test('a failure opens the circuit, so that the next question does not wait', () => {
    const circuit = createCircuitBreaker(ANSWERING)
    circuit.troubled(FAILED, 0)
    expect(circuit.state(1000)).toEqual({ kind: 'open', trouble: FAILED, retryAt: 30_000 })
  })

  test('after the pause one question is let through, and its failure doubles the pause', () => {
    const circuit = createCircuitBreaker(ANSWERING)
    circuit.troubled(FAILED, 0)
    expect(circuit.state(30_000)).toEqual({ kind: 'half-open', trouble: FAILED })
    circuit.troubled(FAILED, 30_000)
    expect(circuit.state(30_001)).toMatchObject({ kind: 'open', retryAt: 30_000 + MINUTE })
  })

  test('any real answer closes it and forgets the failures', () => {
    const circuit = createCircuitBreaker(ANSWERING)
    for (const now of [0, 30_000, 90_000]) circuit.troubled(FAILED, now)
    circuit.answered()
    expect(circuit.state(90_001)).toEqual({ kind: 'closed' })
    circuit.troubled(FAILED, 100_000)
    expect(circuit.state(100_001)).toMatchObject({ retryAt: 100_000 + 30_000 })
  })

  test('what was under way when it opened does not make the pause longer', () => {
    const circuit = createCircuitBreaker(ANSWERING)
    for (const now of [0, 10, 20]) circuit.troubled(FAILED, now)
    expect(circuit.state(30)).toMatchObject({ retryAt: 30_000 })
  })

  test('throttling keeps it open at least as long as the site asked, and never longer than a quarter of an hour', () => {
    const circuit = createCircuitBreaker(ANSWERING)
    circuit.troubled(throttled(2 * MINUTE), 0)
    expect(circuit.state(2 * MINUTE - 1).kind).toBe('open')
    circuit.troubled(throttled(600 * MINUTE), 0)
    expect(circuit.state(15 * MINUTE - 1).kind).toBe('open')
    expect(circuit.state(15 * MINUTE).kind).toBe('half-open')
  })

  test('a clock set back does not leave it open for ever', () => {
    const circuit = createCircuitBreaker(ANSWERING)
    circuit.troubled(FAILED, 1000 * MINUTE)
    expect(circuit.state(0).kind).toBe('half-open')
  })

  test('nobody ever gives up', () => {
    const circuit = createCircuitBreaker(ANSWERING)
    let now = 0
    for (let n = 0; n < 100; n++) {
      circuit.troubled(throttled(600 * MINUTE), now)
      now += 15 * MINUTE
    }
    expect(circuit.state(now).kind).toBe('half-open')
  })
})

describe('while a crawl waits', () => {
  test('single failures and any that an answer interrupts change nothing', () => {
    const circuit = createCircuitBreaker(CRAWLING)
    for (let n = 0; n < 100; n++) {
      for (let k = 0; k < 14; k++) circuit.troubled(FAILED, n)
      circuit.answered()
    }
    expect(circuit.state(100)).toEqual({ kind: 'closed' })
  })

  test('many in a row make it pause, ever longer, and give up after minutes', () => {
    const circuit = createCircuitBreaker(CRAWLING)
    let now = 1_000_000
    for (let n = 0; n < 15; n++) circuit.troubled(FAILED, now)
    const pauses: number[] = []
    for (let state = circuit.state(now); state.kind === 'open'; state = circuit.state(now)) {
      pauses.push((state.retryAt - now) / 1000)
      circuit.troubled(FAILED, now) // was under way: no second pause
      now = state.retryAt
      expect(circuit.state(now).kind).toBe('half-open')
      circuit.troubled(FAILED, now)
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60, 60])
    expect(circuit.state(now)).toEqual({ kind: 'given-up', trouble: FAILED })
  })

  test('one answer is enough to go on', () => {
    const circuit = createCircuitBreaker(CRAWLING)
    for (let n = 0; n < 15; n++) circuit.troubled(throttled(5000), 0)
    expect(circuit.state(0)).toMatchObject({ kind: 'open', retryAt: 5000 })
    circuit.answered()
    expect(circuit.state(0)).toEqual({ kind: 'closed' })
  })

  test('a long Retry-After is not waited for', () => {
    const circuit = createCircuitBreaker(CRAWLING)
    circuit.troubled(throttled(10 * MINUTE), 0)
    expect(circuit.state(0)).toEqual({ kind: 'closed' })
    circuit.troubled(throttled(20 * MINUTE), 0)
    expect(circuit.state(0)).toEqual({ kind: 'given-up', trouble: throttled(20 * MINUTE) })
  })
})
