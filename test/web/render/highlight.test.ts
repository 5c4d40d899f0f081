// Code in colours: which, and what it may cost.

import type { Element } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { expect, test } from 'vitest'
import { createHighlighter } from '../../../src/web/render/highlight.ts'
import { markTree } from '../../../src/web/render/mark-tree.ts'
import { toWords } from '../asked.ts'

const render = (code: string, language?: string) => toHtml(createHighlighter()(code, language))

test.each([
  ['json', '{"a": 1}', 't-attr'],
  ['yaml', 'a: "text"', 't-attr'],
  ['bash', 'if true; then echo "x"; fi', 't-keyword'],
  ['shell', '$ ls -l', 't-meta'],
  ['sql', 'SELECT 1 FROM t', 't-keyword'],
  ['python', 'def f(): return 1', 't-keyword'],
  ['java', 'public class A {}', 't-keyword'],
  ['php', '<?php echo "x";', 't-string'],
  ['javascript', 'const a = 1', 't-keyword'],
  ['typescript', 'type A = string', 't-keyword'],
  ['csharp', 'using System;', 't-keyword'],
  ['go', 'package main', 't-keyword'],
  ['ruby', 'def a; end', 't-keyword'],
  ['xml', '<a b="c"/>', 't-name'],
])('%s is coloured', (language, code, kind) => {
  const markup = render(code, language)
  expect(markup).toContain(`class="${kind}`)
  expect(markup).not.toContain('style=')
})

test('JSON, templates and commands are known without a name; other code without one stays plain', () => {
  expect(render('{ "Version": "2012-10-17" }')).toContain('t-attr')
  expect(render('Resources:\n  Lamp:\n    Type: "A"')).toContain('t-attr')
  expect(render('lamp on && lamp off')).toBe('lamp on &#x26;&#x26; lamp off')
  expect(render('x', 'no-such-language')).toBe('x')
})

test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])(
  'a language named %s is none',
  (name) => {
    expect(render('x', name)).toBe('x')
  },
)

test('what would cost too much is plain', () => {
  expect(render(`const a = '${'a'.repeat(20_000)}'`, 'typescript')).not.toContain('<span')
  expect(render(`const a = '${'a'.repeat(500)}'`, 'typescript')).not.toContain('<span')
  const highlight = createHighlighter()
  const block = 'const a = 1\n'.repeat(1_500)
  const coloured = Array.from({ length: 40 }, () => toHtml(highlight(block, 'typescript')).includes('<span'))
  expect(coloured.filter(Boolean).length).toBe(8)
})

test('a word that colours cut in two is marked in both parts', () => {
  const part: Element = { type: 'element', tagName: 'span', properties: {}, children: [{ type: 'text', value: 'Get' }] }
  const children: Element['children'] = [part, { type: 'text', value: 'Object is called' }]
  const pre: Element = { type: 'element', tagName: 'pre', properties: {}, children }
  markTree(pre, toWords('GetObject'), 1000)
  expect(toHtml(pre)).toBe('<pre><span><mark>Get</mark></span><mark>Object</mark> is called</pre>')
})
