// The tool recommend: pages worth reading beside a page, each with the reason. Fields as in awslabs' server, whose list
// arrives under `result`.

import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { App } from '../../app.ts'
import { toPartitionField } from '../../core/model/partition.ts'
import type { Logger } from '../../core/platform/logger.ts'
import { fitAnswer } from '../answer/answer-budget.ts'
import { areLinksKnown } from '../answer/links-known.ts'
import { toOneLine } from '../answer/page-text.ts'
import { makeStructuredResult } from '../answer/tool-result.ts'
import { ONE_URL, PARTITION_OF } from '../arguments/tool-input.ts'
import { registerTool } from './register-tool.ts'

const INPUT = z.object({
  url: ONE_URL,
  limit: z.number().int().min(1).max(30).default(10).describe('How many pages to return. Example: 5'),
})

const OUTPUT = z.object({
  result: z.array(
    z.object({
      url: z.string(),
      title: z.string(),
      context: z.string(),
      reasons: z.array(z.string()),
      product: z.string(),
      guide: z.string(),
      partition: PARTITION_OF,
    }),
  ),
})

export function registerRecommend(server: McpServer, app: App, logger: Logger): void {
  registerTool(server, app, logger, 'recommend', {
    title: 'Recommend related pages',
    description:
      'Returns pages worth reading beside a page, with the reasons: next in order, same chapter, part of ' +
      'this chapter, linked from here, links here, similar, recently changed. Useful when a search led ' +
      'near the answer but not to it.',
    input: INPUT,
    output: OUTPUT,
    openWorld: false,
    answer: async ({ url, limit }, { ctx, mostTokens }) => {
      const { page, related } = await app.documentation.findRelated(url, limit)
      const result = related.map(({ url, path, title, description, reasons, product, guide }) => ({
        url,
        title,
        context: description,
        reasons: [...reasons],
        product,
        guide,
        ...toPartitionField(path),
      }))
      const render = (result: z.infer<typeof OUTPUT>['result']) => {
        const rows = result.map(
          (one, at) =>
            `${at + 1}. ${toOneLine(one.title)} (${one.reasons.join(', ')})\n${one.url} · ${one.product} ` +
            `${one.guide}${one.context && `\n${toOneLine(one.context)}`}`,
        )
        const none = `Nothing in the index is related to "${page.title}". Search for its topic instead.`
        const linked = areLinksKnown(server, ctx) ? related.slice(0, result.length) : []
        return makeStructuredResult({ result }, rows.length === 0 ? none : rows.join('\n\n'), linked)
      }
      return fitAnswer(result, render, (some) => (some.length > 0 ? some.slice(0, -1) : undefined), mostTokens)
    },
  })
}
