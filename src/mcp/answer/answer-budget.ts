// Answers within a number of tokens: text, structured content and links count together, whichever of them a client
// shows. Pure.

import { clipWhole } from '../../core/text/clip-whole.ts'
import { countTokens } from '../../core/text/count-tokens.ts'
import { makeTextResult, type ToolResult } from './tool-result.ts'

/**
 * Of one image at most, whatever its bytes:
 * https://docs.claude.com/en/docs/build-with-claude/vision#calculate-image-costs
 */
export const IMAGE_TOKENS = 1600

export function countResultTokens({ content, structuredContent }: ToolResult): number {
  return content.reduce(
    (sum, part) => sum + countPartTokens(part),
    structuredContent ? countTokens(JSON.stringify(structuredContent)) : 0,
  )
}

function countPartTokens(part: ToolResult['content'][number]): number {
  if (part.type === 'image') return IMAGE_TOKENS
  return countTokens(part.type === 'text' ? part.text : JSON.stringify(part))
}

/**
 * The answer, made again with ever less of its output until it fits, or until `shorten` has nothing left to leave out.
 */
export function fitAnswer<Output>(
  output: Output,
  render: (output: Output) => ToolResult,
  shorten: (output: Output) => Output | undefined,
  mostTokens: number,
): ToolResult {
  let result = render(output)
  let left = output
  while (countResultTokens(result) > mostTokens) {
    const less = shorten(left)
    if (less === undefined) break
    left = less
    result = render(left)
  }
  return result
}

/** A text that is made anew with fewer characters while it has too many tokens. */
export async function fitText(
  maxLength: number,
  make: (maxLength: number, attempt: number) => Promise<string>,
  mostTokens: number,
): Promise<string> {
  let length = Math.min(maxLength, mostTokens * 4)
  for (let attempt = 0; ; attempt++) {
    const text = await make(length, attempt)
    const tokens = countTokens(text)
    if (tokens <= mostTokens || length < SHORTEST) return text
    // What is around the text does not shrink with it: the rest is taken from the text alone.
    const over = ((tokens - mostTokens) * text.length) / tokens
    length = Math.max(1, Math.floor(Math.min(length * 0.9, length - over)))
  }
}

const SHORTEST = 40

/** The last resort, for what no tool could shorten: text is cut between its blocks, anything else is refused. */
export function cutToCeiling(result: ToolResult, mostTokens: number): ToolResult {
  if (countResultTokens(result) <= mostTokens) return result
  const end = `[Cut at ${mostTokens} tokens, which the operator of this server allows an answer.]`
  const text = result.content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n')
  if (result.structuredContent) {
    const refusal =
      `ANSWER_TOO_LONG: The answer does not fit into ${mostTokens} tokens. Ask for less, or for one thing ` +
      'at a time.'
    return { ...makeTextResult(refusal), isError: true }
  }
  const left = Math.max(0, mostTokens - countTokens(end) - 2)
  let length = left * 4
  let clipped = clipWhole(text, length)
  while (countTokens(clipped) > left && length > 0) {
    length = Math.floor(length * 0.8)
    clipped = clipWhole(text, length)
  }
  return { ...result, content: [{ type: 'text', text: `${clipped}\n\n${end}` }] }
}
