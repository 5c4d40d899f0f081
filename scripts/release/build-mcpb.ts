// npm run mcpb [-- FOLDER]: builds the bundle that Claude Desktop installs with a double click, and the server.json
// that names it by its hash, into FOLDER (default: build). Needs a build.

import { resolve } from 'node:path'
import { buildMcpb } from '../mcpb/build.ts'
import { readOptions } from '../read-options.ts'

const folder = resolve(readOptions({ allowPositionals: true }).positionals[0] ?? 'build')
const { file, sha256, entries, bytes, unpackedBytes, registryEntry } = await buildMcpb(folder)
console.log(`${file}
  ${entries} files, ${formatKilobytes(bytes)} packed, ${formatKilobytes(unpackedBytes)} unpacked
  SHA-256 ${sha256}
${registryEntry}
  names it for the MCP registry`)

function formatKilobytes(count: number): string {
  return `${Math.round(count / 1000)} kB`
}
