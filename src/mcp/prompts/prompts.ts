// The prompts, each in English and Japanese, with completion of their arguments. The language is that of the argument
// unless one is asked for.

import { completable, type McpServer, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { LocalIndex } from '../../app/index/local-index.ts'
import type { App } from '../../app.ts'
import { formatDocUrl } from '../../core/model/doc-url.ts'
import { parseLocale } from '../../core/model/locale.ts'
import { findSite, getSiteByUrl } from '../../core/model/partition.ts'
import { narrow } from '../resources/complete-page-parts.ts'
import { EXPLAIN_PAGE, EXPLAIN_PRICING, LANGUAGES, type Language, TROUBLESHOOT } from './prompt-texts.ts'

/** Errors that people begin to type; the rest of the message is theirs to paste. */
const KNOWN_ERRORS = [
  'AccessDenied',
  'AccessDeniedException',
  'CannotPullContainerError',
  'ConditionalCheckFailedException',
  'ExpiredTokenException',
  'InsufficientInstanceCapacity',
  'InvalidParameterValueException',
  'InvalidSignatureException',
  'LimitExceededException',
  'NoSuchBucket',
  'ProvisionedThroughputExceededException',
  'ResourceInitializationError',
  'ResourceNotFoundException',
  'RequestLimitExceeded',
  'SignatureDoesNotMatch',
  'SlowDown',
  'Task timed out after',
  'ThrottlingException',
  'TooManyRequestsException',
  'UnauthorizedOperation',
  'ValidationException',
] as const

const MOST_PAGES = 10

const LANGUAGE = completable(z.string(), (typed) => LANGUAGES.filter((language) => language.startsWith(typed)))
  .optional()
  .describe('Language of the answer: en or ja. By default that of the other argument.')

export function registerPrompts(server: McpServer, app: App): void {
  server.registerPrompt(
    'troubleshoot',
    {
      title: 'Troubleshoot an error · エラーを調べる',
      description:
        'Finds the causes of an error and how to resolve it, with quotations and URLs. エラーの原因と解決方法を、引用と URL を添えて調べます。',
      argsSchema: z.object({
        error: completable(
          z.string().trim().min(1, 'is empty.').describe('The error message, whole. エラーメッセージ全文'),
          (typed) => narrow(KNOWN_ERRORS, typed),
        ),
        language: LANGUAGE,
      }),
    },
    ({ error, language }) => makeMessage(TROUBLESHOOT[chooseLanguage(language, error)](error)),
  )
  server.registerPrompt(
    'explain_page',
    {
      title: 'Explain a page or heading · ページを説明する',
      description:
        'Explains a page or a section of the documentation, with a diagram where one helps. ' +
        '文書のページまたは見出しを、必要なら図を添えて説明します。',
      argsSchema: z.object({
        heading_or_url: completable(
          z
            .string()
            .trim()
            .min(1, 'is empty.')
            .describe('Title, heading or URL of the page. ページの題名、見出し、または URL'),
          async (typed) => completePages(await app.index.openLocal(), typed),
        ),
        language: LANGUAGE,
      }),
    },
    ({ heading_or_url: page, language }) => makeMessage(EXPLAIN_PAGE[chooseLanguage(language, page)](page)),
  )
  server.registerPrompt(
    'explain_pricing',
    {
      title: 'Explain what is billed · 料金を説明する',
      description:
        'Explains what is billed and how to lower it; says where the prices stand. 何が課金され、どう減らせるか、価格がどこにあるかを説明します。',
      argsSchema: z.object({
        question: completable(z.string().trim().min(1, 'is empty.').describe('The question. 質問'), async (typed) =>
          completeQuestions(await app.index.openLocal(), typed),
        ),
        language: LANGUAGE,
      }),
    },
    ({ question, language }) => makeMessage(EXPLAIN_PRICING[chooseLanguage(language, question)](question)),
  )
}

function makeMessage(text: string) {
  return { messages: [{ role: 'user' as const, content: { type: 'text' as const, text } }] }
}

/** `asked` may be written in any of the ways that locales are. Throws for a language that the prompts are not in. */
function chooseLanguage(asked: string | undefined, text: string): Language {
  if (asked === undefined || asked.trim() === '') return detectLanguage(text)
  const locale = parseLocale(asked)
  const chosen = LANGUAGES.find((language) => language === locale?.slice(0, 2))
  if (chosen) return chosen
  throw new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `The prompts are not in "${asked.slice(0, 40)}". language is one of ${LANGUAGES.join(', ')}; left out, it is ` +
      'that of the other argument.',
  )
}

function detectLanguage(text: string): Language {
  return /[\u3040-\u30ff\u4e00-\u9fff]/.test(text) ? 'ja' : 'en'
}

// Addresses are completed by their beginning, words by searching.
function completePages(index: LocalIndex, typed: string): string[] {
  const site = /^https:\/\/docs\./.test(typed) ? getSiteByUrl(typed) : findSite('/')
  const path = typed.startsWith('/')
    ? typed
    : typed.startsWith(`${site.origin}/`) && typed.replace(site.origin, site.folder)
  if (path) return index.listPages({ prefix: path, limit: MOST_PAGES }).map((page) => formatDocUrl(page.path))
  if (typed.trim().length < 2) return []
  const titles = index.listPages({ titleHolds: typed.trim(), limit: MOST_PAGES }).map(({ title }) => title)
  if (titles.length > 0) return narrow([...new Set(titles)], typed.trim())
  return [...new Set(index.search({ text: typed, limit: MOST_PAGES }).hits.map(({ title }) => title))]
}

function completeQuestions(index: LocalIndex, typed: string): string[] {
  const products = [...new Set(index.listIndexedGuides().map(({ product }) => product))].filter(Boolean)
  const questions = products.flatMap((product) =>
    detectLanguage(typed) === 'ja' ? [`${product} の料金はどのように決まりますか?`] : [`How is ${product} billed?`],
  )
  const known = narrow(questions, typed)
  return known.length > 0 ? known : products.filter((product) => typed.toLowerCase().includes(product.toLowerCase()))
}
