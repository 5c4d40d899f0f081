import { describe, expect, test } from 'vitest'
import type { Table } from '../../src/core/model/page.ts'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import { rankTableRows, type TableInContext } from '../../src/search/tables/rank-table-rows.ts'

interface Named extends TableInContext {
  readonly name: string
}

function makeSource(name: string, columns: string[], rows: string[][], around: Partial<TableInContext> = {}): Named {
  const table: Table = { section: 0, title: '', columns, rows, spans: [] }
  return { name, table, headings: '', page: '', owner: '', pageCover: 0, ...around }
}

const LAMBDA = makeSource(
  'lambda',
  ['Resource', 'Default'],
  [
    ['Concurrent executions', '1,000'],
    ['Function timeout', '900 seconds'],
  ],
  {
    headings: 'Lambda quotas',
  },
)
const EDGE = makeSource(
  'edge',
  ['Resource', 'Default'],
  [
    ['Concurrent executions', '500'],
    ['Rules', '25'],
  ],
  {
    headings: 'CloudFront quotas',
  },
)
const RELEASES = makeSource(
  'releases',
  ['Change', 'Description'],
  [
    [
      'Longer runs',
      'The maximum timeout of a function grew from five to fifteen minutes, as many of you asked for at the conference',
    ],
  ],
  { page: 'Lambda releases' },
)
const ACTIONS = makeSource(
  'actions',
  ['Actions', 'Description', 'Condition keys'],
  [
    ['[PutLamp](https://docs.aws.amazon.com/x/latest/y/acl.html)', 'Puts a lamp', '`lamp:acl`'],
    ['[PutLampAcl](https://docs.aws.amazon.com/x/latest/y/z.html)', 'Puts the acl', '`lamp:acl`'],
    ['Copy', 'Needs lamp:PutLamp', ''],
  ],
)

function listOrder(query: string, sources: readonly Named[]): string[] {
  return rankTableRows(parseQuery(query), sources).map(({ source, row }) => `${source.name} ${row}`)
}

describe('the rows of tables', () => {
  test('come from the table whose headings the query names, where rows are called the same', () => {
    expect(listOrder('Lambda concurrent executions quota', [EDGE, LAMBDA])[0]).toBe('lambda 0')
    expect(listOrder('CloudFront concurrent executions', [LAMBDA, EDGE])[0]).toBe('edge 0')
  })

  test('that are called what was asked for come before long ones that mention it', () => {
    expect(listOrder('function timeout', [RELEASES, LAMBDA])[0]).toBe('lambda 1')
  })

  test('with a whole identifier in the first column come before those that need it, and longer names', () => {
    expect(listOrder('PutLamp condition keys acl', [ACTIONS])).toEqual(['actions 0', 'actions 1', 'actions 2'])
    expect(listOrder('lamp:PutLamp', [ACTIONS])[0]).toBe('actions 0')
  })

  test('are not found by the address that a link leads to', () => {
    expect(listOrder('x latest html', [ACTIONS])).toEqual([])
  })

  test('are found by a synonym of a column, and by Japanese words', () => {
    const types = makeSource(
      'types',
      ['名前', '範囲'],
      [
        ['SMALLINT または INT2', '-32768'],
        ['BIGINT', '-9223372036854775808'],
      ],
    )
    expect(listOrder('SMALLINT の範囲', [types])).toEqual(['types 0'])
  })

  test('are none for words that no row holds, and for a query without words', () => {
    expect(listOrder('telescope', [LAMBDA, EDGE])).toEqual([])
    expect(listOrder('???', [LAMBDA])).toEqual([])
  })
})

test('an action that is named with its service is a row of that service, by whatever name its page has it', () => {
  const makeActions = (name: string, service: string) =>
    makeSource(
      name,
      ['Actions', 'Access level'],
      [
        ['GetItem', 'Read'],
        ['PutItem', 'Write'],
      ],
      {
        page: `Actions, resources, and condition keys for ${service}`,
      },
    )
  const store = makeActions('store', 'AWS Elemental MediaStore')
  const ledger = makeActions('ledger', 'Amazon Simple Storage Service')
  const needs = makeSource('needs', ['Task', 'Dependent actions'], [['Copy an item', 's3:PutItem']])
  expect(listOrder('s3:PutItem access level', [needs, store, ledger])[0]).toBe('ledger 1')
  expect(listOrder('mediastore:PutItem access level', [ledger, needs, store])[0]).toBe('store 1')
  expect(listOrder('access level for aws mediastore put-item', [ledger, needs, store])[0]).toBe('store 1')
})

test('rows of the service that is named come before those of others, its action first, whatever else they say', () => {
  const makeOwned = (name: string, owner: string, rows: string[][]) =>
    makeSource(name, ['Name', 'Needs'], rows, { owner, page: owner })
  const own = makeOwned('own', 'Amazon Simple Storage Service', [
    ['Lists of objects', ''],
    ['GetObject', ''],
  ])
  const lists = makeOwned('lists', 'Lists of a lamp', [['Copy', 's3:GetObject sts:AssumeRole']])
  expect(listOrder('s3:GetObject object', [lists, own])).toEqual(['own 1', 'own 0', 'lists 0'])
  // Part of a word is no name: "sts" is in "lists".
  const tokens = makeOwned('tokens', 'AWS Security Token Service', [['AssumeRole', '']])
  expect(listOrder('sts:AssumeRole', [lists, tokens])[0]).toBe('tokens 0')
  // What is written alike and names no service leads nowhere.
  expect(listOrder('note:GetObject object', [own, lists])[0]).toBe('own 1')
})

describe('a table of what changed when', () => {
  const around = { page: 'Lambda quotas' }
  const history = makeSource(
    'history',
    ['Change', 'Description', 'Date'],
    [['Concurrent executions', 'Now limited.', 'May 5, 2015']],
    around,
  )
  const now = makeSource('now', ['Resource', 'Default'], [['Concurrent executions', '1,000']], around)

  test('comes behind what is so now', () => {
    expect(listOrder('Lambda concurrent executions quota', [history, now])).toEqual(['now 0', 'history 0'])
  })

  test.each(['when were Lambda concurrent executions limited', 'Lambda concurrent executions change date'])(
    'does not where it is asked for: %s',
    (query) => {
      expect(listOrder(query, [history, now])[0]).toBe('history 0')
    },
  )
})
