// What becomes of the errors that the bindings throw, in the shape of either.

import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { explainSqliteError } from '../../src/store/sqlite/explain-sqlite-error.ts'

const FILE = join(tmpdir(), 'index.sqlite')
const makeFailed = (fields: object) => Object.assign(new Error('as the binding says it'), fields)

describe.each([
  ['node:sqlite', { errcode: 266 }, { errcode: 11 }],
  ['better-sqlite3', { code: 'SQLITE_IOERR_READ' }, { code: 'SQLITE_CORRUPT' }],
])('with %s', (_, ioError, corrupt) => {
  test('a read that failed is no damage: it is to be tried again before anything else', () => {
    expect(explainSqliteError(makeFailed(ioError), FILE)).toMatchObject({
      code: 'INDEX_UNREADABLE',
      hint: expect.stringMatching(/^Try again; .*doctor/),
    })
  })

  test('a corrupt file is damaged', () => {
    expect(explainSqliteError(makeFailed(corrupt), FILE)).toMatchObject({ code: 'INDEX_DAMAGED' })
  })
})
