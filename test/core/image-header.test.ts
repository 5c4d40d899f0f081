import { describe, expect, test } from 'vitest'
import { getImagePath, getImageUrl, isImagePath, readClaimedType } from '../../src/core/model/image.ts'
import { checkImage } from '../../src/core/model/image-header.ts'
import { listImageLinks } from '../../src/core/text/image-links.ts'
import { measureCpuMs } from '../cpu-time.ts'
import { GIF, JPEG, makeLongPng, makePng, SVG, WEBP } from '../images/made-images.ts'

describe('an image is told by its bytes', () => {
  test.each([
    ['image/png', makePng(30, 20), 30, 20],
    ['image/gif', GIF, 1, 1],
    ['image/jpeg', JPEG, 3, 2],
    ['image/webp', WEBP, 3, 2],
    ['image/svg+xml', Buffer.from(SVG), undefined, undefined],
  ] as const)('%s', (type, bytes, width, height) => {
    expect(checkImage(bytes, type)).toMatchObject({ kind: 'image', image: { type, width, height } })
  })

  test.each([
    ['another type than it claims', GIF, 'image/png', 'it says image/png and is image/gif'],
    ['a page', Buffer.from('<!DOCTYPE html><html></html>'), 'image/svg+xml', 'is something else'],
    ['an SVG with entities', Buffer.from(`<!DOCTYPE svg [<!ENTITY a "b">]>${SVG.slice(22)}`), 'image/svg+xml', 'else'],
    ['text that is no UTF-8', Buffer.from([0x3c, 0xff, 0xfe]), 'image/svg+xml', 'is something else'],
    ['a cut one', makePng(3, 3).subarray(0, 20), 'image/png', 'is something else'],
    ['one without pixels', makePng(0, 3), 'image/png', 'it has no size'],
    ['one that would fill the memory', makePngOf(60_000, 60_000), 'image/png', '60000 times 60000'],
    ['one that is too long', makeLongPng(5_000_000), 'image/png', 'more than'],
    ['one of a type that is not kept', GIF, undefined, 'of no type that is kept'],
  ] as const)('%s is refused', (_, bytes, claimed, reason) => {
    const check = checkImage(bytes, claimed)
    expect(check.kind === 'refused' && check.reason).toContain(reason)
  })

  test('what a store of files says of nothing in particular, the name says', () => {
    expect(readClaimedType('binary/octet-stream', '/a/b.PNG')).toBe('image/png')
    expect(readClaimedType('image/jpg; q=1', '/a/b.png')).toBe('image/jpeg')
    expect(readClaimedType('text/html', '/a/b.png')).toBeUndefined()
  })
})

describe('an address of an image', () => {
  test.each([
    ['https://docs.aws.amazon.com/lamp/latest/dg/images/a%20b.png?x=1#y', '/lamp/latest/dg/images/a%20b.png'],
    ['http://docs.amazonaws.com/lamp/latest/dg/images/a.PNG', '/lamp/latest/dg/images/a.PNG'],
    ['https://docs.amazonaws.cn/en_us/lamp/latest/dg/a.svg', '/aws-cn/en_us/lamp/latest/dg/a.svg'],
    ['https://docs.aws.amazon.com/lamp/latest/dg/', undefined],
    ['https://docs.aws.amazon.com/lamp/latest/dg/page.html', undefined],
    ['https://docs.aws.amazon.com:8443/a.png', undefined],
    ['https://user@docs.aws.amazon.com/a.png', undefined],
    ['https://docs.aws.amazon.com/aws-cn/a.png', undefined],
    ['https://docs.aws.amazon.com//evil.example/a.png', undefined],
    ['https://evil.example/a.png', undefined],
    ['data:image/png;base64,AAAA', undefined],
  ])('%s', (address, path) => {
    expect(getImagePath(address)).toBe(path)
    if (path !== undefined) expect(getImagePath(getImageUrl(path))).toBe(path)
  })

  test.each(['/a/../b.png', '//evil.example/b.png', '/a b.png', '/a.png?x.png', 'a.png', '/%zz\n.png'])(
    '%j is the path of none',
    (path) => expect(isImagePath(path)).toBe(false),
  )
})

describe('the images of a Markdown text', () => {
  test('come in order, with their alternative text, and not from code', () => {
    const text = `A ![one \\[a\\]](https://x/1.png) and [![](https://x/2.png)](https://y)\n\n\`\`\`\n![no](https://x/no.png)\n\`\`\`\n\n| ![three](https://x/3.png) |`
    expect(listImageLinks(text)).toEqual([
      { address: 'https://x/1.png', alt: 'one [a]' },
      { address: 'https://x/2.png', alt: '' },
      { address: 'https://x/3.png', alt: 'three' },
    ])
  })

  test.each(['![', '![a\\', '![](', '![a](b', '```\n![a](b)\n'])(
    'a page of %j takes no longer than its length',
    (part) => {
      expect(measureCpuMs(() => void listImageLinks(part.repeat(200_000)))).toBeLessThan(2000)
    },
  )
})

function makePngOf(width: number, height: number): Buffer {
  const bytes = Buffer.from(makePng(1, 1))
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}
