/** Who sent a table, as far as its name and its first lines say; a person sees it and may change it. Pure. */
import { cleanName } from '../../../shared/form/normalise.ts'

/** Words about the file and not about its sender, wherever they stand. */
const words = [
  '(?:全国)?科技工作者日|科技活动周|全国科普日|科普日|科普宣传周|防灾减灾日',
  '活动(?:开展)?(?:情况)?(?:登记|填报|汇总|统计|信息)?(?:表|清单|名单|台账)?',
  '(?:情况)?(?:登记|填报|汇总|统计|采集|报送|信息)(?:表|清单|名单|台账)',
  '项目表|计划表|一览表|表格|附件\\d*|定稿|终稿|最终版?|修改版?|更正版?|新版|旧版|改名|副本|复件|样表|空白',
  '(?:19|20)\\d{2}\\s*(?:年度?|[.\\-]\\d{1,2}[.\\-]\\d{1,2}|\\d{4})?|\\d{1,2}月(?:\\d{1,2}[日号])?|\\d{4,8}',
  'gb\\s?k|gb\\s?18030|utf-?(?:8|16)(?:\\s?bom)?|v\\d+(?:\\.\\d+)*',
]
const about = new RegExp(words.join('|'), 'giu')

const office =
  /(?:镇|乡|街道|办事处|村|社区|学校|中学|小学|大学|学院|幼儿园|局|科协|协会|学会|研究会|公司|中心|馆|站|医院|研究院|研究所|委员会|委|园区|开发区|政府)$/u

/** 东测镇-活动登记表(1).xlsx → 东测镇; '' where nothing is left that could name somebody. */
export function senderOfName(fileName: string): string {
  const stem = fileName
    .normalize('NFKC')
    .replace(/\.[^.]{1,5}$/u, '')
    .replace(/[(（【[][^)）\]】]{0,20}[)）\]】]/gu, ' ')
    .replace(about, ' ')
    .replace(/^\s*[\d.、_-]+|[^\p{L}\p{N}\s]+/gu, ' ')
  // 日期系统 or 张测一 name no office: a person says who sent it.
  const named = stem.split(/\s+/u).find((part) => part.length >= 2 && office.test(part))
  return cleanName(named ?? '').slice(0, 120)
}

/** 填报单位（盖章）：东测镇人民政府, in a line above the table or form. */
export function senderOfLines(lines: readonly string[]): string {
  for (const line of lines) {
    const match =
      /(?:填报|报送|上报|填表)单位\s{0,9}(?:[(（][^)）]{0,10}[)）])?\s{0,9}[:：]\s*([^\s:：][^\t\n:：]{0,118})/u.exec(
        line,
      )
    const found = cleanName((match?.[1] ?? '').split(/\s{2,}|\t|(?:报送|填报|填表)?(?:时间|日期|人)$/u)[0] ?? '')
    if (found !== '' && !/^_+$/u.test(found)) return found.slice(0, 120)
  }
  return ''
}
