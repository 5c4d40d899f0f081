// A pasted log is asked for the line that says what went wrong, not for the lines around it, which pages on what logs
// look like show too.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dropLogContext } from '../../src/search/query/drop-log-context.ts'
import { openSite, type Site, type SitePage } from './made-site.ts'

const PAGES: SitePage[] = [
  ...['Python', 'Ruby', 'Go'].map(
    (language): SitePage => ({
      guide: 'relay',
      name: `logging-${language.toLowerCase()}`,
      title: `Logging in ${language}`,
      text:
        'A log has a start line, an end line and a report line for each request: duration, billed duration, memory size, ' +
        'memory used, init duration.\n\n```\nSTART RequestId: 1a2b Version: $LATEST\nEND RequestId: 1a2b\n' +
        'REPORT RequestId: 1a2b Duration: 2.1 ms Billed Duration: 3 ms Memory Size: 64 MB Max Memory Used: 12 MB\n```',
    }),
  ),
  {
    guide: 'relay',
    name: 'slow-requests',
    title: 'Requests that take too long',
    text: 'When a task has timed out, give it more seconds in the settings.',
  },
]

let site: Site
beforeAll(async () => {
  site = await openSite(PAGES)
})
afterAll(() => site.close())

const REPORT =
  'REPORT RequestId: 77-ab Duration: 3003.17 ms Billed Duration: 3000 ms Memory Size: 128 MB Max Memory Used: 87 MB'

test.each([
  ['line by line', `2024-05-01T10:00:03.000Z 77-ab Task timed out after 3.00 seconds\nEND RequestId: 77-ab\n${REPORT}`],
  ['in one line', `2024-05-01T10:00:03.000Z 77-ab Task timed out after 3.00 seconds END RequestId: 77-ab ${REPORT}`],
  ['below its start', `START RequestId: 77-ab Version: $LATEST\nTask timed out after 3.00 seconds\n${REPORT}`],
])('the error of a pasted invocation is found, %s', (_, paste) => {
  expect(site.order(paste)[0]).toBe('relay/slow-requests')
})

test('a report alone is asked for as it is', () => {
  expect(site.order(`2024-05-01T10:00:03.000Z ${REPORT}`)[0]).toMatch(/logging/)
})

describe('of a log', () => {
  const left = (text: string) =>
    dropLogContext(text)
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)

  test.each([
    ['Java', '10:00 INFO c.e.Main - starting orders\n10:01 ERROR c.e.Db - no such table\n10:02 DEBUG c.e.Main - done'],
    ['Go', 'level=info msg="starting"\nlevel=error msg="no such table"\nlevel=debug msg="done"'],
    ['PostgreSQL', "LOG:  copy sales from 'x'\nERROR:  no such table\nLOG:  duration: 3 ms"],
    ['nginx', '1.2.3.4 - - [14/Mar] "GET /a HTTP/1.1" 200 612\n[error] 7#7: no such table'],
    ['kubectl', '  Normal   Scheduled  3m  default-scheduler  Assigned\n  Warning  Failed  2m  kubelet  no such table'],
    ['CodeBuild', '[Container] 2024/02/11 10:10:01 Waiting for agent ping\nno such table'],
  ])('of %s the line that says what went wrong is left', (_, log) => {
    expect(left(log)).toEqual([expect.stringContaining('no such table')])
  })

  test('a line of a low level stays where it is the one that says so', () => {
    const log = 'INFO starting\nINFO could not connect\nINFO done'
    expect(left(log)).toEqual(['INFO could not connect'])
  })

  test('all stays where no line says so', () => {
    expect(left('INFO starting\nINFO done')).toEqual(['INFO starting', 'INFO done'])
  })

  test('that all memory was used is said', () => {
    const full = 'REPORT RequestId: 1 Duration: 9 ms Memory Size: 256 MB Max Memory Used: 256 MB signal: killed'
    expect(left(full).join(' ')).toBe('memory size  signal: killed')
    expect(left(full.replace('Used: 256', 'Used: 25')).join(' ')).toBe('signal: killed')
  })
})
