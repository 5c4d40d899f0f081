// Four pages of the made-up vault (made-pages.ts) in the other languages of the catalog, a question about each that
// shares its words as far as people's questions do, and which page answers it. The texts are our own.

import type { Locale } from '../../src/core/model/locale.ts'
import type { SitePage } from './made-site.ts'

export interface MadeLanguage {
  readonly locale: Locale
  /** Title and text. */
  readonly pages: Readonly<Record<'restoring' | 'encryption' | 'quotas' | 'billing', readonly [string, string]>>
  readonly questions: readonly (readonly [string, 'restoring' | 'encryption' | 'quotas' | 'billing'])[]
}

export const LANGUAGES: readonly MadeLanguage[] = [
  {
    locale: 'ko_kr',
    pages: {
      restoring: [
        '삭제된 객체 복원',
        '삭제된 객체를 복원하려면 삭제 마커를 제거합니다. 그러면 최신 버전이 다시 현재 버전이 됩니다.',
      ],
      encryption: [
        '객체 암호화',
        '저장하는 모든 데이터는 서비스가 관리하는 키로 암호화됩니다. 자체 키를 사용하려면 `vault:EncryptionMode`를 설정합니다.',
      ],
      quotas: [
        'Example Vault 할당량',
        '계정에는 다음 할당량이 있습니다. 볼트는 100개까지 만들 수 있고 객체의 크기는 5TB까지입니다.',
      ],
      billing: ['Example Vault 요금', '저장한 데이터의 양과 요청 수에 대해 요금이 청구됩니다.'],
    },
    questions: [
      ['삭제된 객체를 어떻게 복원하나요?', 'restoring'],
      ['객체 암호화', 'encryption'],
      ['Vault 할당량은 얼마나 있나요', 'quotas'],
    ],
  },
  {
    locale: 'zh_cn',
    pages: {
      restoring: ['恢复已删除的对象', '要恢复已删除的对象，请移除其删除标记。最新版本将再次成为当前版本。'],
      encryption: [
        '加密对象',
        '您存储的所有数据都使用服务管理的密钥加密。要使用自己的密钥，请设置 `vault:EncryptionMode`。',
      ],
      quotas: ['Example Vault 配额', '您的账户有以下配额。每个账户最多可以创建 100 个保管库，对象大小不超过 5 TB。'],
      billing: ['Example Vault 费用', '我们按存储的数据量和请求数收费。'],
    },
    questions: [
      ['如何恢复已删除的对象', 'restoring'],
      ['存储的数据怎么加密？', 'encryption'],
      ['Vault 有哪些配额', 'quotas'],
    ],
  },
  {
    locale: 'zh_tw',
    pages: {
      restoring: ['還原已刪除的物件', '若要還原已刪除的物件，請移除其刪除標記。最新版本會再次成為目前版本。'],
      encryption: [
        '加密物件',
        '您儲存的所有資料都會使用服務管理的金鑰進行加密。若要使用自己的金鑰，請設定 `vault:EncryptionMode`。',
      ],
      quotas: ['Example Vault 配額', '您的帳戶有下列配額。每個帳戶最多可以建立 100 個保存庫，物件大小不得超過 5 TB。'],
      billing: ['Example Vault 費用', '我們會依儲存的資料量和請求數收費。'],
    },
    questions: [
      ['如何還原已刪除的物件', 'restoring'],
      ['儲存的資料要怎麼加密？', 'encryption'],
      ['Vault 有什麼配額', 'quotas'],
    ],
  },
  {
    locale: 'de_de',
    pages: {
      restoring: [
        'Gelöschte Objekte wiederherstellen',
        'Um ein gelöschtes Objekt wiederherzustellen, entfernen Sie seine Löschmarkierung. Die neueste Version ist dann wieder die aktuelle.',
      ],
      encryption: [
        'Objekte verschlüsseln',
        'Alles, was Sie speichern, wird mit einem vom Service verwalteten Schlüssel verschlüsselt. Für einen eigenen Schlüssel legen Sie `vault:EncryptionMode` fest.',
      ],
      quotas: [
        'Kontingente von Example Vault',
        'Für Ihr Konto gelten die folgenden Kontingente. Sie können bis zu 100 Tresore erstellen; ein Objekt hat höchstens 5 TB.',
      ],
      billing: [
        'Abrechnung',
        'Die Kosten richten sich nach der gespeicherten Datenmenge und der Zahl der Anforderungen.',
      ],
    },
    questions: [
      ['Wie kann ich ein gelöschtes Objekt wiederherstellen?', 'restoring'],
      ['Objekte verschlüsseln', 'encryption'],
      ['Welche Kontingente gelten für Vault?', 'quotas'],
    ],
  },
  {
    locale: 'fr_fr',
    pages: {
      restoring: [
        'Restauration des objets supprimés',
        'Pour restaurer un objet supprimé, retirez son marqueur de suppression. La dernière version redevient alors la version actuelle.',
      ],
      encryption: [
        'Chiffrement des objets',
        "Tout ce que vous stockez est chiffré à l'aide d'une clé gérée par le service. Pour utiliser votre propre clé, définissez `vault:EncryptionMode`.",
      ],
      quotas: [
        "Quotas d'Example Vault",
        'Votre compte dispose des quotas suivants. Vous pouvez créer 100 coffres au plus ; la taille maximale est de 5 To.',
      ],
      billing: ['Facturation', 'Vous êtes facturé pour le volume de données stockées et le nombre de demandes.'],
    },
    questions: [
      ['Comment restaurer un objet supprimé ?', 'restoring'],
      ['chiffrement des objets', 'encryption'],
      ['Quels sont les quotas de mon compte Vault', 'quotas'],
    ],
  },
  {
    locale: 'es_es',
    pages: {
      restoring: [
        'Restauración de objetos eliminados',
        'Para restaurar un objeto eliminado, quite su marcador de eliminación. La última versión vuelve a ser la actual.',
      ],
      encryption: [
        'Cifrado de objetos',
        'Todo lo que almacena se cifra con una clave administrada por el servicio. Para usar su propia clave, establezca `vault:EncryptionMode`.',
      ],
      quotas: [
        'Cuotas de Example Vault',
        'Su cuenta tiene las siguientes cuotas. Puede crear hasta 100 almacenes; el tamaño máximo de un objeto es de 5 TB.',
      ],
      billing: ['Facturación', 'Se le cobra por la cantidad de datos almacenados y por el número de solicitudes.'],
    },
    questions: [
      ['¿Cómo puedo restaurar un objeto eliminado?', 'restoring'],
      ['cifrado de objetos', 'encryption'],
      ['cuales son las cuotas de mi cuenta', 'quotas'],
    ],
  },
  {
    locale: 'pt_br',
    pages: {
      restoring: [
        'Restauração de objetos excluídos',
        'Para restaurar um objeto excluído, remova seu marcador de exclusão. A versão mais recente volta a ser a atual.',
      ],
      encryption: [
        'Criptografia de objetos',
        'Tudo o que você armazena é criptografado com uma chave gerenciada pelo serviço. Para usar sua própria chave, defina `vault:EncryptionMode`.',
      ],
      quotas: [
        'Cotas do Example Vault',
        'Sua conta tem as seguintes cotas. Você pode criar até 100 cofres; o tamanho máximo de um objeto é 5 TB.',
      ],
      billing: [
        'Faturamento',
        'A cobrança é feita pela quantidade de dados armazenados e pelo número de solicitações.',
      ],
    },
    questions: [
      ['Como faço para restaurar um objeto excluído?', 'restoring'],
      ['criptografia de objetos', 'encryption'],
      ['quais são as cotas da minha conta', 'quotas'],
    ],
  },
  {
    locale: 'it_it',
    pages: {
      restoring: [
        'Ripristino degli oggetti eliminati',
        'Per ripristinare un oggetto eliminato, rimuovi il relativo contrassegno di eliminazione. La versione più recente torna a essere quella attuale.',
      ],
      encryption: [
        'Crittografia degli oggetti',
        'Tutto ciò che archivi viene crittografato con una chiave gestita dal servizio. Per usare una chiave tua, imposta `vault:EncryptionMode`.',
      ],
      quotas: [
        'Quote di Example Vault',
        'Il tuo account ha le quote seguenti. Puoi creare al massimo 100 depositi; un oggetto può avere al massimo 5 TB.',
      ],
      billing: ['Fatturazione', 'Il costo dipende dalla quantità di dati archiviati e dal numero di richieste.'],
    },
    questions: [
      ['Come posso ripristinare un oggetto eliminato?', 'restoring'],
      ['crittografia degli oggetti', 'encryption'],
      ['quali sono le quote del mio account', 'quotas'],
    ],
  },
  {
    locale: 'id_id',
    pages: {
      restoring: [
        'Memulihkan objek yang dihapus',
        'Untuk memulihkan objek yang dihapus, hilangkan penanda hapusnya. Versi terbaru kemudian menjadi versi saat ini.',
      ],
      encryption: [
        'Mengenkripsi objek',
        'Semua yang Anda simpan dienkripsi dengan kunci yang dikelola layanan. Untuk menggunakan kunci Anda sendiri, atur `vault:EncryptionMode`.',
      ],
      quotas: [
        'Kuota Example Vault',
        'Akun Anda memiliki kuota berikut. Anda dapat membuat hingga 100 brankas; ukuran objek maksimum 5 TB.',
      ],
      billing: ['Penagihan', 'Biaya dihitung dari jumlah data yang disimpan dan jumlah permintaan.'],
    },
    questions: [
      ['Bagaimana cara memulihkan objek yang dihapus?', 'restoring'],
      ['mengenkripsi objek', 'encryption'],
      ['berapa kuota akun saya', 'quotas'],
    ],
  },
]

export function makePages({ locale, pages }: MadeLanguage): SitePage[] {
  return Object.entries(pages).map(([name, [title, text]]) => ({ guide: 'vault', name, locale, title, text }))
}
