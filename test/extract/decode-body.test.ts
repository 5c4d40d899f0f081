import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { canBePage, decodeBody } from '../../src/extract/page/decode-body.ts'

const HTML = 'text/html'
const encodeLatin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1')

describe('the text of an answer', () => {
  it.each([
    ['by its type', encodeLatin1('caf\u00e9'), 'text/html; charset=ISO-8859-1', 'café'],
    ['by its type, in quotes', encodeLatin1('caf\u00e9'), 'text/html; charset="latin1"', 'café'],
    [
      'by what it says itself',
      encodeLatin1('<meta charset="windows-1252">caf\u00e9'),
      HTML,
      '<meta charset="windows-1252">café',
    ],
    [
      'by what it says in the old way',
      encodeLatin1('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">\u00e9'),
      HTML,
      '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">é',
    ],
    [
      'as UTF-8 when it says UTF-16 in a byte a character',
      Buffer.from('<meta charset="utf-16">é'),
      HTML,
      '<meta charset="utf-16">é',
    ],
    [
      'by its type before what it says itself',
      Buffer.from('<meta charset="latin1">é'),
      'text/html; charset=utf-8',
      '<meta charset="latin1">é',
    ],
    ['by its byte order mark, which is no text', Buffer.from('\ufeffé'), 'text/html; charset=latin1', 'é'],
    ['in two bytes a character', Buffer.from('\ufeffaé', 'utf16le'), HTML, 'aé'],
    ['of a charset that is not known as UTF-8', Buffer.from('é'), 'text/html; charset=klingon', 'é'],
    [
      'when XML names it',
      encodeLatin1('<?xml version="1.0" encoding="ISO-8859-1"?>\u00e9'),
      'text/xml',
      '<?xml version="1.0" encoding="ISO-8859-1"?>é',
    ],
    ['of a file that is stored packed', gzipSync('<urlset>é</urlset>'), 'application/xml', '<urlset>é</urlset>'],
  ])('is read %s', (_, body, type, text) => {
    expect(decodeBody(body, type)).toBe(text)
  })

  it('of what only begins like a packed file is read as it is', () => {
    expect(decodeBody(Buffer.from([0x1f, 0x8b, 0x61]), HTML)).toContain('a')
  })
})

it.each([
  ['application/pdf', '<html>', false],
  ['', '%PDF-1.7', false],
  ['', 'PK\u0003\u0004', false],
  ['image/png', '', false],
  ['application/json', '{}', false],
  ['binary/octet-stream', '<html>', false],
  ['', '<html>', true],
  ['text/html; charset=utf-8', '', true],
  ['application/xhtml+xml', '', true],
])('%s that begins with %s can be a page: %s', (type, start, can) => {
  expect(canBePage(encodeLatin1(start), type)).toBe(can)
})
