// Addresses for those who run the server: may requests be sent here, and what was counted.

import { DocsError } from '../../core/errors.ts'
import type { WebSource } from '../../web/web-source.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { jsonReply, type Reply, textReply } from './reply.ts'

/** 200 when questions can be answered from an index; 503 with the reason otherwise. */
export async function answerHealth(open: () => Promise<WebSource>, isStopping: boolean): Promise<Reply> {
  const status = isStopping ? 'stopping' : await indexState(open)
  return jsonReply({ status }, status === 'ok' ? 200 : 503)
}

export async function answerMetrics(metrics: Metrics, open: () => Promise<WebSource>): Promise<Reply> {
  const guides = await open().then(
    (source) => source.indexedGuides(),
    () => [],
  )
  return textReply(await metrics.render(guides), 200, { 'Content-Type': metrics.contentType })
}

async function indexState(open: () => Promise<WebSource>): Promise<string> {
  try {
    const guides = (await open()).indexedGuides()
    return guides.some(({ pages }) => pages > 0) ? 'ok' : 'no-index'
  } catch (error) {
    if (error instanceof DocsError) return error.code.toLowerCase().replaceAll('_', '-')
    throw error
  }
}
