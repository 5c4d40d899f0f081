// Makes the .mcpb bundle: the built program and the packages that it uses, joined into a few files by Rolldown; the
// data that it reads; the manifest.
// Nothing native is in it: SQLite is the one built into Node. The same sources give the same bytes.

import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { validateManifest } from '@anthropic-ai/mcpb'
import { describeServer } from '../docs/tool-tables.ts'
import { zipFolder } from './archive.ts'
import { joinProgram } from './join-program.ts'
import { makeManifest, type ProductPackage } from './manifest.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const ENTRY = join(ROOT, 'dist/cli/run.js')
/** What the program reads at run time, in the places where it looks for it. */
const DATA = [
  'data/api-errors.txt',
  'data/api-operations.LICENSE',
  'data/api-operations.txt',
  'data/service-codes.txt',
  'data/english-words.LICENSE',
  'data/english-words.txt',
  'data/everyday-words.txt',
  'data/guide-words.txt',
  'data/guides.json',
  'data/japanese-synonyms.LICENSE',
  'data/japanese-synonyms.txt',
  'data/coverage-model.json',
  'data/passage-model.json',
  'data/pricing-pages.txt',
  'data/product-terms.txt',
  'data/products.txt',
  'data/ranking-model.json',
  'data/japanese-words.txt',
  'src/web/assets',
  'LICENSE',
]

export interface BuiltMcpb {
  readonly file: string
  readonly sha256: string
  readonly entries: number
  readonly bytes: number
  readonly unpackedBytes: number
  /** The server.json to publish with this file. */
  readonly registryEntry: string
}

interface ServerJson {
  readonly packages: readonly { readonly registryType: string }[]
}

export async function buildMcpb(outFolder: string): Promise<BuiltMcpb> {
  if (!existsSync(ENTRY)) throw new Error('There is no dist/cli/run.js: run "npm run build".')
  const product = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as ProductPackage
  const staging = mkdtempSync(join(tmpdir(), 'mcpb-'))
  try {
    const licences = await joinProgram(ENTRY, join(staging, 'dist/cli'), { name: 'main', keepsNames: false })
    writeFileSync(join(staging, 'THIRD-PARTY-LICENSES.txt'), licences)
    // src/web/assets/icon.svg at 512 pixels: hosts take PNG only.
    cpSync(join(ROOT, 'scripts/mcpb/icon.png'), join(staging, 'icon.png'))
    for (const path of DATA) cpSync(join(ROOT, path), join(staging, path), { recursive: true })
    const { name, version } = product
    writeJson(join(staging, 'package.json'), { name, version, type: 'module', license: product.license })
    const manifest = makeManifest(product, await describeServer(join(staging, 'dist/cli/main.js')))
    writeJson(join(staging, 'manifest.json'), manifest)
    if (!validateManifestQuietly(join(staging, 'manifest.json')))
      throw new Error('The manifest is not valid; see above.')

    const { zip, entries, unpackedBytes } = zipFolder(staging)
    const sha256 = createHash('sha256').update(zip).digest('hex')
    mkdirSync(outFolder, { recursive: true })
    const file = join(outFolder, `${name}-${version}.mcpb`)
    writeFileSync(file, zip)
    const registryEntry = join(outFolder, 'server.json')
    writeJson(registryEntry, addHash(JSON.parse(readFileSync(join(ROOT, 'server.json'), 'utf8')) as ServerJson, sha256))
    return { file, sha256, entries, bytes: zip.length, unpackedBytes, registryEntry }
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}

// It says what is right on stdout, too.
function validateManifestQuietly(file: string): boolean {
  const { log } = console
  console.log = () => undefined
  try {
    return validateManifest(file)
  } finally {
    console.log = log
  }
}

// The hash cannot stand in the committed file: it follows from everything, that file's version included.
function addHash(server: ServerJson, sha256: string): ServerJson {
  const packages = server.packages.map((one) => (one.registryType === 'mcpb' ? { ...one, fileSha256: sha256 } : one))
  return { ...server, packages }
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`)
}
