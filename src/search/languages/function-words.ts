// Words that say which language a text is in, and nothing about what it is about. Without accents, as people often type
// them. Our own lists, kept short: what a question is made of. English has its in core/stop-words.ts.

import type { Locale } from '../../core/model/locale.ts'
import { normalizeText } from '../../core/text/terms.ts'

const LATIN: Readonly<Partial<Record<Locale, string>>> = {
  de_de: `aber alle als am an auf aus bei beim bin bis das dass dem den der des die diese diesem diesen dieser dieses
doch durch ein eine einem einen einer eines er es fur gibt habe haben hat ich ihr ihre im in ist kann kein keine
konnen man mein meine meinem meinen meiner mich mir mit muss nach nicht noch nur ob oder ohne sein sich sie sind soll
uber um und uns unser unsere unter vom von vor wann warum was welche welchem welchen welcher welches wenn wer werden
wie wieso wird wo wofur zu zum zur zwischen`,
  fr_fr: `a afin au aucun aucune aux avec c ce cela ces cet cette chez combien comment comme d dans de depuis des dois
doit du elle en entre est et etre faire fait faut il ils j je l la le les leur leurs lors lorsque ma mais me mes mon n
ne nos notre nous on ont ou par pas peut peux plus pour pourquoi puis qu quand que quel quelle quelles quels quelque
qui quoi sa sans se ses si son sont sous sur ta te toi ton tous tout toute toutes un une vers vos votre vous y`,
  es_es: `a al algun alguna ante aunque bajo cada como con cual cuales cuando cuanta cuantas cuanto cuantos de debe
debo del desde donde durante e el ella en entre era es esa ese eso esta estan estas este esto estos fue ha hacer hacia
hago hasta hay la las le lo los mas me mi mis muy ni no nos o para pero por porque puede pueden puedo que quien se ser
si sin sobre son su sus tambien tengo tiene todas todos u un una unas uno unos y ya`,
  pt_br: `a ao aos as ate cada com como da das de dela dele deve devo do dos e ela ele em entre era essa esse esta
estao este eu faco fazer foi ha isso isto ja la mais mas me mesmo meu meus minha minhas muito na nao nas nem no nos o
onde os ou para pela pelas pelo pelos pode podem por porque posso qual quais quando quanto quantos que quem se sem ser
seu seus so sobre sua suas tambem tem tenho um uma umas uns voce`,
  it_it: `a agli ai al alla alle allo anche c che chi ci come con cosa cui da dagli dai dal dalla dalle dei del della
delle dello deve devo di dove e ed essere fare gli ha ho i il in io l la le lo loro ma mi mia mie miei mio ne nel
nella nelle nello no non o ogni per perche piu posso puo qual quale quali quando quanta quante quanti quanto questa
queste questi questo se senza si sia sono su sul sulla sulle tra tutte tutti un una uno vi`,
  id_id: `ada adalah agar akan anda antara apa apakah atau bagaimana bagi bahwa banyak berapa bisa bukan cara dalam
dan dapat dari daripada dengan di hanya harus ini itu jika juga kami kapan karena ke kepada kita lebih mana mengapa
oleh pada para saat saja sampai saya sebagai sebelum secara sedang semua seperti serta setelah siapa sudah supaya
tanpa telah tentang tetapi tidak untuk yang`,
}

/** Common in questions about software, and about something: they tell the language and are asked for. */
const TELLING: Readonly<Partial<Record<Locale, string>>> = {
  de_de: `aktivieren andern anlegen anzeigen einrichten einstellen erstelle erstellen fehler funktioniert hinzufugen
konfigurieren losche loschen verbinden verschlusseln verwalten verweigert verwenden wiederherstellen zugriff`,
  fr_fr: 'activer ajouter configurer creer desactiver erreur fonctionne gerer modifier restaurer supprimer utiliser',
  es_es: 'activar agregar anadir cambiar conectar configurar crear eliminar elimino habilitar restaurar tiempo usar',
  pt_br: 'adicionar alterar ativar conectar configurar criar erro excluir funciona habilitar remover restaurar usar',
  it_it:
    'aggiungere attivare cambiare collegare configurare creare eliminare errore funziona modificare ripristinare usare',
  id_id: 'mengaktifkan mengatur menggunakan menghapus mengubah mengelola membuat memulihkan menambahkan kesalahan',
}

/** What only one of the languages writes; enough to tell it from its neighbours. */
const MARKS: Readonly<Partial<Record<Locale, RegExp>>> = {
  de_de: /[äöüß]/i,
  fr_fr: /[çœêèà]/i,
  es_es: /[ñ¿¡]/i,
  pt_br: /[ãõ]|(?<!\p{L})é(?!\p{L})/iu,
  it_it: /(?<!\p{L})è(?!\p{L})|[ìò]/iu,
}

/** Scripts without blanks: what a question is made of, longest first. */
const UNSPACED: Readonly<Partial<Record<Locale, readonly string[]>>> = {
  ko_kr:
    '어떻게 무엇인가요 무엇입니까 무엇을 무엇이 무엇 있습니까 있나요 입니까 합니까 하나요 인가요 하려면 하고 싶습니다 어디서 어디에 언제 얼마나 왜'.split(
      ' ',
    ),
  zh_cn: '为什么 怎么样 怎么 怎样 如何 什么 哪些 哪个 哪里 是否 可以 能否 我们 我的 这个 多少 吗 呢 我 的'.split(' '),
  zh_tw: '為什麼 怎麼樣 怎麼 怎樣 如何 什麼 哪些 哪個 哪裡 是否 可以 能否 我們 我的 這個 多少 嗎 呢 我 的'.split(' '),
}

/** Those of Latin scripts that are told by their function words. */
export const LATIN_LOCALES: readonly Locale[] = ['de_de', 'fr_fr', 'es_es', 'pt_br', 'it_it', 'id_id']

const makeSets = (lists: Readonly<Partial<Record<Locale, string>>>) =>
  new Map(LATIN_LOCALES.map((locale) => [locale, new Set(lists[locale]?.split(/\s+/))]))
const [functionWords, tellingWords] = [makeSets(LATIN), makeSets(TELLING)]

/** `word` in lower case, without accents. */
export function isFunctionWord(word: string, locale: Locale): boolean {
  return functionWords.get(locale)?.has(word) ?? false
}

/** The same, or another word that is the language's own. */
export function isTellingWord(word: string, locale: Locale): boolean {
  return isFunctionWord(word, locale) || (tellingWords.get(locale)?.has(word) ?? false)
}

export function hasLetterOf(text: string, locale: Locale): boolean {
  return MARKS[locale]?.test(text) ?? false
}

/** What is left when the language's function words are taken out; the text itself when nothing is. */
export function removeFunctionWords(text: string, locale: Locale): string {
  const phrases = UNSPACED[locale]
  const rest = phrases
    ? phrases.reduce((left, phrase) => left.replaceAll(phrase, ' '), text)
    : text.replace(/\p{L}+/gu, (word) => (isFunctionWord(normalizeText(word).toLowerCase(), locale) ? ' ' : word))
  return /[\p{L}\p{N}]/u.test(rest) ? rest : text
}
