// What npm's install script of better-sqlite3 printed on machines where it failed, shortened.

import { expect, it } from 'vitest'
import { listReasons, listRemedies } from '../../scripts/quickstart/install-trouble.ts'

const BEGINNING = `> better-sqlite3@12.11.1 install
> prebuild-install || node-gyp rebuild --release

prebuild-install warn install getaddrinfo ENOTFOUND github.com
gyp info it worked if it ends with ok
gyp info find Python using Python version 3.11.7 found at "/usr/bin/python3"
`
const END = `gyp ERR! System Linux 6.18.44
gyp ERR! command "/usr/bin/node" "/usr/lib/node_modules/npm/node_modules/node-gyp/bin/node-gyp.js" "rebuild" "--release"
gyp ERR! not ok

up to date in 6s
`
const NO_HEADERS = `${BEGINNING}gyp http GET https://nodejs.org/download/release/v20.20.2/node-v20.20.2-headers.tar.gz
gyp ERR! configure error
gyp ERR! stack Error: This is most likely not a problem with node-gyp or the package itself and
gyp ERR! stack is related to network connectivity. In most cases you are behind a proxy or have bad
gyp ERR! stack network settings.
gyp ERR! stack at go (/usr/lib/node_modules/npm/node_modules/node-gyp/lib/install.js:244:21)
${END}`
const NO_COMPILER = `${BEGINNING}gyp info spawn make
gyp ERR! build error
gyp ERR! stack Error: not found: make
gyp ERR! stack at getNotFoundError (/usr/lib/node_modules/npm/node_modules/which/lib/index.js:16:17)
${END}`
const NO_PYTHON = `prebuild-install warn install getaddrinfo ENOTFOUND github.com
gyp ERR! find Python
gyp ERR! find Python Python is not set from command line or npm configuration
gyp ERR! configure error
gyp ERR! stack Error: Could not find any Python installation to use
${END}`

it('the reason is shown in the words of npm, without where it happened', () => {
  expect(listReasons(NO_COMPILER)).toEqual([
    'prebuild-install warn install getaddrinfo ENOTFOUND github.com',
    'gyp ERR! stack Error: not found: make',
  ])
  expect(listReasons(NO_HEADERS)).toContain(
    'gyp ERR! stack is related to network connectivity. In most cases you are behind a proxy or have bad',
  )
})

it.each([
  ['headers that cannot be fetched', NO_HEADERS, ['Node 22.13', 'npm_config_nodedir=/usr ', 'github.com']],
  ['no compiler', NO_COMPILER, ['Node 22.13', 'C++ compiler', 'github.com']],
  ['no Python', NO_PYTHON, ['Node 22.13', 'Install Python', 'github.com']],
])('%s: the remedies are those that fit', (_what, output, expected) => {
  const remedies = listRemedies(output, { withHeaders: '/usr', command: 'npm cit' })
  expect(remedies).toHaveLength(expected.length)
  for (const [at, part] of expected.entries()) expect(remedies[at]).toContain(part)
})

it('where Node came without its headers, the folder is left to be named', () => {
  expect(listRemedies(NO_HEADERS, { withHeaders: undefined, command: 'npm cit' })[1]).toContain(
    'nodedir=FOLDER npm cit, where',
  )
})
