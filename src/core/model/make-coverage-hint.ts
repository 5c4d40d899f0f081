// What a search says of its own answer, in a sentence or two, with the command that gets what is lacking. Pure.

import { quoteBriefly } from '../text/shorten.ts'
import { describeCompleteness } from './completeness.ts'
import type { Coverage, GuideLack } from './coverage.ts'
import { DEFAULT_LOCALE } from './locale.ts'
import { type CommandSetting, nameIndex, writeGetCommand } from './printed-commands.ts'

export interface HintOptions extends CommandSetting {
  readonly now: number
  /** Whether there are hits to speak of. Default true. */
  readonly hasHits?: boolean
  /** Default "en". */
  readonly language?: 'en' | 'ja'
}

const DAY_MS = 24 * 3600_000

/** Undefined for an answer that needs no word. */
export function makeCoverageHint(coverage: Coverage, options: HintOptions): string | undefined {
  const hint = describeCoverage(coverage, options)
  return hint && nameIndex(hint, options.namedIndex)
}

function describeCoverage(coverage: Coverage, options: HintOptions): string | undefined {
  const say = options.language === 'ja' ? JAPANESE : ENGLISH
  const listLacksIn = (state: GuideLack['state']) => coverage.lacks.filter((lack) => lack.state === state)
  const absent = listLacksIn('not-indexed').filter(({ isInferred }) => !isInferred)
  const inferred = listLacksIn('not-indexed').filter(({ isInferred }) => isInferred)
  const listed = groupByLocale(absent.filter(isListed))
  if (coverage.grade === 'answered') {
    // Three such answers in ten are wrong: what the question names is not there, and a guide that has to do with it is.
    const more = listed.map((lacks) => say.more(lacks, describeGetting(lacks, say, options)))
    // What is not there yet was not looked at, and grades are learned on whole guides.
    const rest = listLacksIn('partial').map((lack) => say.better(describePart(lack, say, options)))
    return [...more, ...rest].join(say.between) || undefined
  }
  const unlisted = absent.filter((lack) => !isListed(lack))
  const isExplained = coverage.lacks.some(({ state }) => state !== 'stale')
  const sentences = [
    isExplained || options.hasHits === false ? '' : coverage.grade === 'missing' ? say.nothing : say.uncertain,
    ...listed.map((lacks) => say.absent(listTitles(lacks, say.list), describeGetting(lacks, say, options))),
    unlisted.length === 0 ? '' : say.absent(listTitles(unlisted, say.list), listWaysToGet(unlisted, say, options)),
    inferred.length === 0 ? '' : say.inferred(inferred, listWaysToGet(inferred, say, options)),
    ...listLacksIn('partial').map((lack) => `${describePart(lack, say, options)}${say.end}`),
    ...listLacksIn('stale').map((lack) => say.stale(lack, options)),
    isExplained || coverage.unknownWords.length === 0
      ? ''
      : say.unknown(coverage.unknownWords.map((word) => quoteBriefly(word)).join(', ')),
  ]
  return sentences.filter(Boolean).join(say.between) || undefined
}

type Phrases = typeof ENGLISH

const ENGLISH = {
  between: ' ',
  list: ', ',
  end: '.',
  nothing: 'Nothing here seems to answer this: the hits only share words with it.',
  uncertain: 'It is not certain that these hits answer this: they hold only part of it.',
  absent: (titles: string, how: string) => `Not in this index: ${titles}; ${how}.`,
  inferred: (lacks: readonly GuideLack[], how: string) => {
    const titles = listTitles(lacks, ' or ', ({ title }) =>
      /(?:Guide|Reference)$/.test(title) ? `the ${title}` : title,
    )
    return `This seems to be about something in ${titles}, which ${are(lacks)} not in this index; ${how}.`
  },
  more: (lacks: readonly GuideLack[], how: string) =>
    `More may stand in ${listTitles(lacks, ', ')}, which ${are(lacks)} not in this index; ${how}.`,
  command: (command: string, lacks: readonly GuideLack[]) => `"${command}" gets ${lacks.length > 1 ? 'them' : 'it'}`,
  importing: (lacks: readonly GuideLack[]) => `offline, ${comeAsBundles(lacks)}: "aws-docs-offline import FILE"`,
  pulling: (command: string, lacks: readonly GuideLack[]) =>
    `offline, ${comeAsBundles(lacks)}: "aws-docs-offline import FILE", or "${command}"`,
  adding: '"aws-docs-offline guides add URL" takes the URL of one of its pages, and "crawl" then gets it',
  partial: ({ title, completeness }: GuideLack) =>
    `${title} is only partly indexed (${completeness ? describeCompleteness(completeness) : ''})`,
  gettingRest: (ways: string) => `; ${ways}`,
  better: (part: string) => `A page that answers better may not be here yet: ${part}.`,
  stale: ({ title, checkedAt = 0, ...lack }: GuideLack, { now, isOffline }: HintOptions) => {
    const days = Math.floor((now - checkedAt) / DAY_MS)
    const remedy = isOffline ? '' : `; "aws-docs-offline refresh ${writeArguments([lack])}" updates it`
    return `${title} was last checked ${days} days ago${remedy}.`
  },
  unknown: (words: string) => `Nowhere in the index: ${words}.`,
}

const JAPANESE: Phrases = {
  between: '',
  list: '、',
  end: '。',
  nothing: 'この質問に答えるページは索引に見当たりません。検索結果は語が一部重なるだけです。',
  uncertain: '検索結果がこの質問に答えているかは確かではありません。',
  absent: (titles, how) => `索引にないガイド: ${titles}。${how}。`,
  inferred: (lacks, how) =>
    `この質問は ${listTitles(lacks, ' または ')} の内容のようですが、索引にありません。${how}。`,
  more: (lacks, how) => `${listTitles(lacks, '、')} にも説明があるかもしれませんが、索引にありません。${how}。`,
  command: (command) => `取り込むには "${command}"`,
  importing: () => 'オフラインではバンドルで取り込めます: "aws-docs-offline import FILE"',
  pulling: (command) => `オフラインではバンドルで取り込めます: "aws-docs-offline import FILE" または "${command}"`,
  adding: 'ページの URL を "aws-docs-offline guides add URL" に渡すと "crawl" で取り込めます',
  partial: ({ title, completeness }) =>
    `${title} は一部だけが索引にあります(${completeness?.known ?? '?'} ページ中 ${completeness?.pages ?? '?'} ページ` +
    `${completeness?.isRunning ? '、取り込み中' : ''})`,
  gettingRest: (ways) => `。${ways}`,
  better: (part) => `より適したページがまだ索引にないかもしれません。${part}。`,
  stale: ({ title, checkedAt = 0, ...lack }, { now, isOffline }) => {
    const days = Math.floor((now - checkedAt) / DAY_MS)
    return (
      `${title} の最終確認は ${days} 日前です。` +
      `${isOffline ? '' : `更新するには "aws-docs-offline refresh ${writeArguments([lack])}"。`}`
    )
  },
  unknown: (words) => `索引のどこにもない語: ${words}。`,
}

// One command takes guides in one language.
function groupByLocale(lacks: readonly GuideLack[]): GuideLack[][] {
  return [...new Set(lacks.map(({ locale }) => locale))].map((own) => lacks.filter(({ locale }) => locale === own))
}

function isListed({ catalogId }: GuideLack): boolean {
  return catalogId !== undefined
}

function listTitles(lacks: readonly GuideLack[], between: string, write = ({ title }: GuideLack) => title): string {
  const inLanguage = (lack: GuideLack) =>
    lack.locale === DEFAULT_LOCALE ? write(lack) : `${write(lack)} (${lack.locale})`
  return lacks.map(inLanguage).join(between)
}

function are(lacks: readonly GuideLack[]): string {
  return lacks.length > 1 ? 'are' : 'is'
}

function comeAsBundles(lacks: readonly GuideLack[]): string {
  return lacks.length > 1 ? 'they can come as bundles' : 'it can come as a bundle'
}

// While a run is at the guide, another one would be refused: the rest comes by itself.
function describePart(lack: GuideLack, say: Phrases, options: HintOptions): string {
  const ways = lack.completeness?.isRunning ? '' : say.gettingRest(describeGetting([lack], say, options))
  return `${say.partial(lack)}${ways}`
}

function listWaysToGet(lacks: readonly GuideLack[], say: Phrases, options: HintOptions): string {
  const ways = groupByLocale(lacks.filter(isListed)).map((own) => describeGetting(own, say, options))
  if (ways.length > 0) return ways.join(say.list)
  return options.isOffline ? say.importing(lacks) : say.adding
}

function describeGetting(lacks: readonly GuideLack[], say: Phrases, options: HintOptions): string {
  const command = writeGetCommand(writeArguments(lacks), options)
  return options.isOffline ? say.pulling(command, lacks) : say.command(command, lacks)
}

function writeArguments(lacks: readonly Pick<GuideLack, 'catalogId' | 'locale'>[]): string {
  const locale = lacks[0]?.locale ?? DEFAULT_LOCALE
  const ids = lacks.map(({ catalogId }) => catalogId ?? '').join(' ')
  return locale === DEFAULT_LOCALE ? ids : `${ids} --locale ${locale}`
}
