// Small pieces of HTML, repeated, that once cost the square of their length or more, or became gigabytes.

/** By what it does: the content of a page with `n` of it. */
export const HOSTILE: Readonly<Record<string, (n: number) => string>> = {
  'nested quotes': (n) => '<blockquote>a'.repeat(n),
  'nested lists': (n) => '<ul><li>a'.repeat(n),
  'nested blocks': (n) => '<div>a'.repeat(n),
  'nested spans': (n) => '<span>a'.repeat(n),
  'nested code': (n) => `${'<code>'.repeat(n)}x<img src=x>`,
  'nested code blocks': (n) => `${'<pre>'.repeat(n)}x`,
  'nested tables': (n) => '<table><tr><td>a'.repeat(n),
  'nested headings': (n) => '<h2><b>x'.repeat(n),
  'nested terms of tabs': (n) => '<awsdocs-tabs><dl><dt>x'.repeat(n),
  'end tags of what is not open': (n) => '<a>'.repeat(n) + '</b>'.repeat(n),
  'foreign elements': (n) => '<svg>'.repeat(n),
  'titles in foreign elements': (n) => '<svg><title>'.repeat(n),
  'images never closed in a spanned cell': (n) => spanCell('!['.repeat(n)),
  'links never closed in a spanned cell': (n) => spanCell('['.repeat(n)),
  'links without an end in a spanned cell': (n) => spanCell('[a]('.repeat(n)),
  'second headings': (n) => '<h2>a</h2>'.repeat(n),
  'third headings': (n) => '<h3>a</h3>'.repeat(n),
  'bold blanks': (n) => `${'<b> </b> '.repeat(n)}x`,
  'bold blanks after a long text': (n) => `${'a '.repeat(n)}${'<b> </b>'.repeat(n)}x`,
  'links of blanks after a long text': (n) => `${'a '.repeat(n)}${'<a href="#x"> </a>'.repeat(n)}x`,
  'line breaks': (n) => `${'<br> '.repeat(n)}x`,
  'bold line breaks': (n) => `${'<b><br></b>'.repeat(n)}x`,
  'blanks that stay': (n) => `a${'&nbsp;'.repeat(n)}x`,
  'bold blanks that stay': (n) => `${'<b>&nbsp;</b>'.repeat(n)}x`,
  'bold images': (n) => '<b><img src=x></b>'.repeat(n),
  'tables below headings': (n) => '<h2>x</h2><table><tr><td>a</table>'.repeat(n / 4),
  anchors: (n) => `${'<a id="a1"></a>'.repeat(n)}x`,
  'bold text between anchors': (n) => `${'<b>a</b><a id="a1"></a>'.repeat(n)}x`,
  'lines of text': (n) => 'x<br>'.repeat(n),
  items: (n) => `<ul>${'<li>x'.repeat(n)}</ul>`,
  terms: (n) => `<dl>${'<dt>x<dd>y'.repeat(n)}</dl>`,
  'columns of a header': (n) => `<table><thead><tr>${'<th colspan=49>abc'.repeat(n / 4)}</thead><tr><td>x</table>`,
  'a code block': (n) => `<pre>${'x'.repeat(8 * n)}</pre>`,
  'one line': (n) => 'word '.repeat(n),
  escapes: (n) => '*'.repeat(n),
  ticks: (n) => `<code>${'`'.repeat(n)}a</code>`,
  paragraphs: (n) => '<p>x</p>'.repeat(n),
  links: (n) => '<a href="#x">a</a> '.repeat(n),
}

function spanCell(cell: string): string {
  return `<table><tr><td rowspan=2>${cell}</td><td>a</td></tr><tr><td>b</td></tr></table>`
}
