// What a page is for, by the words of its title and of its file name, in every language of the catalog. Pure. File
// names are English everywhere.

export type TitleKind = 'limits' | 'trouble' | 'price' | 'appendix' | 'other'

// en · de · es · fr · id · it · ja · ko · pt · zh
const LIMITS =
  /quota|limit|kontingent|grenzwert|cuota|límite|kuota|batas|quote (?:di|e)\b|クォータ|制限|上限|할당량|제한|cota|配额|配額|限制/i
const TROUBLE =
  /troubleshoot|\berrors?\b|\bissues?\b|problem|\bfail(?:s|ed|ing|ures?)?\b|debug|\bfaqs?\b|frequently asked|fehler|solución de|errores|preguntas frecuentes|dépannage|résolution des|erreur|fréquentes|pemecahan masalah|kesalahan|pertanyaan umum|risoluzione dei|\berrori\b|domande frequenti|トラブル|エラー|問題|よくある質問|문제|오류|자주 묻는|solução de|\berros?\b|perguntas frequentes|疑难|故障|错误|錯誤|常见问题|常見問題/i
const PRICE =
  /\bpric(?:e|es|ing)\b|\bbill(?:ing|ed|s)?\b|\bcosts?\b|\bcharge[ds]?\b|preis|abrechnung|kosten|precio|facturación|\bcostos?\b|\bcostes?\b|tarif|facturation|coûts?|harga|penagihan|biaya|prezz|fatturazione|\bcosti\b|料金|請求|コスト|課金|요금|청구|비용|preço|faturamento|custos?|定价|定價|计费|計費|费用|費用|成本/i
const APPENDIX =
  /history|release notes?|change ?log|glossary|verlauf|versionshinweise|glossar|historial|notas de |historique|notes de mise à jour|riwayat|catatan rilis|glosari|cronologia|note di rilascio|履歴|リリースノート|用語集|문서 기록|릴리스|용어집|histórico|文档历史|文件歷史|发行说明|發行說明|术语表|詞彙表/i

export function classifyTitle(title: string, page: string): TitleKind {
  const text = `${title} ${page.replace(/\.html?$/, '').replace(/[-_]/g, ' ')}`
  if (LIMITS.test(text)) return 'limits'
  if (TROUBLE.test(text)) return 'trouble'
  if (PRICE.test(text)) return 'price'
  return APPENDIX.test(text) ? 'appendix' : 'other'
}
