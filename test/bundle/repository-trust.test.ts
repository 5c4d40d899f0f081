// What a pull refuses, what a kill leaves, and where a redirect may lead.

import { spawn } from 'node:child_process'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formatSignature, readPrivateKey, readPublicKey, writeKeyPair } from '../../src/bundle/format/signature.ts'
import { makeSignatureName } from '../../src/bundle/repository/signed-catalog.ts'
import { listGuides } from '../../src/store/guides/guide-rows.ts'
import { joinScript } from '../joined-script.ts'
import { answerFile, type Sides, serveFolder, setUpTwoSides } from './repository-setup.ts'
import { crawlPage, DAY, LAMBDA, makeIndex, readContent, readIndex, START } from './synthetic-index.ts'

const getCatalogFile = ({ repository }: Sides) => join(repository, 'catalog.json')
const hashBytes = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** Puts another catalog there, with a signature file of its own. */
function putCatalog(sides: Sides, text: string, signature?: Buffer): void {
  const bytes = Buffer.from(text)
  writeFileSync(getCatalogFile(sides), bytes)
  if (signature) writeFileSync(join(sides.repository, makeSignatureName(hashBytes(bytes))), signature)
}

async function publishSides(pages?: number): Promise<Sides> {
  const sides = await setUpTwoSides(pages)
  await sides.publish()
  return sides
}

async function pullRefused(sides: Sides, more: Parameters<Sides['pull']>[0] = {}) {
  const error = await sides.pull(more).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(existsSync(sides.there)).toBe(false)
  return error
}

describe('a catalog is refused', () => {
  it('when any byte of it was changed after it was signed', async () => {
    const sides = await publishSides()
    const good = readFileSync(getCatalogFile(sides), 'utf8')
    const signature = readFileSync(join(sides.repository, makeSignatureName(hashBytes(Buffer.from(good)))))
    for (const bad of [good.replace('"live": 8', '"live": 9'), `${good} `, good.slice(0, -20), '']) {
      // Neither with the signature where it was, nor under the name that the changed catalog asks for.
      for (const moved of [undefined, signature]) {
        putCatalog(sides, bad, moved)
        expect(await pullRefused(sides)).toMatchObject({ code: 'BAD_SIGNATURE' })
      }
    }
  })

  it('when it is not signed', async () => {
    const sides = await publishSides()
    for (const name of readdirSync(sides.repository)) if (name.endsWith('.sig')) rmSync(join(sides.repository, name))
    expect(await pullRefused(sides)).toMatchObject({
      code: 'BAD_SIGNATURE',
      message: expect.stringMatching(
        /it is not signed, or was changed after that .*, and a signature by [0-9a-f]{16} is/,
      ),
    })
  })

  it('when another key has signed it, naming both', async () => {
    const sides = await publishSides()
    const other = writeKeyPair(join(sides.folder, 'other'))
    expect(await pullRefused(sides, { trust: readPublicKey(other.publicFile) })).toMatchObject({
      code: 'BAD_SIGNATURE',
      message: expect.stringContaining(`it is signed by ${sides.key.id}, and a signature by ${other.id} is required`),
    })
    // Nor does the other's publisher write into it.
    await expect(sides.publish({ sign: readPrivateKey(other.privateFile) })).rejects.toMatchObject({
      code: 'BAD_SIGNATURE',
    })
  })

  it('when it is not valid, names files elsewhere, or has a format of later, although it is signed rightly', async () => {
    const sides = await publishSides()
    const good = readFileSync(getCatalogFile(sides), 'utf8')
    const file = sides.readCatalog().guides[0]?.bundle.file ?? ''
    for (const [bad, code] of [
      [good.replace(file, '../../secret.bundle'), 'BAD_BUNDLE'],
      [good.replace('"en_us"', '"klingon"'), 'BAD_BUNDLE'],
      [good.replace('"formatVersion": 1', '"formatVersion": 2'), 'BUNDLE_TOO_NEW'],
    ] as const) {
      putCatalog(sides, bad, formatSignature(Buffer.from(bad), readPrivateKey(sides.key.privateFile)))
      expect(await pullRefused(sides)).toMatchObject({ code })
    }
  })

  it('when it is older than the one seen there before, and taken when that is accepted', async () => {
    const sides = await publishSides()
    const old = join(sides.folder, 'old')
    cpSync(sides.repository, old, { recursive: true })
    await makeIndex(sides.here, (db) => crawlPage(db, LAMBDA, 'page-1', 'Edited.', START + DAY, true))
    await sides.publish({ at: START + 2 * DAY })
    await sides.pull()
    const kept = join(sides.folder, 'new')
    renameSync(sides.repository, kept)
    renameSync(old, sides.repository)
    const before = await readIndex(sides.there, readContent)
    await expect(sides.pull()).rejects.toMatchObject({
      code: 'CATALOG_TOO_OLD',
      message: expect.stringContaining('2026-01-02T00:00:00.000Z, and one of 2026-01-03T00:00:00.000Z was seen'),
      hint: expect.stringContaining('--accept-older'),
    })
    expect(await sides.pull({ acceptOlder: true })).toMatchObject({ kind: 'complete' })
    // Also then no newer page is given up for an older one.
    expect(await readIndex(sides.there, readContent)).toEqual(before)
    rmSync(sides.repository, { recursive: true })
    renameSync(kept, sides.repository)
    expect(await sides.pull()).toMatchObject({ kind: 'complete' })
  })

  it('is not forgotten with a damaged note of what was seen', async () => {
    const sides = await publishSides()
    await sides.pull()
    const note = join(sides.folder, 'reader', 'seen-catalogs.json')
    writeFileSync(note, readFileSync(note, 'utf8').slice(0, -9))
    await expect(sides.pull()).rejects.toMatchObject({ code: 'BAD_CONFIG', message: expect.stringContaining(note) })
  })
})

it('a bundle that the catalog names and the key has not signed, or that is of another guide, is refused', async () => {
  const sides = await publishSides()
  const [first, , third] = sides.readCatalog().guides
  const good = readFileSync(getCatalogFile(sides), 'utf8')
  // The publisher's catalog names the bundle of one guide as that of another.
  const swapped = good.replace(
    JSON.stringify(first?.bundle, null, 1).replaceAll('\n', '\n   '),
    JSON.stringify(third?.bundle, null, 1).replaceAll('\n', '\n   '),
  )
  expect(swapped).not.toBe(good)
  putCatalog(sides, swapped, formatSignature(Buffer.from(swapped), readPrivateKey(sides.key.privateFile)))
  const report = await sides.pull()
  expect(report.guides.map(({ outcome }) => outcome)).toEqual(['failed', 'pulled', 'pulled'])
  expect(report.guides[0]?.reason).toContain('is not what the catalog says it is')
})

describe('a pull that is stopped', () => {
  it('by a kill leaves whole guides, and the next one gets only the rest', async () => {
    const sides = await publishSides()
    const script = await joinScript(join(import.meta.dirname, 'killed-pull.ts'))
    const child = spawn(process.execPath, [script, sides.there, sides.repository, sides.key.publicFile, 'import'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    await new Promise((resolve) => child.stdout.once('data', resolve))
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('close', resolve))
    // It stood in the second guide, inside of its transaction.
    const { guides } = await sides.pull()
    expect(guides.map(({ action }) => action)).toEqual(['current', 'full', 'full'])
    expect(await readIndex(sides.there, readContent)).toEqual(
      expect.arrayContaining((await readIndex(sides.here, readContent)) as unknown[]),
    )
  })

  it('while bytes come goes on at the byte where it was', async () => {
    const sides = await publishSides(300)
    const server = await serveFolder(sides.repository)
    let standing: ServerResponse | undefined
    server.misbehave = (request, response, file) => {
      if (!file.startsWith('lamp-dg.en_us') || standing) return false
      standing = response
      answerFile(request, response, join(sides.repository, file), { cutAfter: 10_000 })
      return true
    }
    const abort = new AbortController()
    const stopped = sides.pull({
      from: server.url,
      signal: abort.signal,
      onProgress: ({ bytes }) => bytes === 10_000 && abort.abort(new Error('stopped')),
    })
    await expect(stopped).rejects.toThrow('stopped')
    expect(existsSync(sides.there)).toBe(false)
    const report = await sides.pull({ from: server.url })
    expect(report).toMatchObject({ kind: 'complete' })
    const ranges = server.asked.filter(({ file }) => file.startsWith('lamp-dg.en_us')).map(({ range }) => range)
    expect(ranges).toEqual([undefined, 'bytes=10000-'])
    const { size = 0 } = sides.readCatalog().guides[0]?.bundle ?? {}
    expect(report.plannedBytes - report.fetchedBytes).toBeLessThan(10_000)
    expect(report.fetchedBytes).toBeLessThan(report.plannedBytes + readFileSync(getCatalogFile(sides)).length + 300)
    expect(size).toBeGreaterThan(10_000)
  })

  it('by the person says which guides are left, and those that it got stay', async () => {
    const sides = await publishSides()
    const abort = new AbortController()
    const report = await sides.pull({
      signal: abort.signal,
      onProgress: ({ guide, step }) =>
        guide.locale === 'ja_jp' && step === 'import' && abort.abort(new Error('Interrupted.')),
    })
    expect(report).toMatchObject({ kind: 'partial', exitCode: 2, reason: 'Interrupted.' })
    expect(report.guides.map(({ outcome }) => outcome)).toEqual(['pulled', 'pulled', 'left'])
    expect((await readIndex(sides.there, listGuides)).map(({ locale }) => locale)).toEqual(['en_us', 'ja_jp'])
  })
})

describe('a redirect', () => {
  it('is followed to another host of the same machine, as release assets do', async () => {
    const sides = await publishSides()
    const assets = await serveFolder(sides.repository)
    const server = await serveFolder(sides.folder)
    server.misbehave = (_, response, file) => {
      response.writeHead(302, { location: `${assets.url.replace('127.0.0.1', 'localhost')}/${file}?signed=1` }).end()
      return true
    }
    expect(await sides.pull({ from: server.url })).toMatchObject({ kind: 'complete' })
    expect(assets.asked.length).toBe(server.asked.length)
  })

  it('is not followed for ever, nor to plain http elsewhere', async () => {
    const sides = await publishSides()
    const server = await serveFolder(sides.repository)
    for (const [location, reason] of [
      [`${server.url}/catalog.json`, 'redirects more than 5 times'],
      ['http://169.254.169.254/catalog.json', 'is no https address'],
    ]) {
      server.misbehave = (_, response) => {
        response.writeHead(302, { location }).end()
        return true
      }
      expect(await pullRefused(sides, { from: server.url })).toMatchObject({
        code: 'UNREACHABLE',
        message: expect.stringContaining(reason ?? ''),
      })
    }
  })
})

it('the signature is a plain Ed25519 one over the bytes of the catalog, which other tools verify too', async () => {
  const sides = await publishSides()
  const bytes = readFileSync(getCatalogFile(sides))
  const { signature } = JSON.parse(readFileSync(join(sides.repository, makeSignatureName(hashBytes(bytes))), 'utf8'))
  const key = createPublicKey(readFileSync(sides.key.publicFile))
  expect(verify(null, bytes, key, Buffer.from(signature, 'base64'))).toBe(true)
})
