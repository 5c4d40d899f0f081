// Signatures: who made a bundle, and whom the reader believes.

import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exportBundle } from '../../src/bundle/export/export-bundle.ts'
import { readPrivateKey, readPublicKey, writeKeyPair } from '../../src/bundle/format/signature.ts'
import { importBundle } from '../../src/bundle/import/import-bundle.ts'
import { verifyBundle } from '../../src/bundle/import/verify-bundle.ts'
import { importDeps } from './import-setup.ts'
import { iterateMutations } from './mutate-bundle.ts'
import { crawlGuide, LAMBDA, makeIndex, makeTemporaryFolder, readIndex } from './synthetic-index.ts'

async function makeSignedBundle() {
  const folder = makeTemporaryFolder()
  const key = writeKeyPair(join(folder, 'mine'))
  const from = await makeIndex(join(folder, 'from.db'), (db) => crawlGuide(db, LAMBDA, 4))
  const file = join(folder, 'signed.bundle')
  const sign = readPrivateKey(key.privateFile)
  const report = await readIndex(from, (db) => exportBundle(db, { file, sign }))
  return { folder, key, from, file, report, trust: readPublicKey(key.publicFile) }
}

describe('a signed bundle', () => {
  it('is taken by who trusts its key, and says whose it is', async () => {
    const { folder, file, key, report, trust } = await makeSignedBundle()
    expect(report.signer).toBe(key.id)
    expect(await verifyBundle(file, { trust })).toMatchObject({ signer: key.id, trusted: true })
    const imported = await importBundle(importDeps(folder, join(folder, 'to.db')), { source: file, trust })
    expect(imported.bundle).toMatchObject({ signer: key.id, trusted: true })
  })

  it('is also taken by who trusts nobody in particular', async () => {
    const { file, key } = await makeSignedBundle()
    expect(await verifyBundle(file)).toMatchObject({ signer: key.id, trusted: false })
  })

  it('is refused by who trusts another key, naming both', async () => {
    const { folder, file, key } = await makeSignedBundle()
    const other = writeKeyPair(join(folder, 'other'))
    await expect(verifyBundle(file, { trust: readPublicKey(other.publicFile) })).rejects.toMatchObject({
      code: 'BAD_SIGNATURE',
      message: `The bundle is refused: it is signed by ${key.id}, and a signature by ${other.id} is required.`,
    })
  })

  it('is the same file byte for byte when it is signed again', async () => {
    const { folder, from, file, key } = await makeSignedBundle()
    const again = join(folder, 'again.bundle')
    await readIndex(from, (db) => exportBundle(db, { file: again, sign: readPrivateKey(key.privateFile) }))
    expect(readFileSync(again).equals(readFileSync(file))).toBe(true)
  })

  it('is refused when any byte of its head is changed, even by who trusts nobody', async () => {
    const { folder, file } = await makeSignedBundle()
    const good = readFileSync(file)
    const headBytes = good.indexOf('guides/00001/about.jsonl.br', good.indexOf('manifest.sig'))
    const bad = join(folder, 'bad.bundle')
    for (const { what, bytes } of iterateMutations(good.subarray(0, headBytes), 60, 7)) {
      writeFileSync(bad, Buffer.concat([bytes, good.subarray(headBytes)]))
      await expect(verifyBundle(bad), what).rejects.toMatchObject({ code: expect.stringMatching(/^BAD_|^BUNDLE_/) })
    }
  })
})

describe('an unsigned bundle', () => {
  it('is refused where a signature is required', async () => {
    const { folder, from, key, trust } = await makeSignedBundle()
    const file = join(folder, 'unsigned.bundle')
    await readIndex(from, (db) => exportBundle(db, { file }))
    await expect(verifyBundle(file, { trust })).rejects.toMatchObject({
      code: 'BAD_SIGNATURE',
      message: `The bundle is refused: it is not signed, and a signature by ${key.id} is required.`,
    })
  })
})

describe('keys', () => {
  it('are never overwritten, and the private one is for its owner only', async () => {
    const folder = makeTemporaryFolder()
    const { privateFile } = writeKeyPair(join(folder, 'mine'))
    expect(statSync(privateFile).mode & 0o777).toBe(0o600)
    const before = readFileSync(privateFile, 'utf8')
    expect(() => writeKeyPair(privateFile)).toThrowError(expect.objectContaining({ code: 'BAD_INPUT' }))
    expect(readFileSync(privateFile, 'utf8')).toBe(before)
  })

  it('are refused with the reason when a file holds none, or the wrong half', () => {
    const folder = makeTemporaryFolder()
    const { privateFile, publicFile } = writeKeyPair(join(folder, 'mine'))
    expect(() => readPublicKey(privateFile)).toThrow('it is a private key')
    expect(() => readPrivateKey(publicFile)).toThrow('holds no Ed25519 private key')
    const text = join(folder, 'notes.txt')
    writeFileSync(text, 'no key')
    expect(() => readPrivateKey(text)).toThrow(`${text} holds no Ed25519 private key in PEM form.`)
    const nowhere = join(folder, 'nowhere')
    expect(() => readPublicKey(nowhere)).toThrow(`The key ${nowhere} cannot be read: it is not there.`)
    expect(() => readPublicKey(folder)).toThrow(`The key ${folder} cannot be read: it is a folder.`)
  })
})
