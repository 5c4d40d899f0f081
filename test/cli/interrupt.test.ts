// Ctrl-C, and the same again.

import { expect, it, onTestFinished, vi } from 'vitest'
import { abortOnInterrupt } from '../../src/cli/command-context.ts'
import { holdTimers } from '../held-timers.ts'

const NAMES = ['SIGINT', 'SIGTERM'] as const

it('a second Ctrl-C a moment after the first is the same, and ends nothing; a later one ends the process', () => {
  const others = NAMES.map((name) => [name, process.listeners(name)] as const)
  for (const name of NAMES) process.removeAllListeners(name)
  onTestFinished(() => {
    for (const [name, all] of others) {
      process.removeAllListeners(name)
      for (const one of all) process.on(name, one)
    }
  })
  const said: unknown[] = []
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(text) > 0)
  onTestFinished(() => void vi.restoreAllMocks())
  const timers = holdTimers(1000)
  const signal = abortOnInterrupt('Stopping.')
  expect(signal.aborted).toBe(false)
  // What emit gives says whether anybody listens: where nobody does, the system ends the process.
  const press = (name: (typeof NAMES)[number]) => process.emit(name)
  expect([press('SIGINT'), signal.aborted]).toEqual([true, true])
  expect([press('SIGINT'), press('SIGTERM'), press('SIGINT')]).toEqual([true, true, true])
  timers.pass()
  expect(NAMES.map(press)).toEqual([false, false])
  expect(said).toEqual(['Stopping.\n'])
})
