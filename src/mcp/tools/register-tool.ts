// How every tool is registered: its arguments are read as models send them, its answer is kept within the operator's
// ceiling, and what was not understood is said beside it. The tools themselves see plain values and a budget.
// A new tool is a file like recommend.ts here, and a line in build-server.ts.

import type { McpServer, ServerContext, StandardSchemaWithJSON } from '@modelcontextprotocol/server'
import type { z } from 'zod'
import type { App } from '../../app.ts'
import type { Logger } from '../../core/platform/logger.ts'
import { countTokens } from '../../core/text/count-tokens.ts'
import { cutToCeiling } from '../answer/answer-budget.ts'
import { runToolWork, type ToolResult } from '../answer/tool-result.ts'
import { describeLacking } from '../arguments/describe-lacking.ts'
import { toListedInput, toListedOutput } from '../arguments/listed-schema.ts'
import { describeUnknown } from '../arguments/nearest-argument.ts'
import { type DeclaredArguments, readArguments } from '../arguments/read-arguments.ts'
import { makeReadOnlyHints } from '../arguments/tool-input.ts'

export interface ToolCall {
  readonly ctx: ServerContext
  readonly signal: AbortSignal
  /** Tokens that the answer may have, text and structured content together; endless where nobody set a ceiling. */
  readonly mostTokens: number
  /** The same where the caller asks for fewer: what is said beside the answer counts against that too. */
  readonly limitTokens: (asked: number | undefined) => number
}

export interface ToolDefinition<Input extends z.ZodObject> {
  readonly title: string
  readonly description: string
  readonly input: Input
  readonly output?: z.ZodObject
  /** Whether it may ask the live site. */
  readonly openWorld: boolean
  readonly answer: (args: z.output<Input>, call: ToolCall) => Promise<ToolResult>
}

interface Asked<Args> {
  readonly args: Args
  readonly notices: readonly string[]
}

export function registerTool<Input extends z.ZodObject>(
  server: McpServer,
  app: App,
  logger: Logger,
  name: string,
  { title, description, input, output, openWorld, answer }: ToolDefinition<Input>,
): void {
  const { maxAnswerTokens: ceiling = Number.POSITIVE_INFINITY } = app.options
  const inputSchema = wrapInput(input)
  const run = async ({ args, notices }: Asked<z.output<Input>>, ctx: ServerContext): Promise<ToolResult> => {
    const spoken = notices.reduce((sum, notice) => sum + 2 * countTokens(notice) + 8, 0)
    const limitTokens = (asked = ceiling) => Math.min(ceiling, asked) - spoken
    const mostTokens = limitTokens()
    const call = { ctx, signal: ctx.mcpReq.signal, mostTokens, limitTokens }
    return addNotices(
      cutToCeiling(await runToolWork(logger, app.setting, () => answer(args, call)), mostTokens),
      notices,
    )
  }
  const config = { title, description, inputSchema, annotations: makeReadOnlyHints(openWorld) }
  if (output === undefined) server.registerTool(name, config, run)
  else server.registerTool(name, { ...config, outputSchema: wrapOutput(output) }, run)
}

function wrapInput<Input extends z.ZodObject>(input: Input): StandardSchemaWithJSON<unknown, Asked<z.output<Input>>> {
  const listed = toListedInput(input)
  const { properties = {}, required = [] } = listed as Partial<DeclaredArguments>
  const known = Object.keys(properties)
  return {
    '~standard': {
      version: 1,
      vendor: 'aws-docs-offline',
      validate(given) {
        const isObject = typeof given === 'object' && given !== null && !Array.isArray(given)
        const { values, unknown, empty } = readArguments(isObject ? { ...given } : {}, { properties, required })
        const notices = describeUnknown(unknown, known, Object.keys(values))
        const parsed = input.safeParse(values)
        if (parsed.success) return { value: { args: parsed.data, notices } }
        const issues = describeLacking(parsed.error.issues, { properties, values, empty })
        return { issues: addSentences(issues, notices) }
      },
      jsonSchema: { input: () => ({ ...listed }), output: () => ({ ...listed }) },
    },
  }
}

// The SDK puts commas between issues, and these are sentences.
function addSentences<One extends { readonly message: string }>(
  issues: readonly One[],
  sentences: readonly string[],
): One[] {
  if (sentences.length === 0) return [...issues]
  return issues.map((issue, at) => {
    if (at < issues.length - 1) return issue
    const message = [issue.message.replace(/[^.]$/, '$&.'), ...sentences].join(' ')
    return { ...issue, message }
  })
}

function wrapOutput(output: z.ZodObject): StandardSchemaWithJSON {
  const listed = toListedOutput(output)
  const { validate } = output['~standard']
  return {
    '~standard': {
      version: 1,
      vendor: 'aws-docs-offline',
      validate,
      jsonSchema: { input: () => ({ ...listed }), output: () => ({ ...listed }) },
    },
  }
}

function addNotices(result: ToolResult, notices: readonly string[]): ToolResult {
  if (notices.length === 0) return result
  const notice = notices.join(' ')
  const [first, ...rest] = result.content
  const text = first?.type === 'text' ? `${first.text}\n\n[${notice}]` : `[${notice}]`
  return {
    ...result,
    content: [{ type: 'text', text }, ...rest],
    ...(result.structuredContent && { structuredContent: { ...result.structuredContent, notice } }),
  }
}
