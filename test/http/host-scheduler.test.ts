// When a host is asked: its slots, its crawl-delay and its back-off, by an injected clock.

import { getEventListeners } from 'node:events'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CRAWLING } from '../../src/http/pacing/circuit-breaker.ts'
import { createHostScheduler, type HostOptions, type HostScheduler } from '../../src/http/pacing/host-scheduler.ts'
import { createHandClock } from './hand-clock.ts'

const START = Date.UTC(2026, 0, 1)

function make(options: HostOptions): HostScheduler {
  return createHostScheduler({ tolerance: CRAWLING, random: () => 0, ...options })
}

// Throttled, and told how long to wait.
function backOff(host: HostScheduler, retryAfterMs: number): void {
  host.decide({ kind: 'throttled', status: 429, retryAfterMs }, 1)
}

describe('crawl-delay', () => {
  it('keeps starts apart, however many ask at once and however short their work', async () => {
    const clock = createHandClock(START)
    const host = make({ clock, delayMs: 5000, concurrency: 8 })
    const starts: number[] = []
    const all = Promise.all([1, 2, 3, 4].map(() => host.run(async () => starts.push(clock.now() - START))))
    await clock.advance(15_000)
    await all
    expect(starts).toEqual([0, 5000, 10_000, 15_000])
  })

  it('counts from the start before, so that slow answers cost no further wait', async () => {
    const clock = createHandClock(START)
    const host = make({ clock, delayMs: 5000, concurrency: 1 })
    const starts: number[] = []
    const task = async () => {
      starts.push(clock.now() - START)
      await clock.sleep(7000)
    }
    const all = Promise.all([host.run(task), host.run(task)])
    await clock.advance(20_000)
    await all
    expect(starts).toEqual([0, 7000])
  })

  it('may be learnt later, and then holds for what comes', async () => {
    const clock = createHandClock(START)
    const host = make({ clock, delayMs: 0, concurrency: 2 })
    const starts: number[] = []
    await host.run(async () => starts.push(clock.now() - START))
    host.setDelay(3000)
    expect(host.delayMs).toBe(3000)
    const all = Promise.all([1, 2].map(() => host.run(async () => starts.push(clock.now() - START))))
    await clock.advance(3000)
    await all
    expect(starts).toEqual([0, 0, 3000])
  })

  it('does not stand still when the clock is set back', async () => {
    let now = START
    const slept: number[] = []
    const clock = {
      now: () => now,
      sleep: async (ms: number) => {
        slept.push(ms)
        now += ms
      },
    }
    const host = make({ clock, delayMs: 1000, concurrency: 1 })
    await host.run(async () => {})
    now -= 24 * 60 * 60 * 1000
    await host.run(async () => {})
    backOff(host, 7000)
    now -= 24 * 60 * 60 * 1000
    await host.run(async () => {})
    expect(slept).toEqual([1000, 7000])
  })
})

describe('back-off', () => {
  it('holds every request until its time, and the crawl-delay holds after it', async () => {
    const clock = createHandClock(START)
    const host = make({ clock, delayMs: 1000, concurrency: 4 })
    backOff(host, 10_000)
    const starts: number[] = []
    const all = Promise.all([1, 2, 3].map(() => host.run(async () => starts.push(clock.now() - START))))
    await clock.advance(12_000)
    await all
    expect(starts).toEqual([10_000, 11_000, 12_000])
  })

  it('grown while requests wait holds them as well', async () => {
    const clock = createHandClock(START)
    const host = make({ clock, delayMs: 0, concurrency: 2 })
    backOff(host, 1000)
    const starts: number[] = []
    const run = host.run(async () => starts.push(clock.now() - START))
    await clock.advance(500)
    backOff(host, 3500)
    await clock.advance(3500)
    await run
    expect(starts).toEqual([4000])
  })

  it('is never shortened by a later, smaller one', async () => {
    const clock = createHandClock(START)
    const host = make({ clock, delayMs: 0, concurrency: 1 })
    backOff(host, 5000)
    backOff(host, 500)
    const run = host.run(async () => clock.now() - START)
    await clock.advance(5000)
    expect(await run).toBe(5000)
  })
})

describe('requests', () => {
  it('under way at once are never more than allowed', async () => {
    const clock = createHandClock(START)
    const host = make({ clock, delayMs: 0, concurrency: 3 })
    let underWay = 0
    let most = 0
    const task = async () => {
      most = Math.max(most, ++underWay)
      await clock.sleep(100)
      underWay--
    }
    const all = Promise.all(Array.from({ length: 10 }, () => host.run(task)))
    await clock.advance(400)
    await all
    expect(most).toBe(3)
  })

  it('stopped while they wait for their time never start, and hold nobody up', async () => {
    const clock = createHandClock(START)
    const host = make({ clock, delayMs: 0, concurrency: 1 })
    backOff(host, 60_000)
    const stop = new AbortController()
    const started: string[] = []
    const first = host.run(async () => started.push('first'), stop.signal)
    await clock.advance(10)
    stop.abort('enough')
    await expect(first).rejects.toBe('enough')
    await expect(host.run(async () => started.push('late'), stop.signal)).rejects.toBe('enough')
    const second = host.run(async () => started.push('second'))
    await clock.advance(60_000)
    await second
    expect(started).toEqual(['second'])
  })

  it('stopped while they wait give their time back, so that who comes next waits no longer for it', async () => {
    const clock = createHandClock(START)
    const host = make({ clock, delayMs: 1000, concurrency: 4 })
    await host.run(async () => {})
    for (let n = 0; n < 5; n++) {
      const stop = new AbortController()
      const waiting = host.run(async () => {}, stop.signal)
      await clock.advance(10)
      stop.abort('enough')
      await expect(waiting).rejects.toBe('enough')
    }
    const next = host.run(async () => clock.now() - START)
    await clock.advance(1000)
    expect(await next).toBe(1000)
  })

  it('stopped while others wait behind them leave those their times', async () => {
    const clock = createHandClock(START)
    const host = make({ clock, delayMs: 1000, concurrency: 4 })
    await host.run(async () => {})
    const stop = new AbortController()
    const stopped = host.run(async () => {}, stop.signal)
    const starts: number[] = []
    const behind = host.run(async () => starts.push(clock.now() - START))
    await clock.advance(10)
    stop.abort('enough')
    await expect(stopped).rejects.toBe('enough')
    const last = host.run(async () => starts.push(clock.now() - START))
    await clock.advance(3000)
    await Promise.all([behind, last])
    expect(starts).toEqual([2000, 3000])
  })

  it('stopped while they stand in line are released at once, whatever is under way', async () => {
    const clock = createHandClock(START)
    const host = make({ clock, delayMs: 0, concurrency: 1 })
    const slow = host.run(() => clock.sleep(60_000))
    const stop = new AbortController()
    const behind = host.run(async () => 'ran', stop.signal)
    stop.abort('enough')
    await expect(behind).rejects.toBe('enough')
    await clock.advance(60_000)
    await slow
  })

  it('that hang on one signal by the dozen warn of no leak, and leave none', async () => {
    const warnings: string[] = []
    const warned = ({ name }: Error) => warnings.push(name)
    process.on('warning', warned)
    const clock = createHandClock(START)
    const host = make({ clock, delayMs: 10, concurrency: 30 })
    const { signal } = new AbortController()
    const all = Promise.all(Array.from({ length: 60 }, () => host.run(async () => {}, signal)))
    await clock.advance(600)
    await all
    process.off('warning', warned)
    expect([warnings, getEventListeners(signal, 'abort').length]).toEqual([[], 0])
  })

  it('that fail pass their error on and give their place up', async () => {
    const clock = createHandClock(START)
    const host = make({ clock, delayMs: 0, concurrency: 1 })
    await expect(host.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await host.run(async () => 'next')).toBe('next')
  })
})

it('whatever happens, starts are the delay apart and none falls into a back-off', async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('ask' as const), worksMs: fc.integer({ min: 0, max: 3000 }) }),
    fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 4000 }) }),
    fc.record({ kind: fc.constant('back-off' as const), ms: fc.integer({ min: 500, max: 8000 }) }),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 25 }),
      fc.integer({ min: 0, max: 2000 }),
      fc.integer({ min: 1, max: 4 }),
      async (steps, delayMs, concurrency) => {
        const clock = createHandClock(START)
        const host = make({ clock, delayMs, concurrency })
        const starts: number[] = []
        const runs: Promise<unknown>[] = []
        let backOffUntil = 0
        for (const one of steps) {
          if (one.kind === 'wait') await clock.advance(one.ms)
          else if (one.kind === 'back-off') {
            await clock.advance(0)
            backOffUntil = Math.max(backOffUntil, clock.now() + one.ms)
            backOff(host, one.ms)
          } else {
            runs.push(
              host.run(async () => {
                expect(clock.now()).toBeGreaterThanOrEqual(backOffUntil)
                starts.push(clock.now())
                await clock.sleep(one.worksMs)
              }),
            )
          }
        }
        await clock.advance(10 * 60_000)
        await Promise.all(runs)
        expect(starts).toHaveLength(runs.length)
        for (const [index, at] of starts.entries()) {
          if (index > 0) expect(at - (starts[index - 1] ?? 0)).toBeGreaterThanOrEqual(delayMs)
        }
      },
    ),
    { numRuns: 100 },
  )
})
