// The tokens that clients may present: one a line, so that a new one can be given out before the old one is withdrawn.

import { readFileSync } from 'node:fs'
import { DocsError } from '../../core/model/errors.ts'
import { explainFileError } from '../../core/platform/explain-file-error.ts'

const SHORTEST_TOKEN = 16
const HOW_TO = 'Make one with, for example, "openssl rand -hex 32 > token.txt".'

/** Empty lines and those that begin with # are passed over. Throws BAD_CONFIG. */
export function readTokens(file: string): string[] {
  const tokens = readText(file)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  if (tokens.length === 0) throw new DocsError('BAD_CONFIG', `${file} holds no token.`, { hint: HOW_TO })
  if (tokens.some((token) => token.length < SHORTEST_TOKEN || /\s/.test(token))) {
    throw new DocsError(
      'BAD_CONFIG',
      `${file} holds a token that is shorter than ${SHORTEST_TOKEN} characters or has a space in it.`,
      {
        hint: `One token a line. ${HOW_TO}`,
      },
    )
  }
  return tokens
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new DocsError('BAD_CONFIG', `The token file ${file} cannot be read: ${explainFileError(error)}.`, {
      hint: HOW_TO,
      cause: error,
    })
  }
}
