// What people call things, and what documentation calls them. One way only: a question in the words of the documentation is not widened, so that a good
// query stays as sharp as it was written. No product has a line here: what products are called is learnt from the index. Pure.

import { normalizeText, termsOf } from '../core/terms.ts'

/** Words and phrases of speech, then the documentation's words for them. */
const ENGLISH = `
wipe, wiped, erase, erased, throw away, get rid of, purge, scrap, clean up, cleaned up, cleanup = delete, remove
bring back, brought back, get back, undo, undelete, rewind, go back to, roll back to = restore, recover
by accident, accidentally, by mistake, mistakenly = recover, protect
backup, back up, backed up = backup, snapshot
freeze, froze, frozen, tamper, locked down, write once = lock, retention
nobody, no one, stop people, keep people from, never let, forbid, forbidden, block = deny, prevent, restrict
overwrite, overwritten, push over, replace by accident = immutable, overwrite, version
leak, leaked, stolen, exposed, compromised, hacked = compromised, revoke, rotate
kick out, throw out, log out, log everyone out, cut off = revoke, terminate, session
host, hosts, box, boxes, machine, machines, server, servers, vm, vms, computer = instance
rights, right to, allowed to, able to, has access, have access = permission
hand out, give access, let someone, let users, let developers = grant, permission
too many rights, more rights, only what they need, as little as possible, trim = privilege, boundary
wins, takes precedence, override, overrides, contradict, in which order = evaluation, precedence
whole world, everyone on the internet, anyone on the internet, anybody, open to the world = public
outside the company, outsiders, strangers, other companies, vendor, contractor, partner, supplier = external, third-party
other account, another account, different account, second account, other team's account = cross-account
log in, log on, login, sign-in, signing in, sso = sign, authentication
two-factor, 2fa, second factor, one-time code, authenticator = mfa
corporate login, company login, active directory, ldap, existing users = federation, identity, directory
phone died, lost my phone, lost phone, new phone, broken phone = lost, device
forgot, forgotten = reset, password
plain text, plaintext, cleartext, hard-coded, hardcoded, hide the password = sensitive, secret
encrypted at rest, scrambled, unreadable = encryption
how much, expensive, cheap, cheaper, pay, paying, paid, billed, bill, invoice, money = cost, charge, billing, pricing
how many, how large, how big, how long can, how much memory, at most, upper limit, max, largest, smallest, biggest, highest, longest = limit, quota, maximum
be raised, raise it, raise the, higher limit, more than the limit = increase, quota
slow, slower, sluggish, laggy, takes forever, takes too long, hangs, speed up, faster = performance, latency
too many requests, slow down, rate exceeded, 429, 503 = throttling, limit
does not work, doesn't work, not working, stopped working, fails, failing, broken, goes wrong, went wrong, going wrong, be wrong = troubleshoot, error, failure
cannot call, cannot connect, can't connect, cannot reach, can't reach, unreachable, call out, no connection = connectivity, network, troubleshoot
times out, timed out, gives up = timeout
stuck, stuck in, never finishes, hanging = pending, troubleshoot
kept warm, keep warm, cold start, cold starts, first start, wait for the first = provisioned, concurrency, initialization
percent of the traffic, part of the traffic, gradually, bit by bit, step by step, canary = weight, shifting, routing
new release, rollout, roll out, go live, new version = deployment, version
fire-and-forget, fire and forget, in the background, do not wait = asynchronous
finally fails, gives up on, lost events, lost messages = destination, dead-letter
bad record, poison message, comes back, come back, processed again, processed twice, twice = retry, batch, failed
every night, nightly, every day, every hour, every week, every monday, cron, at a certain time = schedule
time zone, timezone, hours late, hours early, wrong hour, local time = utc
copy of production, full copy, duplicate of = clone, copy
weekend, switch off, turn off, shut down, shut it down, pause = stop
turn on, switch on = enable
local reader, read copy, reader, secondary = replica
hide, hidden, obfuscate, redact, last four digits, anonymise, anonymize = mask
only their own, own rows, only some rows = row-level, filter
firewall = security group, acl
without internet, no internet, private network, not over the internet = vpc, endpoint, private
on-premises, on-prem, data center, data centre, our office = vpn, connection
find each other, dns name, by name, look each other up = discovery, dns
public ip, fixed ip, static ip, same ip = elastic, address
ip addresses, usable addresses, address range = cidr, subnet
who did, what happened, who changed, who deleted = log, audit
let me know, tell me when, notify me, alert, alerts, be told, warn = notification, alarm
really used, last used, not used, unused, nobody uses, no longer used = accessed
out of rotation, take out of service, patch, patching, without downtime, without interruption = drain, maintenance
download link, share a link, temporary link, no account, has no account, without an account = presigned, temporary
rarely read, how often, seldom, hardly ever, cold data = infrequent, archive
tier = class
halfway, half finished, half-finished, unfinished, interrupted = incomplete, abort
after a week, after a month, after a year, older than, old files, by themselves, by itself = lifecycle, expire, rule
big files, huge files, big uploads, in chunks, in pieces, in parts = multipart, part
other region, another region, different region, second region = cross-region, replication
whoever downloads, downloaders, the reader pays, make them pay = requester
language AWS does, own language, other language, unsupported language = custom, runtime
scratch, disk space, disk full, out of disk, no space left = storage, ephemeral, volume
out of memory, oom, memory runs out = memory
move everything, move over, switch over, take over from = migration
split, divide, cut into = partition, split
reshape, only a few fields, a few fields, summarise, summarize, summarised, summarized, rewrite = transform, transformer
forward, pass on, hand over to = target, route
at the same time, at once, in parallel, simultaneously = concurrent, concurrency
rolled back = conflict, isolation, abort
did not load, not load, not loaded, not imported, rejected rows, missing rows = load, error
where can i see, can i see, find out, look up, overview of = view, monitor
worse plan, join order, picks a = plan
reachable, can be reached, open to = access, analyzer
difference between, what is the difference, versus, vs, or rather = compare, comparison
first steps, get going, from scratch, beginner = getting started
read-only, look but not touch = read-only
stale, outdated, out of date, old data = refresh, statistics
tidy, shrink, reclaim, give back space = vacuum, compact
text into columns, spreadsheet = csv, delimited
nested, inside json = semistructured, json
word for word, exact, case = pattern, matching
empty, nothing comes back, no rows = null, return
`

const JAPANESE = `
消す, 消し, 消え, 空に, 捨て = 削除
戻す, 戻ら, 戻し, 取り消, 元に = 復元, ロールバック
打ち切, 強制的, 止める, 止め, 終わらせ, 切る = キャンセル, 終了, タイムアウト
遅い, 重い, 速い, 早く, 速く, 時間がかか, 性能 = パフォーマンス
いくら, お金, 費用, 安く, 高い = 料金, コスト, 課金
いくつ, 何個, 何件, 何文字, 何バイト, 最大, 上限 = 制限, クォータ, 最大
取り込, 流し込, 読み込ま = ロード, COPY
取り出, 書き出, 吐き出 = アンロード, UNLOAD
作り直 = 再作成, コピー
並び替, 並べ替 = ソート
見せない, 見えなく, 隠す, 隠し, 伏せ = マスキング
見える行, 見せる行, ごとに見え = 行レベルのセキュリティ
一覧, 確認したい, 調べ, 知りたい = 表示, ビュー
容量, 食って, 空き = ディスク, サイズ
偏り, 偏って = スキュー, 分散
駄目, できない, 落ちる, 失敗, 動かない, うまくいかな = エラー, 考慮事項, トラブルシューティング
違い, どう違う, どちら, 比べ = 比較
渡す, 渡し, 受け取 = 返す, 結果セット
まとめる, まとめて, まとめた = 集計, 単一
先に, 優先, 後回し = 優先度
書き方, 書けま, 書きたい = 構文
日本時間, 時差 = タイムゾーン
別アカウント, 他のアカウント, 別のアカウント = アカウント間
別リージョン, 他のリージョン, 別のリージョン = リージョン間, クロスリージョン
そのまま, 取り込まず = フェデレーテッド, 外部
階層, たどり, たどる = 再帰
つなげ, 連結, くっつけ = 連結, 集計
繋がらない, つながらない, 接続できない, 届かない = 接続, トラブルシューティング
直す, 治す, 直し = 修正
古い, 最新 = 更新
文字化け, 不正な文字 = マルチバイト, UTF-8
同じ値, 重複, ダブ = 一意, 重複
鍵 = キー, 暗号化
分ける, 分割 = 分割, パーティション
繰り返し, 毎回 = ループ, 自動
丸め, 切り捨て, 四捨五入 = 丸め
許す, 許可し, 見てよい, 使わせ = 権限, 許可
同時に, 並列 = 同時実行
名前を変え = 変更, RENAME
移す, 移し, 引っ越 = 移行
暗証, パスワード = パスワード, 認証
`

export interface EverydayWord {
  /** Found in the folded text of a query. */
  readonly said: RegExp
  readonly meant: readonly string[]
}

const WORDS: readonly EverydayWord[] = [
  ...entries(ENGLISH, (phrase) => `(?<![a-z0-9])${escaped(phrase)}(?![a-z0-9])`),
  ...entries(JAPANESE, escaped),
]

/** Terms of the documentation for what `text` says in words of its own, each once. */
export function documentationTerms(text: string): string[] {
  const folded = normalizeText(text).toLowerCase().replace(/\s+/g, ' ')
  return [...new Set(WORDS.flatMap(({ said, meant }) => (said.test(folded) ? meant : [])))]
}

function entries(list: string, patternOf: (phrase: string) => string): EverydayWord[] {
  return list
    .trim()
    .split('\n')
    .map((line) => {
      const [said = '', meant = ''] = line.split(' = ')
      return {
        said: new RegExp(said.split(', ').map(patternOf).join('|')),
        meant: meant.split(', ').flatMap((word) => termsOf(word)),
      }
    })
}

function escaped(phrase: string): string {
  return phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
