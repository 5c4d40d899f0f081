// A crawl in a process of its own, so that its memory is its own:   tsx scripts/bench/crawl-child.ts ORIGIN INDEX
// BASE...
// Prints one line of JSON.

import { harvestAll } from '../eval/replica-index.ts'

const [origin = '', file = '', ...guides] = process.argv.slice(2)
const start = performance.now()
const report = await harvestAll({ origin, guides }, file)
const pages = report.guides.reduce((sum, guide) => sum + guide.pages, 0)
const peakBytes = process.resourceUsage().maxRSS * 1024
process.stdout.write(`${JSON.stringify({ pages, ms: performance.now() - start, peakBytes })}\n`)
