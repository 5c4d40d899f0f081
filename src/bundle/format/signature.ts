// Ed25519 signatures over a bundle's manifest, and the keys for them. The public key travels with the signature, so
// that a bundle can always be checked against itself; whom to believe is decided by the key that the reader names.

import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { DocsError } from '../../core/model/errors.ts'
import {
  explainFailedWriting,
  explainFileError,
  findDiskFullError,
  getSystemCode,
} from '../../core/platform/explain-file-error.ts'
import { makeBadBundleError } from './manifest.ts'

export interface KeyPair {
  /** PKCS #8 and SPKI, both PEM. */
  readonly privateKey: string
  readonly publicKey: string
  readonly id: string
}

export function generateKeyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    id: computeKeyId(publicKey),
  }
}

/**
 * Makes a key pair in `file` (private, readable by its owner only) and `file`.pub. Never overwrites a key: throws
 * DocsError BAD_INPUT when one of the two is there, DISK_FULL when there is no room.
 */
export function writeKeyPair(file: string): {
  readonly privateFile: string
  readonly publicFile: string
  readonly id: string
} {
  const pair = generateKeyPair()
  const publicFile = `${file}.pub`
  try {
    writeNewFile(file, pair.privateKey, 0o600)
    try {
      writeNewFile(publicFile, pair.publicKey, 0o666)
    } catch (error) {
      rmSync(file) // half a pair is worth nothing
      throw error
    }
  } catch (error) {
    const noRoom = findDiskFullError(error, file)
    if (noRoom) throw noRoom
    const code = getSystemCode(error)
    throw new DocsError('BAD_INPUT', `The key ${file} cannot be written: ${explainFailedWriting(error)}.`, {
      hint:
        code === 'EEXIST'
          ? 'Name a file that does not exist yet; keys are never overwritten.'
          : 'Check that its folder exists and that you may write there.',
      cause: error,
    })
  }
  return { privateFile: file, publicFile, id: pair.id }
}

// An empty file that was left would be in the way of the next try.
function writeNewFile(file: string, text: string, mode: number): void {
  const descriptor = openSync(file, 'wx', mode)
  try {
    try {
      writeFileSync(descriptor, text)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    rmSync(file)
    throw error
  }
}

/** The key to sign with. Throws DocsError BAD_INPUT when the file holds no Ed25519 private key in PEM. */
export function readPrivateKey(file: string): KeyObject {
  return readKey(file, 'private', createPrivateKey)
}

/** The key to trust. Throws DocsError BAD_INPUT when the file holds no Ed25519 public key in PEM. */
export function readPublicKey(file: string): KeyObject {
  return readKey(file, 'public', createPublicKey)
}

/** Sixteen hex digits of the SHA-256 of the public key: what people compare. */
export function computeKeyId(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16)
}

const signatureSchema = z.strictObject({
  algorithm: z.literal('Ed25519'),
  publicKey: z.base64().max(200),
  signature: z.base64().max(200),
})

export function formatSignature(manifest: Buffer, key: KeyObject): Buffer {
  const member: z.infer<typeof signatureSchema> = {
    algorithm: 'Ed25519',
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64'),
    signature: sign(null, manifest, key).toString('base64'),
  }
  return Buffer.from(`${JSON.stringify(member)}\n`)
}

/** Whether the member names that key; what it signs is not looked at. */
export function isSignatureBy(member: Buffer, key: KeyObject): boolean {
  const parsed = signatureSchema.safeParse(JSON.parse(member.toString()))
  if (!parsed.success) return false
  const named = createPublicKey({ key: Buffer.from(parsed.data.publicKey, 'base64'), type: 'spki', format: 'der' })
  return computeKeyId(named) === computeKeyId(key)
}

/** The key whose signature over `manifest` the member holds. Throws DocsError BAD_BUNDLE or BAD_SIGNATURE. */
export function verifySignature(manifest: Buffer, member: Buffer): KeyObject {
  let parsed: z.infer<typeof signatureSchema>
  let key: KeyObject
  try {
    parsed = signatureSchema.parse(JSON.parse(member.toString()))
    key = createPublicKey({ key: Buffer.from(parsed.publicKey, 'base64'), type: 'spki', format: 'der' })
  } catch (error) {
    throw makeBadBundleError('its signature cannot be read', error)
  }
  // Base64 and JSON have several spellings of the same value; only ours is taken, so that no byte can change unnoticed.
  const { publicKey, signature } = parsed
  const canonical = { algorithm: parsed.algorithm, publicKey: respell(publicKey), signature: respell(signature) }
  if (`${JSON.stringify(canonical)}\n` !== member.toString('latin1') || key.asymmetricKeyType !== 'ed25519') {
    throw makeBadBundleError('its signature is not in the expected form')
  }
  if (!verify(null, manifest, key, Buffer.from(parsed.signature, 'base64'))) {
    throw new DocsError('BAD_SIGNATURE', 'The bundle is refused: its signature does not fit its manifest.', {
      hint: 'It was changed after it was signed, or damaged on the way; get it again from its maker.',
    })
  }
  return key
}

/** Throws DocsError BAD_SIGNATURE unless the bundle was signed by the trusted key. */
export function requireTrusted(signer: KeyObject | undefined, trusted: KeyObject): void {
  const wanted = computeKeyId(trusted)
  if (!signer) {
    throw new DocsError(
      'BAD_SIGNATURE',
      `The bundle is refused: it is not signed, and a signature by ${wanted} is required.`,
      {
        hint: 'Ask its maker for a signed one, or import without --trust.',
      },
    )
  }
  if (!signer.equals(trusted)) {
    throw new DocsError(
      'BAD_SIGNATURE',
      `The bundle is refused: it is signed by ${computeKeyId(signer)}, and a signature by ${wanted} is required.`,
      { hint: 'Check which key you trust; "verify" shows who signed a bundle.' },
    )
  }
}

function respell(base64: string): string {
  return Buffer.from(base64, 'base64').toString('base64')
}

function readKey(file: string, kind: 'private' | 'public', read: (pem: string) => KeyObject): KeyObject {
  const hint = '"aws-docs-offline keygen FILE" makes a pair: FILE signs, FILE.pub is for those who verify.'
  let pem: string
  try {
    pem = readFileSync(file, 'utf8')
  } catch (cause) {
    throw new DocsError('BAD_INPUT', `The key ${file} cannot be read: ${explainFileError(cause)}.`, { hint, cause })
  }
  const makeNoKeyError = (why: string, cause?: unknown) =>
    new DocsError('BAD_INPUT', `${file} holds no Ed25519 ${kind} key in PEM form${why}.`, { hint, cause })
  // createPublicKey would take it, and give its public half.
  if (kind === 'public' && pem.includes('PRIVATE KEY')) {
    throw makeNoKeyError(': it is a private key, which should not leave its machine')
  }
  let key: KeyObject
  try {
    key = read(pem)
  } catch (cause) {
    throw makeNoKeyError('', cause)
  }
  if (key.asymmetricKeyType !== 'ed25519') throw makeNoKeyError(`: it is a key of type ${key.asymmetricKeyType}`)
  return key
}
