// The texts of the made-up documentation (made-site.ts).

import type { SitePage } from './made-site.ts'

const ENCRYPTION =
  'Everything that you store is encrypted at rest with a key that the service manages for you. To use a key of your own, set `vault:EncryptionMode` to `customer-key` and name the key. Objects that were stored before keep the key that they were written with. Rotating the key does not rewrite old objects, and the service goes on reading them with the earlier version of the key.'

const ENGLISH: readonly SitePage[] = [
  {
    guide: 'vault',
    name: 'welcome',
    title: 'What is Example Vault?',
    description: 'Example Vault stores objects in vaults and keeps them for as long as you need.',
    text: 'Example Vault stores objects in vaults. A vault belongs to one account and one Region. You pay for what you store.',
    sections: { 'Getting started': 'Create a vault, store an object, and read it back.' },
    links: ['creating-vaults', 'quotas', 'billing'],
  },
  {
    guide: 'vault',
    name: 'creating-vaults',
    title: 'Creating a vault',
    description: 'How to create a vault with the console, the CLI or the API.',
    text: 'Before you can store objects, create a vault in the Region of your choice.',
    sections: {
      'Using the console': 'Choose **Create vault**, type a name, and choose **Create**.',
      'Using the CLI': 'Run `vault create-vault --vault-name my-vault`. The name is unique in your account.',
      'Vault naming rules': 'Names have 3 to 63 characters: lower-case letters, digits and hyphens.',
    },
    links: ['quotas'],
  },
  {
    guide: 'vault',
    name: 'object-hold',
    title: 'Holding objects',
    description: 'A hold keeps an object from being deleted or overwritten until a date.',
    text: 'With a hold, an object version cannot be deleted or overwritten by any user until the retention date has passed, not even by the root user of the account.',
    sections: {
      'Hold modes':
        'In *strict* mode nobody can shorten the retention. In *lenient* mode a user with the permission `vault:BypassHold` can.',
    },
    links: ['quotas', 'deleting'],
  },
  {
    guide: 'vault',
    name: 'deleting',
    title: 'Deleting objects',
    description: 'How to delete one object or many.',
    text: 'You can delete one object with `DeleteObject` or up to 1,000 with `DeleteObjects`. Deleting an object in a vault that keeps versions adds a delete marker.',
    links: ['restoring'],
  },
  {
    guide: 'vault',
    name: 'restoring',
    title: 'Restoring deleted objects',
    description: 'How to recover an object that was deleted in a vault that keeps versions.',
    text: 'To recover an object that was deleted, remove its delete marker. The latest version then becomes the current one again.',
    links: ['deleting'],
  },
  {
    guide: 'vault',
    name: 'quotas',
    title: 'Example Vault quotas',
    description: 'The limits on vaults and objects, and which of them can be raised.',
    text: 'Your account has the following quotas. Some can be increased on request.',
    sections: {
      'Quotas per account': '| Quota | Default |\n| --- | --- |\n| Vaults | 100 |\n| Requests per second | 3,500 |',
      'Quotas per object':
        '| Quota | Default |\n| --- | --- |\n| Size of an object | 5 TB |\n| Parts of an upload | 10,000 |',
    },
    links: ['billing'],
  },
  {
    guide: 'vault',
    name: 'billing',
    title: 'Billing for Example Vault',
    description: 'What you are charged for, and how to see it on your bill.',
    text: 'You are charged for storage by the gigabyte and month, for requests, and for data transfer out of the Region. Incomplete uploads are charged as storage until they are aborted.',
    links: ['quotas'],
  },
  {
    guide: 'vault',
    name: 'troubleshooting',
    title: 'Troubleshooting Example Vault',
    description: 'Causes of common errors and what to do about them.',
    text: 'This page lists errors that you may see when you work with vaults.',
    sections: {
      HoldConflictException:
        'You see `HoldConflictException: The object is under a hold and cannot be overwritten` when a hold has not ended. Wait for the retention date, or write to another name.',
      'Access Denied when uploading': 'Check that the policy of the vault allows `vault:PutObject` to your role.',
    },
    links: ['object-hold'],
  },
  {
    guide: 'vault',
    name: 'API_PutVaultPolicy',
    title: 'PutVaultPolicy',
    description: 'Replaces the policy of a vault.',
    text: 'Replaces the policy of the vault. Needs the permission `vault:PutVaultPolicy`.',
    sections: { 'Request parameters': '`VaultName`: the name of the vault. `PolicyDocument`: the policy as JSON.' },
  },
  {
    guide: 'vault',
    name: 'policies',
    title: 'Access control with vault policies',
    description: 'Who may do what in a vault.',
    text: 'A vault policy says who may read and write objects. Attach it with `PutVaultPolicy`. An explicit deny overrides every allow.',
    links: ['API_PutVaultPolicy'],
  },
  { guide: 'vault', name: 'encryption', title: 'Encrypting objects', text: ENCRYPTION },
  {
    guide: 'relay',
    name: 'welcome',
    title: 'What is Example Relay?',
    description: 'Example Relay runs your code when something happens.',
    text: 'Example Relay runs relays: small programs that start when an event arrives, such as a new object in a vault.',
    links: ['triggers', 'quotas'],
  },
  {
    guide: 'relay',
    name: 'triggers',
    title: 'Triggering a relay from a vault',
    description: 'Start a relay for each new object.',
    text: 'Add a trigger to the vault and name the relay. The relay gets the name of the object and the vault in its event.',
  },
  {
    guide: 'relay',
    name: 'quotas',
    title: 'Example Relay quotas',
    description: 'The limits on relays, their memory and their running time.',
    text: 'A relay has at most 10 GB of memory and runs for at most 15 minutes. The concurrency of an account is 1,000 relays; it can be increased.',
  },
  {
    guide: 'relay',
    name: 'concurrency',
    title: 'Keeping relays ready',
    description: 'Provisioned concurrency keeps instances initialized.',
    text: 'With provisioned concurrency a number of instances is initialized before the first event arrives, so that no event waits for an initialization. Set `ReadyInstances`.',
    links: ['quotas'],
  },
  {
    guide: 'relay',
    name: 'networking',
    title: 'Connecting relays to a private network',
    description: 'What a relay can reach from a private subnet, and how to troubleshoot its connectivity.',
    text: 'A relay in a private subnet has no access to the internet. To give it access, route its traffic through a gateway in a public subnet.',
  },
  { guide: 'relay', name: 'encryption', title: 'Encrypting what relays store', text: ENCRYPTION },
]

const JAPANESE: readonly SitePage[] = [
  {
    guide: 'vault',
    name: 'welcome',
    title: 'Example Vault とは',
    description: 'Example Vault はオブジェクトをボールトに保存します。',
    text: 'Example Vault はオブジェクトをボールトに保存します。ボールトは 1 つのアカウントと 1 つのリージョンに属します。料金は保存した分だけです。',
    sections: { はじめに: 'ボールトを作成し、オブジェクトを保存して、読み出します。' },
  },
  {
    guide: 'vault',
    name: 'object-hold',
    title: 'オブジェクトのホールド',
    description: 'ホールドは、指定した日までオブジェクトの削除と上書きを防ぎます。',
    text: 'ホールドを設定すると、保持期限が過ぎるまで、どのユーザーもオブジェクトのバージョンを削除したり上書きしたりできません。アカウントのルートユーザーでも同じです。',
    sections: { ホールドのモード: '厳格モードでは保持期限を短くできません。' },
  },
  {
    guide: 'vault',
    name: 'restoring',
    title: '削除したオブジェクトの復元',
    description: 'バージョンを保持するボールトで削除したオブジェクトを復元する方法です。',
    text: '削除したオブジェクトを復元するには、削除マーカーを取り除きます。最新のバージョンが再び現在のバージョンになります。',
  },
  {
    guide: 'vault',
    name: 'quotas',
    title: 'Example Vault のクォータ',
    description: 'ボールトとオブジェクトの制限です。',
    text: 'アカウントには次のクォータがあります。リクエストにより引き上げられるものもあります。',
    sections: {
      アカウントごとのクォータ: 'ボールトの数は 100 までです。',
      オブジェクトごとのクォータ: 'オブジェクトのサイズは 5 TB までです。',
    },
  },
  {
    guide: 'vault',
    name: 'billing',
    title: 'Example Vault の料金',
    description: '課金の対象と請求書の見方です。',
    text: '保存したデータ量、リクエスト、リージョンの外へのデータ転送に対して課金されます。',
  },
  {
    guide: 'vault',
    name: 'encryption',
    title: 'オブジェクトの暗号化',
    text: '保存したデータはすべて、サービスが管理するキーで暗号化されます。独自のキーを使うには `vault:EncryptionMode` を設定します。圧縮は行われません。',
  },
]

export const PAGES: readonly SitePage[] = [
  ...ENGLISH,
  ...JAPANESE.map((page) => ({ ...page, locale: 'ja_jp' as const })),
]
