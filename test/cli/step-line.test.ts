import { describe, expect, it } from 'vitest'
import { fitTo, measureWidth, wrapTo } from '../../src/cli/terminal/display-width.ts'
import { formatAmount, formatStepLine, type ProgressStep } from '../../src/cli/terminal/step-line.ts'

const CRAWL: ProgressStep = {
  name: 'redshift-dg ja_jp',
  done: 12,
  total: 312,
  leftMs: 1_500_000,
  rest: '12 new, 3 unchanged',
}

describe('a line of progress', () => {
  it('leaves out what does not fit, the least important first', () => {
    expect(formatStepLine(CRAWL, 100)).toBe(
      'redshift-dg ja_jp █░░░░░░░░░░░░░░░░░░░░░░░ 12 of 312 · about 25 minutes left · 12 new, 3 unchanged',
    )
    expect(formatStepLine(CRAWL, 60)).toBe('redshift-dg ja_jp ░░░░░░░░ 12 of 312 · about 25 minutes left')
    expect(formatStepLine(CRAWL, 40)).toBe('redshift-dg ja_jp ░░░░░░░░░░░░ 12 of 312')
    expect(formatStepLine(CRAWL, 20)).toBe('redshift-dg ja_jp 1…')
  })

  it('is never wider than it may be, whatever it tells', () => {
    for (const name of ['a', '日本語のガイド', 'x'.repeat(90)])
      for (const total of [undefined, 0, 7, 1e9])
        for (const rest of ['', '名前の長いガイド 12 new', 'y'.repeat(200)])
          for (const leftMs of [0, 1e8])
            for (let columns = 1; columns <= 130; columns += 3)
              expect(measureWidth(formatStepLine({ name, total, rest, leftMs, done: 5 }, columns))).toBeLessThanOrEqual(
                columns,
              )
  })

  it('says what is there where the total is not known', () => {
    expect(formatAmount({ done: 0, total: undefined })).toBe('')
    expect(formatAmount({ done: 1_234_567, total: undefined, isBytes: true })).toBe('1.23 MB')
    expect(formatStepLine({ name: 'downloading', done: 0, total: undefined, rest: 'guide' }, 60)).toBe(
      'downloading · guide',
    )
  })
})

describe('text on a terminal', () => {
  it('is cut by columns, of which an ideograph takes two', () => {
    expect(fitTo('日本語のガイド', 14)).toBe('日本語のガイド')
    expect(fitTo('日本語のガイド', 8)).toBe('日本語…')
    expect(fitTo('e\u0301te\u0301', 2)).toBe('e\u0301…')
  })

  it('is broken between words and between ideographs, never before their punctuation, and loses nothing but blanks', () => {
    expect(wrapTo('the quick brown fox', 10)).toEqual(['the quick', 'brown fox'])
    expect(wrapTo('関数を設定します。次に', 16)).toEqual(['関数を設定しま', 'す。次に'])
    expect(wrapTo('arn:aws:lambda:us-east-1', 8)).toEqual(['arn:aws:', 'lambda:u', 's-east-1'])
    expect(wrapTo('', 8)).toEqual([''])
    const text = 'Lambda 関数 は、最大 15 分 (900 秒) まで。 averyveryverylongwordindeed end'
    for (let columns = 2; columns < 40; columns++) {
      const lines = wrapTo(text, columns)
      expect(lines.join('').replace(/ /g, '')).toBe(text.replace(/ /g, ''))
    }
  })
})
