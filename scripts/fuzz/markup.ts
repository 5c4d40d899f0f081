// A grammar of the markup that pages are made of, right and wrong: HTML as the site might send it, and Markdown as an
// index might hold it.

import { HOSTILE } from '../../test/extract/hostile-markup.ts'
import { mutateText, ODD_TEXTS } from './mutate.ts'
import type { Random } from './random.ts'

const TAGS = [
  ...[
    'p',
    'div',
    'span',
    'b',
    'i',
    'em',
    'strong',
    'code',
    'pre',
    'a',
    'ul',
    'ol',
    'li',
    'dl',
    'dt',
    'dd',
    'h1',
    'h2',
    'h3',
  ],
  ...[
    'h4',
    'h5',
    'h6',
    'table',
    'thead',
    'tbody',
    'tr',
    'td',
    'th',
    'caption',
    'colgroup',
    'blockquote',
    'br',
    'hr',
    'img',
  ],
  ...[
    'sup',
    'sub',
    'del',
    'q',
    'kbd',
    'details',
    'summary',
    'svg',
    'math',
    'title',
    'template',
    'script',
    'style',
    'select',
  ],
  ...[
    'awsdocs-tabs',
    'awsdocs-note',
    'noscript',
    'textarea',
    'iframe',
    'form',
    'button',
    'section',
    'main',
    'head',
    'body',
  ],
]
const ATTRIBUTES = [
  ...['id', 'class', 'href', 'src', 'alt', 'title', 'rowspan', 'colspan', 'start', 'type', 'reversed', 'name', 'lang'],
  ...['data-title', 'tab-id', 'onclick', 'style', 'headers', 'scope'],
]
const VALUES = [
  ...[
    '0',
    '1',
    '2',
    '1000',
    '65535',
    '-3',
    'x',
    '#x',
    'a.html',
    '../../../x',
    'note',
    'programlisting',
    'table-contents',
  ],
  ...[
    'javascript:alert(1)',
    'https://docs.aws.amazon.com/mill/latest/dg/b.html#c',
    'admonition',
    'highlight',
    'section',
  ],
]
const WORDS = [
  'word',
  'two words',
  'a | b',
  '--- | ---',
  '# x',
  '1. x',
  '- x',
  '> x',
  '    x',
  'lamp:Set',
  'x'.repeat(70),
  '\n\n',
]

export function makeHtml(random: Random, depth = 4): string {
  const [kind, inner] = [random.drawBelow(12), () => random.drawSome(0, 5, () => makeHtml(random, depth - 1)).join('')]
  if (depth === 0 || kind < 3) return makeText(random)
  if (kind === 3) return random.pick(Object.values(HOSTILE))(4 + 4 * random.drawFew(60))
  if (kind === 4) return makeTable(random, inner)
  const tag = random.pick(TAGS)
  const attributes = random.drawSome(0, 3, () => makeAttribute(random)).join('')
  const open = `<${tag}${attributes}${random.drawChance(0.05) ? '/' : ''}>`
  if (kind === 5) return open + inner()
  if (kind === 6) return `${inner()}</${tag}>`
  return `${open}${inner()}</${tag}>`
}

function makeText(random: Random): string {
  return random.drawChance(0.6) ? random.pick(WORDS) : random.pick(ODD_TEXTS)
}

function makeAttribute(random: Random): string {
  const value = random.drawChance(0.8) ? random.pick(VALUES) : random.pick(ODD_TEXTS)
  return ` ${random.pick(ATTRIBUTES)}${random.drawChance(0.9) ? `="${value.replaceAll('"', '&quot;')}"` : ''}`
}

function makeTable(random: Random, inner: () => string): string {
  const makeSpan = () =>
    random.drawChance(0.3)
      ? ` ${random.pick(['rowspan', 'colspan'])}=${random.pick(['0', '2', '3', '99', '1000', '-1', 'x'])}`
      : ''
  const makeCell = () =>
    `<${random.pick(['td', 'td', 'th'])}${makeSpan()}>${random.drawChance(0.2) ? inner() : makeText(random)}`
  const makeRow = () => `<tr>${random.drawSome(0, 6, makeCell).join('')}${random.drawChance(0.8) ? '</tr>' : ''}`
  const head = random.drawChance(0.6) ? `<thead>${random.drawSome(0, 2, makeRow).join('')}</thead>` : ''
  return `<table>${head}${random.drawSome(0, 12, makeRow).join('')}${random.drawChance(0.9) ? '</table>' : ''}`
}

const BLOCKS: readonly ((n: number) => string)[] = [
  (n) => `${'> '.repeat(n)}a`,
  (n) => `${'- '.repeat(n)}a`,
  (n) => `${'1. '.repeat(n)}a`,
  (n) => Array.from({ length: Math.min(n, 40) }, (_, at) => `${' '.repeat(2 * at)}- a`).join('\n'),
  (n) => `${'*'.repeat(n)}a${'*'.repeat(n)}`,
  (n) => '['.repeat(n),
  (n) => '![a]('.repeat(n),
  (n) => `${'a.'.repeat(n)}@`,
  (n) => `${'`'.repeat(n)}a`,
  (n) => '```a\n'.repeat(n),
  (n) => `| a | b |\n| --- | --- |\n${'| c | d |\n'.repeat(n)}`,
  (n) => '<b><p>'.repeat(n),
  (n) => `${'a_'.repeat(n)}`,
  (n) => '~~a~~ **b** '.repeat(n),
  () => '[a](javascript:alert(1)) <javascript:alert(1)> ![x](javascript:alert(1))',
  () => '<img src=x onerror=alert(1)><svg onload=alert(1)><iframe src=x></iframe>',
  () => '<a href="&#x6a;avascript:alert(1)">x</a> <base href=x> <meta http-equiv=refresh content="0;url=x">',
  () => '## Heading\n\ntext with `code` and [a link](https://docs.aws.amazon.com/lamp/latest/dg/a.html#b)',
]

export function makeMarkdown(random: Random): string {
  const block = () => (random.drawChance(0.7) ? random.pick(BLOCKS)(1 + random.drawFew(120)) : makeHtml(random, 2))
  const whole = random.drawSome(1, 8, block).join(random.pick(['\n\n', '\n', ' ']))
  return random.drawChance(0.6) ? mutateText(whole, random) : whole
}
