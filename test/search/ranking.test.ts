// The order of hits over the made-up documentation, whole, with the reason for each position. When one of these moves,
// look at both pages before the expectation: the texts are short enough to say which of the two answers better.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSite, type Site, type SitePage } from './made-site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const listTop = (text: string, limit: number) => site.order(text, { limit })

describe('questions', () => {
  test('"how many" leads to the quotas of the service that is asked about', () => {
    expect(listTop('how many vaults can one account have, and can that be raised?', 3)).toEqual([
      'vault/quotas', // "how many" means quota, and the number of vaults an account has stands here
      'relay/quotas', // quotas too, also of the account, but of relays
      'vault/creating-vaults', // about vaults, and says "in your account", but no number
    ])
  })

  test('words of speech find the words of the documentation', () => {
    // Neither has a word of the question; which of them stands first is within a hundredth of the score.
    const wiping = listTop('Can somebody with root still wipe files that we froze for the auditors?', 3)
    expect(wiping.slice(0, 2).sort()).toEqual([
      'vault/deleting', // delete alone, in the title, and it is about nothing else
      'vault/object-hold', // root user, retention (froze), deleted (wipe)
    ])
    expect(wiping[2]).toBe('vault/restoring') // delete alone, here with "remove", which also means to wipe
    expect(listTop('A colleague deleted a file by accident, how do I bring it back?', 2)).toEqual([
      'vault/restoring', // bring back is recover or restore, and both stand in title and text
      'vault/deleting', // deleted, and no way back
    ])
  })

  test('"how much" leads to billing', () => {
    expect(listTop('what do I pay for uploads that were never finished?', 2)).toEqual([
      'vault/billing', // pay means charges; uploads stand in the text
      'vault/quotas', // uploads have parts here, and billing is linked
    ])
  })

  test('a question about one service prefers its guide', () => {
    const offline = listTop('my relay cannot reach the internet', 3)
    expect(offline[0]).toBe('relay/networking') // relay, internet, and a title about connecting
    // Of the relays too, and neither is about networks; which of them stands first is within a hundredth of the first.
    expect(offline.slice(1).sort()).toEqual(['relay/quotas', 'relay/triggers'])
    expect(listTop('quotas of relays', 1)).toEqual(['relay/quotas']) // both words in the title
  })

  test('an idiom finds the feature it stands for', () => {
    expect(listTop('how do I keep relays warm so that nobody waits for the first start', 2)).toEqual([
      'relay/concurrency', // warm and first start mean provisioned and initialized; relays in the title
      'relay/quotas', // relays and concurrency, in passing
    ])
  })
})

describe('names and titles', () => {
  test.each(['vault', 'Example Vault', 'what is vault?', 'VAULT とは'])(
    '"%s" leads to what the product is',
    (query) => {
      expect(site.order(query, { limit: 1, locale: 'en_us' })).toEqual(['vault/welcome'])
    },
  )

  test('the words of a heading lead to its section in any order, with the product named beside them', async () => {
    const named = await openSite([
      {
        guide: 'vault',
        name: 'limits',
        title: 'Limits',
        text: 'Each vault has some.',
        sections: { 'Rules for naming': 'Up to 63 letters.' },
      },
      {
        guide: 'vault',
        name: 'rules',
        title: 'Evaluation',
        text: 'Vaults count the first matching rule before all other rules, whatever its name.',
      },
    ])
    expect(named.order('Vault naming rules')).toEqual([
      'vault/limits', // the section is called that, and the product need not be said in its own guide
      'vault/rules', // all of the words, about something else
    ])
    await named.close()
  })
})

describe('other pages', () => {
  const relay = (name: string, title: string, text: string, links: readonly string[] = []): SitePage => ({
    guide: 'relay',
    name,
    title,
    text,
    links,
  })
  const link = (name: string, title: string) => `[${title}](https://docs.aws.amazon.com/relay/latest/dg/${name}.html)`

  test('what a page says where it links is said of the page that it links to', async () => {
    const linked = await openSite([
      relay('messages', 'Messages', 'A message comes from a queue, and each message has a number.'),
      relay('sizes', 'Sizes', `See ${link('messages', 'Messages')}.`, ['messages']),
      relay('retries', 'Retries', `When the same message comes twice, see ${link('same-work', 'Same work')}.`, [
        'same-work',
      ]),
      relay('same-work', 'Same work', 'Idempotent relays keep the number of a message that they have seen.'),
    ])
    expect(linked.order('message comes twice', { limit: 3 })).toEqual([
      'relay/retries', // says all of it
      'relay/same-work', // is linked to where it is said
      'relay/messages', // messages alone, though twice
    ])
    await linked.close()
  })
})

describe('identifiers', () => {
  test.each(['vault:PutVaultPolicy', 'PutVaultPolicy', 'put vault policy', 'put-vault-policy', 'put_vault_policy'])(
    '%s is found whole and by its parts',
    (query) => {
      expect(listTop(query, 3)).toEqual([
        'vault/API_PutVaultPolicy', // the identifier is the title
        'vault/policies', // the identifier in the text, vault and policies in the title
        'vault/troubleshooting', // PutObject and the policy of a vault, in one sentence
      ])
    },
  )

  test('the name of a setting finds the page that explains it, before the page that has only a part of it', () => {
    expect(listTop('EncryptionMode', 2)).toEqual([
      'vault/encryption', // the setting itself
      'vault/object-hold', // "Hold modes": a part of the name
    ])
  })
})

describe('pasted errors', () => {
  const PASTE = `Error 2026-03-01T10:00:00Z com.example.HoldConflictException: The object is under a hold and cannot be overwritten
    (Service: Vault; Status Code: 409; Request ID: 5d0a7c1f-5a57-4a0e-8f52-0f6b3a1c2d3e; Host: 10.1.2.3)
    at com.example.Main.run(Main.java:42)`

  test('the message leads to troubleshooting, and its noise to nowhere', () => {
    expect(listTop(PASTE, 2)).toEqual([
      'vault/troubleshooting', // the exception and its sentence, word for word
      'vault/object-hold', // hold and overwritten, without the error
    ])
  })

  test('request ids, addresses and frames change nothing', () => {
    const bare = 'Error HoldConflictException: The object is under a hold and cannot be overwritten (Status Code: 409)'
    expect(listTop(PASTE, 2)).toEqual(listTop(bare, 2))
  })
})

describe('Japanese', () => {
  test.each([
    ['料金', ['ja/vault/billing', 'ja/vault/welcome']], // in the title; in the last sentence
    ['課金', ['ja/vault/billing', 'ja/vault/welcome']], // the text says it; the other says 料金, its synonym
    ['復元', ['ja/vault/restoring']], // one page only
    ['圧縮', ['ja/vault/encryption']], // inside a sentence, in none of the titles
  ])('%s, a word of two characters, is found inside sentences', (query, order) => {
    expect(listTop(query, 2)).toEqual(order)
  })

  test('half-width katakana is the same word', () => {
    expect(listTop('ｵﾌﾞｼﾞｪｸﾄのﾎｰﾙﾄﾞ', 2)).toEqual(listTop('オブジェクトのホールド', 2))
    expect(listTop('オブジェクトのホールド', 1)).toEqual(['ja/vault/object-hold']) // the title itself
  })

  test('いくつ leads to quotas', () => {
    expect(listTop('ボールトはいくつまで作れますか', 1)).toEqual(['ja/vault/quotas'])
  })

  test('where no Japanese page has the answer, its English words find the English one', () => {
    expect(listTop('HoldConflictException とは', 2)).toEqual([
      'vault/troubleshooting', // the exception stands only here, and this page has no Japanese translation
      'ja/vault/object-hold', // its parts stand in the English translation of this page
    ])
  })

  test('where only English pages have the answer, Japanese words find them by what they are called there', () => {
    expect(listTop('ネットワークへの接続', 1)).toEqual([
      'relay/networking', // connect and network, which no translation of these pages could teach
    ])
  })

  test('a product that is named comes first though its guide is in English only', () => {
    expect(listTop('Relay の concurrency のクォータを知りたい', 2)).toEqual([
      'relay/quotas', // quotas of the product that is named, of which there is no Japanese guide
      'relay/concurrency', // concurrency of it, before the Japanese quotas of another product
    ])
  })
})
