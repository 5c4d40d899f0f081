// Japanese that is written in several ways, as documentation writes it: 切替 and 切替え as 切り替え, 出来る as できる. Its
// words are matched character by character, in the lists that tell their English and in Japanese pages. Pure.

/** As documentation writes them. What stands between and behind the Chinese characters may be left out. */
const COMPOUNDS = `
切り替え 入れ替え 並べ替え 差し替え 付け替え 組み替え 取り替え 貼り替え 張り替え 書き替え 読み替え 書き換え 入れ換え 乗り換え 言い換え
取り消し 打ち消し 立ち上げ 立ち下げ 引き上げ 引き下げ 切り上げ 切り下げ 取り下げ 繰り上げ 積み上げ 吸い上げ 払い下げ 引き当て 割り当て 突き当て
取り込み 読み込み 書き込み 組み込み 埋め込み 割り込み 差し込み 絞り込み 持ち込み 振り込み 打ち込み 申し込み 作り込み 巻き込み 飛び込み 貼り込み
呼び出し 読み出し 書き出し 取り出し 引き出し 抜き出し 洗い出し 割り出し 切り出し 吐き出し 追い出し 持ち出し 貸し出し 押し出し 
読み取り 切り取り 受け取り 買い取り 引き取り 書き取り 聞き取り 写し取り 巻き戻し 切り戻し 差し戻し 払い戻し 引き戻し 取り戻し 取り外し 切り離し
取り付け 貼り付け 紐付け 関連付け 条件付け 位置付け 格付け 裏付け 繰り返し 折り返し 送り返し 見直し 作り直し 書き直し 切り分け
振り分け 使い分け 仕分け 引き渡し 受け渡し 引き継ぎ 受け継ぎ 取り扱い 取り除き 切り捨て 使い捨て 待ち受け 引き受け 打ち切り 締め切り 引き落とし
差し止め 受け止め 支払い 仕組み 手続き 問い合わせ 組み合わせ 打ち合わせ 待ち合わせ 突き合わせ 埋め合わせ 読み合わせ 申し合わせ
`
/** Hiragana behind a verb that are its own: 切り替わる has its ending. Others are grammar (切替に). */
const ENDINGS: Readonly<Record<string, string>> = {
  替: 'えわ',
  換: 'えわ',
  消: 'しさすせそ',
  上: 'げがっ',
  下: 'げがっ',
  当: 'てたっ',
  込: 'みまむめん',
  出: 'しさすせそ',
  取: 'りらるれろっ',
  戻: 'しさすせそりらるれろっ',
  外: 'しさすせそれ',
  離: 'しさすせそれ',
  // 条件付与, 関連付属
  付: 'けかきくい与加属近録随',
  返: 'しさすせそりらるれろっ',
  直: 'しさすせそりらるれろっ',
  分: 'けか',
  渡: 'しさすせそりらるれろっ',
  継: 'ぎがいぐげご',
  扱: 'いわうえっ',
  除: 'きかくけい',
  捨: 'て',
  受: 'けか',
  切: 'りらるれろっ',
  落: 'とちつ',
  止: 'めまっ',
  // 支払者
  払: 'いわうえっ者人',
  組: 'みまむめん',
  続: 'きかくけい',
}

/** Written in Chinese characters by some. Only where what follows makes it plain. */
const IN_KANA: readonly (readonly [RegExp, string])[] = [
  [/出来(?=[るなまてたれず])/g, 'でき'],
  [/下さい/g, 'ください'],
  [/頂(?=[くきけいか])/g, 'いただ'],
  [/致し(?=[ます])/g, 'いたし'],
  [/全て/g, 'すべて'],
  [/毎に/g, 'ごとに'],
  [/何故/g, 'なぜ'],
  [/何処/g, 'どこ'],
  [/何時でも/g, 'いつでも'],
  [/予め/g, 'あらかじめ'],
  [/(?<![\u4e00-\u9fff])既に/g, 'すでに'],
  [/(?<![\u4e00-\u9fff])更に/g, 'さらに'],
  [/未だ(?!に)/g, 'まだ'],
  [/(?<!っ)直ぐ/g, 'すぐ'],
  [/殆ど/g, 'ほとんど'],
  [/(?<![\u4e00-\u9fff])無(?=い|くて|くな|くし|かっ|けれ|し[でにの]|し$)/g, 'な'],
  [/(?<=[がはもに])掛か(?=[りるっら])/g, 'かか'],
  [/[判解](?=ら[なず])|分か(?=らな)/g, 'わか'],
  [/見付(?=[かけ])/g, '見つ'],
  [/上手く/g, 'うまく'],
  [/繋(?=[がぎぐげごいっ])/g, 'つな'],
  [/纏め/g, 'まとめ'],
  [/置換え/g, '置き換え'],
  [/引き?落し/g, '引き落とし'],
  [/見積(?:も?り)?(?![もる])/g, '見積もり'],
]

interface Compound {
  readonly pattern: RegExp
  /** Without its ending. */
  readonly start: string
  readonly ending: string
}

const PARTS = /^(.+?)([\u3041-\u309f]*)([\u4e00-\u9fff])([\u3041-\u309f]+)$/
const KANA = /[\u3041-\u30ff]/
const compounds = COMPOUNDS.trim().split(/\s+/).map(readCompound)
/** Most texts are done with at the first look. */
const MAY_DIFFER = new RegExp(`[${[...new Set(compounds.map(({ start }) => start[0]))].join('')}]`)

/** Without kana it may as well be Chinese, and stays. */
export function foldSpelling(text: string): string {
  return KANA.test(text) ? foldJapanese(text) : text
}

/** `isCut`: what the text ends in may go on ("切り替" of 切り替わる) and is given no ending. */
export function foldJapanese(text: string, isCut = false): string {
  const inKana = IN_KANA.reduce((rest, [pattern, kana]) => rest.replace(pattern, kana), text)
  if (!MAY_DIFFER.test(inKana)) return inKana
  return compounds.reduce(
    (rest, { pattern, start, ending }) =>
      rest.replace(pattern, (found: string, own: string | undefined, at: number) => {
        const isEnd = isCut && at + found.length === rest.length
        return start + (own ?? (isEnd ? '' : ending))
      }),
    inKana,
  )
}

function readCompound(written: string): Compound {
  const [, first = '', between = '', second = '', ending = ''] = PARTS.exec(written) ?? []
  // 役割 and 分割 end in it.
  const stem = `${first === '割' ? '(?<![役分])' : ''}${first}(?:${between})?${second}`
  // 組合 is a union, 組合せ is not.
  if (second === '合') return { pattern: new RegExp(`${stem}わ?(せ)`, 'g'), start: `${first}${between}合わ`, ending }
  return { pattern: new RegExp(`${stem}([${ENDINGS[second]}])?`, 'g'), start: first + between + second, ending }
}
