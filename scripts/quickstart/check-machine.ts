// Whether this machine can hold an index at all, asked right after installing: Node and its SQLite. One message with the remedy, and 1, where it cannot.

import { checkNode, checkSqlite } from '../../src/doctor/check-runtime.ts'

const node = checkNode()
const wrong = node.level === 'ok' ? await checkSqlite() : node
if (wrong.level !== 'ok') {
  console.error(`
error: ${wrong.message}

${wrong.remedy}

With another Node, run "npm run quickstart" again. After a build of better-sqlite3 go on without installing anew:

  npm run build && npx tsx scripts/quickstart.ts
`)
  process.exitCode = 1
}
