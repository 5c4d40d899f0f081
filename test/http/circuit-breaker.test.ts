import { describe, expect, test } from 'vitest'
import { ANSWERING, CRAWLING, createCircuitBreaker } from '../../src/http/pacing/circuit-breaker.ts'

const MINUTE = 60_000
const FAILED = { kind: 'failed', reason: 'reset', status: undefined } as const
const makeThrottled = (retryAfterMs: number | undefined) => ({ kind: 'throttled', status: 429, retryAfterMs }) as const

describe('where somebody waits for the answer', () => {
  test('a failure opens the circuit, so that the next question does not wait', () => {
    const circuit = createCircuitBreaker(ANSWERING)
    circuit.recordTrouble(FAILED, 0)
    expect(circuit.getState(1000)).toEqual({ kind: 'open', trouble: FAILED, retryAt: 30_000 })
  })

  test('after the pause one question is let through, and its failure doubles the pause', () => {
    const circuit = createCircuitBreaker(ANSWERING)
    circuit.recordTrouble(FAILED, 0)
    expect(circuit.getState(30_000)).toEqual({ kind: 'half-open', trouble: FAILED })
    circuit.recordTrouble(FAILED, 30_000)
    expect(circuit.getState(30_001)).toMatchObject({ kind: 'open', retryAt: 30_000 + MINUTE })
  })

  test('any real answer closes it and forgets the failures', () => {
    const circuit = createCircuitBreaker(ANSWERING)
    for (const now of [0, 30_000, 90_000]) circuit.recordTrouble(FAILED, now)
    circuit.recordAnswer()
    expect(circuit.getState(90_001)).toEqual({ kind: 'closed' })
    circuit.recordTrouble(FAILED, 100_000)
    expect(circuit.getState(100_001)).toMatchObject({ retryAt: 100_000 + 30_000 })
  })

  test('what was under way when it opened does not make the pause longer', () => {
    const circuit = createCircuitBreaker(ANSWERING)
    for (const now of [0, 10, 20]) circuit.recordTrouble(FAILED, now)
    expect(circuit.getState(30)).toMatchObject({ retryAt: 30_000 })
  })

  test('throttling keeps it open at least as long as the site asked, and never longer than a quarter of an hour', () => {
    const circuit = createCircuitBreaker(ANSWERING)
    circuit.recordTrouble(makeThrottled(2 * MINUTE), 0)
    expect(circuit.getState(2 * MINUTE - 1).kind).toBe('open')
    circuit.recordTrouble(makeThrottled(600 * MINUTE), 0)
    expect(circuit.getState(15 * MINUTE - 1).kind).toBe('open')
    expect(circuit.getState(15 * MINUTE).kind).toBe('half-open')
  })

  test('a clock set back does not leave it open for ever', () => {
    const circuit = createCircuitBreaker(ANSWERING)
    circuit.recordTrouble(FAILED, 1000 * MINUTE)
    expect(circuit.getState(0).kind).toBe('half-open')
  })

  test('nobody ever gives up', () => {
    const circuit = createCircuitBreaker(ANSWERING)
    let now = 0
    for (let n = 0; n < 100; n++) {
      circuit.recordTrouble(makeThrottled(600 * MINUTE), now)
      now += 15 * MINUTE
    }
    expect(circuit.getState(now).kind).toBe('half-open')
  })
})

describe('while a crawl waits', () => {
  test('single failures and any that an answer interrupts change nothing', () => {
    const circuit = createCircuitBreaker(CRAWLING)
    for (let n = 0; n < 100; n++) {
      for (let k = 0; k < 14; k++) circuit.recordTrouble(FAILED, n)
      circuit.recordAnswer()
    }
    expect(circuit.getState(100)).toEqual({ kind: 'closed' })
  })

  test('many in a row make it pause, ever longer, and give up after minutes', () => {
    const circuit = createCircuitBreaker(CRAWLING)
    let now = 1_000_000
    for (let n = 0; n < 15; n++) circuit.recordTrouble(FAILED, now)
    const pauses: number[] = []
    for (let state = circuit.getState(now); state.kind === 'open'; state = circuit.getState(now)) {
      pauses.push((state.retryAt - now) / 1000)
      circuit.recordTrouble(FAILED, now) // was under way: no second pause
      now = state.retryAt
      expect(circuit.getState(now).kind).toBe('half-open')
      circuit.recordTrouble(FAILED, now)
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60, 60])
    expect(circuit.getState(now)).toEqual({ kind: 'given-up', trouble: FAILED })
  })

  test('one answer is enough to go on', () => {
    const circuit = createCircuitBreaker(CRAWLING)
    for (let n = 0; n < 15; n++) circuit.recordTrouble(makeThrottled(5000), 0)
    expect(circuit.getState(0)).toMatchObject({ kind: 'open', retryAt: 5000 })
    circuit.recordAnswer()
    expect(circuit.getState(0)).toEqual({ kind: 'closed' })
  })

  test('a long Retry-After is not waited for', () => {
    const circuit = createCircuitBreaker(CRAWLING)
    circuit.recordTrouble(makeThrottled(10 * MINUTE), 0)
    expect(circuit.getState(0)).toEqual({ kind: 'closed' })
    circuit.recordTrouble(makeThrottled(20 * MINUTE), 0)
    expect(circuit.getState(0)).toEqual({ kind: 'given-up', trouble: makeThrottled(20 * MINUTE) })
  })
})
