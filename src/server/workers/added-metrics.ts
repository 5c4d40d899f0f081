// Metrics of several workers added up. What ended workers had counted stays in the sums: a counter that fell would be
// read as one that began anew.

import { AggregatorRegistry, Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { MetricValues } from '../metrics/metrics.ts'

export interface AddedMetrics {
  /** What a worker that is running has counted by now. */
  recordValues(worker: number, values: MetricValues): void
  recordEnd(worker: number): void
  /** One ended unasked. */
  recordReplacement(): void
  render(): Promise<string>
}

export function createAddedMetrics(): AddedMetrics {
  const own = new Registry()
  collectDefaultMetrics({ register: own })
  const running = new Map<number, MetricValues>()
  let past: MetricValues = []
  new Gauge({
    name: 'aws_docs_workers',
    help: 'Worker processes that answer.',
    registers: [own],
    collect() {
      this.set(running.size)
    },
  })
  const replaced = new Counter({
    name: 'aws_docs_workers_replaced_total',
    help: 'Worker processes that ended unasked and were replaced.',
    registers: [own],
  })
  // One after the other: each adds to the sum before.
  let adding = Promise.resolve()
  const addToPast = async (values: MetricValues) => {
    const counts = values.filter(({ type }) => COUNTING.has(String(type)))
    past = await AggregatorRegistry.aggregate([past, counts]).getMetricsAsJSON()
  }
  return {
    recordValues: (worker, values) => void running.set(worker, values),
    recordEnd(worker) {
      const values = running.get(worker)
      running.delete(worker)
      if (values) adding = adding.then(() => addToPast(values))
    },
    recordReplacement: () => replaced.inc(),
    async render() {
      await adding
      // What this process takes of the machine counts too; how quick its event loop is tells nothing of the workers'.
      const mine = (await own.getMetricsAsJSON()).filter(({ name }) => !name.startsWith('nodejs_'))
      return AggregatorRegistry.aggregate([...running.values(), past, mine]).metrics()
    },
  }
}

/** What only grows. A gauge of an ended process says nothing. */
const COUNTING: ReadonlySet<string> = new Set(['counter', 'histogram'])
