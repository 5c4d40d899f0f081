// Which of the languages written in Chinese characters a text without kana is in, as far as its characters tell. Lists of common characters of technical
// writing that only one of the three has today; Japanese shares many simplified and more traditional ones.

const SIMPLIFIED = `们这个过时东车长门问间关实现进发应业务资费计设说语请证认识试误错读项须题类级组统给网络线维缓编节从动协单变员听启吗响团园圆图场块坏处备复够头夹
奖审宽对导层岁带帐帮库废开异弃张弹归录态总恶惯战执扩扫护报拟择损换无显术权极构标树样档检毕汇浏测满滤滚热环电监盘码础确离积稳签简紧红约纯纲纳纵纸终经结绑绕
绘绝继续绿缩罗职联获营虑补见规视览觉订讨让训议记讲许论访评译词询该详诸课调谁谢负财责败货质购贴贵赋赖转轮软载较辅输边达迁运还远连迟适选递逻遗释针钟钥钮链销
锁镜闭阅队阶际险隐难页顺顾预频额风验马驱删为么创储则`

const TRADITIONAL = `這們麼嗎會學國說來對應發實單將經傳價關區號變數據權檔檢條樣總續繼聯聲處裡覽覺觸訊讀證譯轉邊鑰錄鏈隱雙雜啟點體刪內戶產狀獨當稱穩帶廢廣彈擇擴斷
歸殘氣沒滿濾參團圍圖壓壞寫專屬佈瀏鈕註與萬傳舉樓樞櫃稅絕`

/** Chinese of either kind, and no Japanese. */
const CHINESE = /[你您哪怎值它她吧呢吗嗎]|如何|什[么麼]/

export type Han = 'simplified' | 'traditional' | 'chinese' | 'shared'

const [simplified, traditional] = [SIMPLIFIED, TRADITIONAL].map((list) => new Set(list))

export function hanOf(text: string): Han {
  const count = (of: ReadonlySet<string> | undefined) => [...text].filter((char) => of?.has(char)).length
  const [one, other] = [count(simplified), count(traditional)]
  if (one !== other) return one > other ? 'simplified' : 'traditional'
  return one > 0 || CHINESE.test(text) ? 'chinese' : 'shared'
}
