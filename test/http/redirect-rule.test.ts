// Where a download may be led by the server that was asked.

import { expect, it } from 'vitest'
import { redirectTrouble } from '../../src/http/client/redirect-rule.ts'

it.each([
  ['https://github.com/o/r/releases/download/docs/catalog.json', 'https://objects.githubusercontent.com/x?signed=1'],
  ['https://docs.example/a', 'https://docs.example/b'],
  ['https://docs.example/a', 'https://[2606:4700::1111]/b'],
  ['https://10.0.0.5/a', 'https://10.0.0.5/b'],
  ['http://127.0.0.1:8000/a', 'http://localhost:9000/b'],
  ['http://localhost/a', 'https://10.0.0.5/b'],
])('%s leads to %s', (typed, next) => expect(redirectTrouble(typed, next)).toBeUndefined())

it.each<[string, string, string]>([
  ['https://docs.example/a', 'http://docs.example/a', 'https to http'],
  ['https://docs.example/a', 'http://127.0.0.1/a', 'https to http'],
  ['https://127.0.0.1/a', 'http://127.0.0.1/a', 'https to http'],
  ...[
    '127.0.0.1',
    'localhost',
    'box.localhost',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '2130706433',
    '0x7f.1',
    '[::1]',
    '[::]',
    '[fe80::1]',
    '[fd00::1]',
    '[::ffff:10.0.0.1]',
    '[64:ff9b::a00:1]',
    'printer.local',
    'metadata.google.internal',
    'wiki',
    'localhost.',
  ].map((host): [string, string, string] => ['https://docs.example/a', `https://${host}/a`, 'private network']),
  ['https://10.0.0.5/a', 'https://10.0.0.6/a', 'private network'],
])('%s does not lead to %s', (typed, next, reason) => expect(redirectTrouble(typed, next)).toContain(reason))
