// What the tables of README.ja.md say of each command and tool. A missing entry fails the build.

export interface Japanese {
  readonly commands: Readonly<Record<string, string>>
  readonly tools: Readonly<Record<string, string>>
}

export const JAPANESE: Japanese = {
  commands: {
    serve: 'アシスタントに MCP で答えます(既定のコマンド)。`--http` で HTTP と Web ページも提供します。',
    init: 'ガイドを選んで取得し、この PC のアシスタントを設定します。',
    crawl: 'ガイドを取得して索引に入れます。',
    refresh: '索引のうち古くなったページだけを更新します。',
    search: '索引を検索します。',
    read: 'ページを Markdown で表示します。',
    changes: '何が変わったかを、ページとセクションごとに示します。',
    guides: '取得できるガイドの一覧と、索引にあるものを示します。',
    status: '索引の内容と新しさを示します。',
    doctor: 'この環境と索引を点検し、直し方を示します。',
    export: '索引をバンドル(1 つのファイル)に書き出します。',
    import: 'バンドルをファイルまたは URL から取り込みます。',
    verify: 'バンドルを点検します。',
    keygen: 'バンドルの署名に使う鍵の組を作ります。',
    publish: '索引を、ほかの人が取り込める署名付きリポジトリとして公開します。',
    pull: '公開されたリポジトリから、足りないガイドと新しい版を取り込みます。',
    setup: 'アシスタントの設定を表示または書き込みます。',
    completion: 'シェルの補完を出力します。',
    help: 'コマンドの使い方を示します。',
  },
  tools: {
    search_documentation: '文書を検索し、答えになる原文の一節を URL とともに返します。',
    read_documentation: 'ページを Markdown で返します。',
    read_sections: '見出しを指定して、ページの一部を返します。',
    search_table: '表の行を列名付きで返します。',
    recommend: '関連するページを理由とともに返します。',
    list_guides: '索引にあるガイドと、取得できるガイドを返します。`contents_of` を渡すと、そのガイドの目次を返します。',
    whats_changed: '最近変わったページを返します。',
  },
}
