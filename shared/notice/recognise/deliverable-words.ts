/** The things that notices ask for, and how their names stand in a sentence. */
import { tidy, withoutBrackets } from './page.ts'
import { readNumber } from './plain-text.ts'
import type { Quantity, Span } from './proposal.ts'

/** Someone has to send, hand in, register or recommend. */
export const sendVerb =
  /报送|上报|提交|呈报|填报|报至|报到|报给|报(?=省|市|县|区|我|组织|学会|科|办)|上传|发送|发至|发到|寄送|寄至|寄到|送至|送交|送达|提供|推荐|申报|交至|交到|反馈|备案|投稿|回传|补充完善|报备|送审|登记|注册|报名|汇总后?报|传至|传真至/
/** Verbs that need no deadline to be a duty. */
const firmVerb = /报送|上报|提交|上传|反馈/

const noun =
  /(?:特色亮点活动(?:的)?)?(?:工作|活动|实施|筹备|策划|组织|应急|防控)方案|方案|(?:工作|活动|实施|年度)计划|(?:活动|单位|作品|个人|项目)?简介|介绍材料|(?:活动|现场)?图片视频|照片|图片|(?:影像|图像|图文|音像|视频|文字|图片|音视频|佐证|证明|支撑|宣传|申报|推荐|报名|评审|事迹|典型|交流|参赛|申请|活动)(?:资料|材料)|文字信息|(?:工作|活动|年度)?总结(?:报告|材料)|(?:工作|活动|年度|专项|科普)?总结(?!典型|经验|活动|评估|表彰|推广|梳理|宣传|科技|工作(?!报告)|各|本|好|提炼|会|凝练|成)|(?:报名|申报|推荐|参赛|情况|信息|备案|作品)?(?:统计|情况|汇总|推荐|申报|申请|报名|登记|信息|一览|审批|备案|意向|反馈|评分|自评|明细|预算|安排|日程|任务)表|申报书|申请书|推荐书|推荐函|推荐意见|(?:报名|参会|参加)?回执|授权书|承诺书|声明书?(?=[》、，和及])|短视频|微视频|视频作品|宣传片|视频(?!会议|征集|形式|号|大赛|展播|活动|平台|直播|时长|内容|连线|要求|格式|监控)|(?:申报|参赛|参评|征文|摄影|优秀|图书|科普|短视频|视频|书画|绘画)?作品(?!征集|类型|要求|评审|内容|表现|申报|登记|授权|创意|名称|应|须|时长|格式|不|展)|征文(?!活动|作品|演讲)|论文|宣传海报|海报|(?:推荐)?名单|典型案例|优秀案例|案例|(?:活动)?信息和进展|活动信息|内容信息|网址信息|准确信息|信息稿件|宣传产品|宣传精品|报道链接|台账|清单|(?:自查|调研|评估|工作|情况|进展|总结|专题|书面)报告|成绩单|(?:活动)?开展情况(?=，?(?:请|及时|报送))|特色活动(?=，?(?:并|请)?及时)|意见建议(?=报|反馈|书面)|优秀组织单位|优秀组织奖|优秀活动|先进集体|先进个人|候选人|联络员|(?:活动)?小结|成果材料|材料(?!:|清单|要求|一式|报|寄|发|审)/g

const quantity =
  /(?<![\d.年月])(\d{1,3}|[一二两三四五六七八九十]{1,2})[ ]?(?:个|项|张|名|篇|部|件|份|幅|家|条|段|人|组)?(?:(?:-{1,2}|至|到|~)[ ]?(\d{1,3}|[一二两三四五六七八九十]))?[ ]?(个|项|张|名|篇|部|件|份|幅|家|条|段|人|组)(?!工作日|月|小时|式|单位|地区|部门|等奖|一|民)(?:以上|以内|左右)?/

/** Units, counts of nothing to send. */
const cutter =
  /[、，。；:"\s]|(?:同时|开展|策划|推出|一批|以及|连同|并附|附上|附|报送|上报|提交|填报|填写|上传|发送|发至|寄送|提供|推荐|反馈|补充完善|完成|做好|完善|包括|包含|形成|撰写|制作|编制|准备|报名|申报|择优|精选|遴选|请|将|把|及时|及|和(?!进展)|与|并|于|前|后)|(?:每(?:个)?(?:单位|县|市|地|校|项活动|部门)|各(?:单位|地|县|市|设区市|学会|高校|部门))(?:限报|可|应|需|要)?|限报?|不超过|不少于|至少|其中|有关|相关|上述|以下|所有|\d[.、)]|[的在](?=.{9})/g

export interface Wanted {
  readonly span: Span
  readonly title: string
  readonly quantity: Quantity | null
  /** Offset behind the noun. */
  readonly nounStart: number
}

/** Quoted names of other documents are blanked, names of forms stay. */
function openNames(words: string): string {
  return words.replace(/《([^《》\n]{1,60})》/g, (whole, name: string) =>
    /(?:表|书|回执|单)$/.test(name) && !/关于|通知/.test(name) ? `、${name}、` : '、'.repeat(whole.length),
  )
}

function readQuantity(words: string): Quantity | null {
  const found = quantity.exec(words)
  if (!found) return null
  const first = readNumber(found[1] ?? '')
  const second = found[2] ? readNumber(found[2]) : null
  if (first === null || first === 0) return null
  const before = words.slice(Math.max(0, found.index - 5), found.index)
  // 一式三份 counts copies of one thing.
  if (/第$|一式$/.test(before)) return null
  const open = /不少于|至少|不低于/.test(before) || /以上$/.test(found[0])
  const top = /不超过|限报|至多|不多于|以内|限/.test(before) || /以内$/.test(found[0])
  const lead = /(?:不少于|至少|不低于|不超过|限报|至多|不多于|限)$/.exec(before)?.[0] ?? ''
  const wording = `${lead}${found[0]}`.trim()
  if (second !== null) return { min: Math.min(first, second), max: Math.max(first, second), wording }
  if (open) return { min: first, max: null, wording }
  return { min: top ? 0 : first, max: first, wording }
}

/** Things named in a sentence. `flow` is the whole text; offsets are of the text. */
export function wantedIn(flow: string, { start, end }: Span): Wanted[] {
  const sentence = flow.slice(start, end)
  const open = openNames(withoutBrackets(sentence))
  const found: Wanted[] = []
  let floor = 0
  for (const hit of open.matchAll(noun)) {
    const nounEnd = hit.index + hit[0].length
    const last = found.at(-1)
    if (last && floor === hit.index) {
      // Two such words in a row are one name: 联络员名单.
      const span = { start: last.span.start, end: start + nounEnd }
      found[found.length - 1] = { ...last, span, title: `${last.title}${hit[0]}`.slice(-24) }
      floor = nounEnd
      continue
    }
    const back = open.slice(Math.max(floor, hit.index - 30), hit.index)
    const from = hit.index - back.length
    let cut = 0
    for (const piece of back.matchAll(cutter)) cut = piece.index + piece[0].length
    // A bracket within the name was blanked: (区、市)级优秀组织单位.
    const bracket = /([\u4e00-\u9fa5]{1,6})\s{3,20}$/.exec(back.slice(0, cut))
    const bracketed =
      bracket !== null && cut === back.slice(0, cut).length && /\)$/.test(sentence.slice(0, from + cut).trimEnd())
    const lead = bracketed ? cutBack(back.slice(0, cut).trimEnd()) : cut
    const nameStart = from + lead
    const count = readQuantity(open.slice(nameStart, nounEnd))
    const title = nameOf(open.slice(nameStart, nounEnd), count)
    const after = sentence.slice(nounEnd, nounEnd + 60)
    const bracketAfter = /^[》”"]?\s?\(([^()]{1,60})/.exec(after)?.[1] ?? ''
    const rest = /^[》”"]?[^，。；、(和及]{0,8}/.exec(after)?.[0] ?? ''
    const amount = count ?? readQuantity(`${rest}，${bracketAfter}`)
    found.push({
      span: { start: start + nameStart, end: start + nounEnd },
      title,
      quantity: amount,
      nounStart: start + hit.index,
    })
    floor = nounEnd
  }
  return found
}

/** A quotation that the cut has opened or closed alone loses its mark. */
function balanced(words: string): string {
  return words.includes('“') === words.includes('”') ? words : words.replace(/[“”]/g, '')
}

function cutBack(words: string): number {
  let cut = 0
  for (const piece of words.matchAll(cutter)) cut = piece.index + piece[0].length
  return cut
}

function nameOf(words: string, count: Quantity | null): string {
  const bare = count ? words.replace(count.wording, '').replace(/^(?:不少于|不超过|至少|限报|限)/, '') : words
  return balanced(
    tidy(bare)
      .replace(/^[、的”"》《]+|[、“"》《]+$/g, '')
      .replace(/^(?:优秀)?的/, '')
      .slice(-24),
  )
}

/** Pieces of the bracket or the clause behind a thing that limit it, in the notice's own words. */
export function limitsAfter(flow: string, end: number, stop: number): string[] {
  const after = flow.slice(end, Math.min(stop, end + 160))
  const bracket = /^[》”"\d\-个项张份名篇部 ]{0,8}\(([^()]{1,120})\)/.exec(after)?.[1]
  const clause = /^[》”"]?[，](?!并|请|同时|由|以|各|于)([^。；、]{2,60})/.exec(after)?.[1]
  const words = `${bracket ?? ''}，${clause ?? ''}`
  return words
    .split(/[，；、]/)
    .map(tidy)
    .filter(
      (piece) =>
        /\d[ ]?(?:字|张|分钟|秒|MB|M|P|页|份)|^[无不须应需限][^见]|盖章|签字|签名|格式|以内|原则上|左右|一式/i.test(
          piece,
        ) && !/详见|见附件/.test(piece),
    )
}

/** Is this sentence a duty although it names no date? 及时报送, 请提交. */
export function dutyWithoutDate(sentence: string): boolean {
  return firmVerb.test(sentence) && /及时|随时|请|须|应当?(?=报|提|上)|务必|需/.test(sentence)
}
