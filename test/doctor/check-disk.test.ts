// How much space is enough, on disks of every size.

import { expect, it } from 'vitest'
import { checkSpace } from '../../src/doctor/check-disk.ts'

it.each([
  [10_000_000, 'error'],
  [200_000_000, 'warning'],
  [5_000_000_000, 'ok'],
])('%d free bytes: %s', async (free, level) => {
  const finding = await checkSpace('/nowhere/index.sqlite', async () => free)
  expect(finding).toMatchObject({ check: 'disk', level })
  expect(finding.remedy === undefined).toBe(level === 'ok')
})

it('a disk that is not there is a failure with a remedy', async () => {
  const finding = await checkSpace('/nowhere/index.sqlite', async () => {
    throw new Error('ENODEV')
  })
  expect(finding).toMatchObject({ level: 'error', message: 'ENODEV', remedy: expect.stringContaining('disk') })
})
