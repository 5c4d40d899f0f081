// Japanese words that people need to tell what they want, and that say nothing about which page answers: they have no
// English here, and are not missed for it. Pure.

const WORDS = `
# how things are, and how they are told
場合 方法 必要 自分 自身 全部 途中 同じ 同様 関係 普通 本当 実際 実は 例えば 具体的 要するに 要は 結局 結果的
今回 前回 次回 現状 一応 一旦 普段 多分 大体 全然 全く 無理 大丈夫 心配 不安 迷惑 勘違い 正直 個人的 理想 今後
一度 二度 何度 何度も 何回も 毎回 一方 片方 両方 双方 以外 以内 以下 以上 未満 一気 最終的 基本的 一般的 全体的
意外 当然 大変 変 微妙 適当 気軽 面倒くさ 厄介 残念 可能 不可能 不要 十分
# who says so
上司に 上司から 上司が 部長に 部長から 課長に 課長から 社長に 社長から 先輩に 先輩から 後輩に 後輩が 先方 客先に 客先から
顧客から 上から言われ 言われた 言われて 言われま 頼まれた 頼まれて 頼まれま 怒られた 怒られる 怒られて 聞かれた 聞かれて 任され
`

/** Without a long vowel at their end, as the vocabulary keeps its words. */
export const SPEECH_WORDS: readonly string[] = WORDS.split('\n')
  .filter((line) => !line.startsWith('#'))
  .flatMap((line) => line.split(' ').filter(Boolean))
