// How long a text is for a language model. Pure. An estimate, since every model counts otherwise: close enough to keep
// an answer within a budget.

/**
 * About what tokenizers of language models make of it: four characters of Latin text a token, one of Chinese, Japanese
 * or Korean.
 */
export function countTokens(text: string): number {
  const wide = text.match(/[\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]/g)?.length ?? 0
  return Math.ceil(wide + (text.length - wide) / 4)
}
