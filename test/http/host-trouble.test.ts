// A host in trouble: who is told at once, who waits, and who gives it up. By an injected clock.

import { describe, expect, it } from 'vitest'
import { ANSWERING, CRAWLING } from '../../src/http/pacing/circuit-breaker.ts'
import { createHostScheduler, type HostOptions, type HostScheduler } from '../../src/http/pacing/host-scheduler.ts'
import { createHandClock } from './hand-clock.ts'

const START = Date.UTC(2026, 0, 1)
const HOUR = 60 * 60_000

function make(options: HostOptions): HostScheduler {
  return createHostScheduler({ tolerance: CRAWLING, random: () => 0, ...options })
}

const FAILED = { kind: 'failed', reason: 'reset', status: undefined } as const
const makeThrottled = (retryAfterMs: number) => ({ kind: 'throttled', status: 429, retryAfterMs }) as const

describe('a host in trouble', () => {
  it('is not asked while somebody waits: who asks is told at once, why and until when', async () => {
    const clock = createHandClock(START)
    const host = make({ clock, tolerance: ANSWERING })
    host.record(FAILED)
    const refused = { kind: 'not-asked', reason: 'reset; it will be asked again after 2026-01-01T00:00:30.000Z' }
    expect(host.findRefusal()).toEqual(refused)
    expect(await host.run(async () => 'asked')).toEqual(refused)
    host.record({ kind: 'gone' })
    expect(host.findRefusal()).toBeUndefined()
    expect(await host.run(async () => 'asked')).toBe('asked')
  })

  it('is asked one question after the pause, and nobody waits for how it ends', async () => {
    const clock = createHandClock(START)
    const host = make({ clock, tolerance: ANSWERING })
    host.record(FAILED)
    await clock.advance(30_000)
    const probe = host.run(async () => {
      await clock.sleep(1000)
      return 'probe'
    })
    await clock.advance(0)
    expect(await host.run(async () => 'other')).toEqual({
      kind: 'not-asked',
      reason: 'reset; it is being tried again now',
    })
    await clock.advance(1000)
    expect(await probe).toBe('probe')
    expect(await host.run(async () => 'next')).toBe('next')
  })

  it('is not asked by who stood in line when the trouble began', async () => {
    const clock = createHandClock(START)
    const host = make({ clock, tolerance: ANSWERING, concurrency: 1 })
    const first = host.run(async () => {
      await clock.sleep(1000)
      host.record(FAILED)
    })
    const second = host.run(async () => 'asked')
    await clock.advance(1000)
    await first
    expect(await second).toMatchObject({ kind: 'not-asked' })
  })

  it('that asks for an hour is left alone for it, although the pauses of the circuit are shorter', async () => {
    const clock = createHandClock(START)
    const host = make({ clock, tolerance: ANSWERING })
    host.record(makeThrottled(HOUR))
    host.decide(makeThrottled(HOUR), 1)
    await clock.advance(HOUR - 1)
    expect(host.getState()).toMatchObject({ kind: 'open', retryAt: START + HOUR })
    expect(host.findRefusal()?.reason).toBe(
      'the site asked to slow down; it will be asked again after 2026-01-01T01:00:00.000Z',
    )
    await clock.advance(1)
    expect(await host.run(async () => 'asked')).toBe('asked')
  })

  it('is left alone for as long as it asked, although what was under way was answered meanwhile', async () => {
    const clock = createHandClock(START)
    const host = make({ clock, tolerance: ANSWERING })
    host.record(makeThrottled(60_000))
    host.decide(makeThrottled(60_000), 1)
    host.record({ kind: 'fresh' })
    expect(host.findRefusal()?.reason).toBe(
      'the site asked to slow down; it will be asked again after 2026-01-01T00:01:00.000Z',
    )
    await clock.advance(60_000)
    expect(host.getState()).toEqual({ kind: 'closed' })
  })

  it('is no worse for a page that it answers badly, where somebody waits; a crawl counts that too', () => {
    const clock = createHandClock(START)
    const answering = make({ clock, tolerance: ANSWERING })
    answering.record(FAILED, { hasAnswered: true })
    expect(answering.getState()).toEqual({ kind: 'closed' })
    const crawling = make({ clock })
    for (let n = 0; n < 15; n++) crawling.record(FAILED, { hasAnswered: true })
    expect(crawling.getState().kind).toBe('open')
  })

  it('is waited for by a crawl, whoever asks, and then asked one page at a time', async () => {
    const clock = createHandClock(START)
    const heard: unknown[] = []
    const host = make({ clock, concurrency: 4, onTrouble: (trouble) => heard.push(trouble) })
    for (let n = 0; n < 15; n++) host.record(FAILED)
    expect([host.slots, heard]).toEqual([1, [FAILED]])
    let underWay = 0
    let most = 0
    const starts: number[] = []
    const ask = () =>
      host.run(async () => {
        starts.push(clock.now() - START)
        most = Math.max(most, ++underWay)
        await clock.sleep(100)
        underWay--
      })
    const all = Promise.all([ask(), ask(), ask()])
    await clock.advance(2000)
    await all
    expect([starts, most]).toEqual([[1000, 1100, 1200], 1])
    host.record({ kind: 'fresh' })
    expect([host.slots, heard]).toEqual([4, [FAILED, undefined]])
  })

  it('is given up by a crawl: nothing more is run, not even what would wait', async () => {
    const clock = createHandClock(START)
    const host = make({ clock })
    host.record(makeThrottled(HOUR))
    host.decide(makeThrottled(HOUR), 1)
    expect(host.getState().kind).toBe('given-up')
    expect(await host.run(async () => 'asked')).toMatchObject({ kind: 'not-asked' })
  })
})

describe('another try', () => {
  it('counts for a page, unless the whole host is in trouble', () => {
    const host = make({ clock: createHandClock(START) })
    expect(host.decide(FAILED, 1)).toEqual({ kind: 'retry', afterMs: 250, countsAttempt: true })
    expect(host.decide(FAILED, 5)).toEqual({ kind: 'give-up', reason: 'reset, 5 times' })
    for (let n = 0; n < 15; n++) host.record(FAILED)
    expect(host.decide(FAILED, 1)).toEqual({ kind: 'retry', afterMs: 250, countsAttempt: false })
  })
})
