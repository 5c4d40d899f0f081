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

export function html(random: Random, depth = 4): string {
  const [kind, inner] = [random.below(12), () => random.some(0, 5, () => html(random, depth - 1)).join('')]
  if (depth === 0 || kind < 3) return text(random)
  if (kind === 3) return random.pick(Object.values(HOSTILE))(4 + 4 * random.few(60))
  if (kind === 4) return table(random, inner)
  const tag = random.pick(TAGS)
  const attributes = random.some(0, 3, () => attribute(random)).join('')
  const open = `<${tag}${attributes}${random.chance(0.05) ? '/' : ''}>`
  if (kind === 5) return open + inner()
  if (kind === 6) return `${inner()}</${tag}>`
  return `${open}${inner()}</${tag}>`
}

function text(random: Random): string {
  return random.chance(0.6) ? random.pick(WORDS) : random.pick(ODD_TEXTS)
}

function attribute(random: Random): string {
  const value = random.chance(0.8) ? random.pick(VALUES) : random.pick(ODD_TEXTS)
  return ` ${random.pick(ATTRIBUTES)}${random.chance(0.9) ? `="${value.replaceAll('"', '&quot;')}"` : ''}`
}

function table(random: Random, inner: () => string): string {
  const span = () =>
    random.chance(0.3)
      ? ` ${random.pick(['rowspan', 'colspan'])}=${random.pick(['0', '2', '3', '99', '1000', '-1', 'x'])}`
      : ''
  const cell = () => `<${random.pick(['td', 'td', 'th'])}${span()}>${random.chance(0.2) ? inner() : text(random)}`
  const row = () => `<tr>${random.some(0, 6, cell).join('')}${random.chance(0.8) ? '</tr>' : ''}`
  const head = random.chance(0.6) ? `<thead>${random.some(0, 2, row).join('')}</thead>` : ''
  return `<table>${head}${random.some(0, 12, row).join('')}${random.chance(0.9) ? '</table>' : ''}`
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

export function markdown(random: Random): string {
  const block = () => (random.chance(0.7) ? random.pick(BLOCKS)(1 + random.few(120)) : html(random, 2))
  const whole = random.some(1, 8, block).join(random.pick(['\n\n', '\n', ' ']))
  return random.chance(0.6) ? mutateText(whole, random) : whole
}
