// Shapes that a renderer once read otherwise than the page means them. Each is a piece of a page and the HTML that a
// renderer makes of its Markdown, by the rules of GitHub's. Knows nothing of how the Markdown is made.

import { marked } from 'marked'

export interface Shape {
  readonly html: string
  /** Without blanks between elements. */
  readonly shown: string
}

/** What a renderer makes of `markdown`, comparable. */
export function renderShape(markdown: string): string {
  return marked
    .parse(markdown, { async: false, gfm: true })
    .replace(/\n/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
}

const makeSame = (html: string): Shape => ({ html, shown: html })
const head = '<thead><tr><th>A</th><th>B</th></tr></thead>'
const makeCell = (html: string): Shape =>
  makeSame(`<table>${head}<tbody><tr><td>${html}</td><td>c</td></tr></tbody></table>`)
const makeLines = (text: string): Shape => makeSame(`<p>${text.split('\n').join('<br>')}</p>`)

export const SHAPES: readonly Shape[] = [
  ...[
    'Foo\n---\nBar',
    'Foo\n===',
    'Foo\n=',
    'Foo\n-',
    'a | b\n--- | ---\n1 | 2',
    '| a |\n| --- |',
    'a\n:--',
    '---\nFoo',
  ].map(makeLines),
  makeLines('Foo\n# Bar\n#\n- x\n+ y\n* z\n1. q\n1) r\n~~~\n```\n***\n___\n1.\nend'),
  makeSame('<blockquote><p>Foo<br>---</p></blockquote>'),
  makeSame('<ul><li>Foo<br>---</li><li>a<br>- b</li></ul>'),
  { html: '<div>---</div>', shown: '<p>---</p>' },
  { html: '<div>---<p>x</p></div>', shown: '<p>---</p><p>x</p>' },
  { html: '<p>a<br> <span>---</span> <br>b</p>', shown: '<p>a<br>---<br>b</p>' },
  { html: '<p>a<br>-<b></b>--</p>', shown: '<p>a<br>---</p>' },
  { html: '<p>a<br>---<a id="q"></a></p>', shown: '<p>a<br>---</p>' },

  makeSame('<p>Foo<br>===<br>Bar</p>'),
  makeSame('<p>|a|<br>|:-:|<br>|b|</p>'),
  makeSame('<h2>1. First</h2><p>2020. A year</p><p>- no item</p><p>+ neither</p>'),

  { html: '<p><b>a</b><b>b</b></p>', shown: '<p><strong>ab</strong></p>' },
  { html: '<p><b>a</b><a id="x"></a><b>b</b></p>', shown: '<p><strong>ab</strong></p>' },
  { html: '<p><i>a</i><i>b</i></p>', shown: '<p><em>ab</em></p>' },
  makeSame('<p><strong>a</strong><em>b</em></p>'),
  makeSame('<p><em>a</em><strong>b</strong>c</p>'),
  makeSame('<p><strong>a</strong><code>x</code><strong>b</strong></p>'),
  makeSame('<p><del>v1</del> v2</p>'),
  { html: '<p><s>v1</s><strike>v2</strike> v3</p>', shown: '<p><del>v1v2</del> v3</p>' },
  { html: '<p>He said <q>yes</q></p>', shown: '<p>He said “yes”</p>' },
  makeSame('<p>x<sup>2</sup>, <sup>1</sup>/<sub>2</sub>, H<sub>2</sub>O</p>'),

  makeSame('<h2>C #</h2>'),
  makeSame('<h2>#</h2>'),
  makeSame('<h2>a # #</h2>'),
  makeSame('<h2>C#</h2>'),
  { html: '<h2><p>Step 1</p>Create</h2>', shown: '<h2>Step 1 Create</h2>' },

  makeSame('<ol start="0"><li>a</li><li>b</li></ol>'),
  { html: '<ol reversed><li>a</li><li>b</li></ol>', shown: '<ul><li>2. a</li><li>1. b</li></ul>' },
  { html: '<ol type="a"><li>a</li><li>b</li></ol>', shown: '<ul><li>a. a</li><li>b. b</li></ul>' },
  { html: '<ol type="I" start="9"><li>a</li></ol>', shown: '<ul><li>IX. a</li></ul>' },
  { html: '<ol><li>a</li><li value="7">b</li></ol>', shown: '<ul><li>1. a</li><li>7. b</li></ul>' },
  { html: '<ol start="12345678901"><li>a</li></ol>', shown: '<ul><li>12345678901. a</li></ul>' },
  { html: '<ol start="-2"><li>a</li></ol>', shown: '<ul><li>-2. a</li></ul>' },

  ...[
    '<code>a|b</code>',
    '<code>a\\|b</code>',
    '<code>\\\\|</code>',
    '<code>\\</code>|x',
    '<code>`a|`\\|</code>',
    'a\\|b',
  ].map(makeCell),
  {
    html: '<table><tr><td rowspan="2">A</td><td>1</td></tr><tr></tr><tr><td>B</td><td>2</td></tr></table>',
    shown:
      '<table><thead><tr><th></th><th></th></tr></thead><tbody><tr><td>A</td><td>1</td></tr>' +
      '<tr><td>B</td><td>2</td></tr></tbody></table>',
  },
  {
    html: `<table>${head}<tbody><tr><th colspan="2">G</th></tr><tr><td>x</td><td>y</td></tr></tbody></table>`,
    shown: `<table>${head}<tbody><tr><td>G</td><td></td></tr><tr><td>x</td><td>y</td></tr></tbody></table>`,
  },
]
