// keygen: a pair of keys to sign bundles with and to trust them by.

import type { Command } from 'commander'
import { print, runWithApp, talk } from '../command-context.ts'

export function registerKeygen(program: Command): void {
  program
    .command('keygen')
    .summary('make a pair of keys for signing bundles')
    .description(
      'Makes an Ed25519 key pair: FILE signs ("export --sign") and stays secret, FILE.pub is for those ' +
        'who verify ("import --trust"). Keys are never overwritten.',
    )
    .argument('<file>', 'where to write the private key')
    .option('--json', 'the names of the files and the id of the key as one line of JSON')
    .action((file: string, { json }: { readonly json?: boolean }, command: Command) =>
      runWithApp(command, async (app) => {
        const pair = await app.bundles.makeKeyPair(file)
        if (json) {
          print(pair)
          return
        }
        print(pair.id)
        talk(`${pair.privateFile} signs; keep it secret. ${pair.publicFile} is for those who verify.`)
      }),
    )
}
