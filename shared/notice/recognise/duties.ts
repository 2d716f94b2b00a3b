/** Deadlines, periods and the things to send, tied together sentence by sentence. */
import type { Route } from './contacts.ts'
import { dutyWithoutDate, limitsAfter, sendVerb, type Wanted, wantedIn } from './deliverable-words.ts'
import { marked } from './heading.ts'
import { type Page, sentencesOf } from './page.ts'
import type { DeliverableProposal, DueProposal, PeriodProposal, RecipientProposal, Span } from './proposal.ts'
import type { DateFinding } from './resolve-date.ts'

export interface Duties {
  readonly dues: DueProposal[]
  readonly periods: PeriodProposal[]
  readonly deliverables: DeliverableProposal[]
}

const eventLabel =
  /(?:活动|座谈|会议|举办|开展|比赛|培训|报到|考察|展览|拟举办|评审|公示|决赛|启动|集中|时)[ ]?(?:时间|日期|间)(?:和?地点)?(?:为|是)?[ ]?[:：]?[ ]?(?:定于|为)?$/
const dueLabel =
  /(?:截止|报送|上报|提交|申报|报名|投稿|征集|反馈|注册|登记|材料|作品)[\u4e00-\u9fa5]{0,4}(?:时间|日期|期限|截止)(?:和?方式)?(?:为|是)?[ ]?:?[ ]?$/
const sendAfter =
  /^[，,]?[^。；]{0,40}?(?:报送|上报|提交|呈报|上传|发送|寄送|提供|推荐|申报|注册|登记|报名|填报|反馈|送至|发至|报(?=省|市|县|区|我|组织|学会)|投稿)/
const holdAfter =
  /^[，,]?[^。；，]{0,16}(?:举办(?!单位|地|方)|举行|召开|开展|组织开展|评审|展播|展示|公示|进行|集中|比赛|发布)/
const history =
  /已(?:有|经|完成|建成|累计)|累计|被.{0,20}(?:选树|评为|授予|命名)|荣获|获评|印发的|发布的|召开的|实施以来/

type Role = 'due' | 'period' | 'none'

/** What a date is for, by the label before it and the verbs after it. */
function roleOf(flow: string, date: DateFinding, sentence: Span): Role {
  const before = flow.slice(Math.max(sentence.start, date.span.start - 24), date.span.start)
  const after = flow.slice(date.span.end, Math.min(sentence.end, date.span.end + 60))
  const labelled = dueLabel.test(before) || /^(?:报|上报|提交|申报|报名|投稿|征集|材料|期限|截止)/.test(date.wording)
  if (date.bound === 'since' || date.bound === 'around') return 'none'
  if (date.bound === 'by') {
    if (history.test(after.split('，')[1] ?? '') && date.statistical) return 'none'
    if (date.statistical && /(?:数据|统计|信息|资料|情况|内容|时点)[\u4e00-\u9fa5]{0,4}$/.test(before)) return 'none'
    if (date.statistical && /已|累计|共/.test(after.slice(0, 24))) return 'none'
    const whole = flow.slice(sentence.start, sentence.end)
    // Ages and founding years (“2021年12月31日前成立的单位”) limit who may take part.
    if (/^(?:出生|成立|注册成立|取得|毕业|参加工作|发表|入选|认定|出版|入职|命名)/.test(after)) return 'none'
    return date.to === null && !sendVerb.test(whole) && !/完成|落实/.test(whole) ? 'none' : 'due'
  }
  if (date.bound === 'from') return 'none'
  if (labelled && !eventLabel.test(before.replace(/截止时间|报送时间/g, ''))) return 'due'
  if (labelled) return 'due'
  if (eventLabel.test(before)) return 'period'
  const hold = holdAfter.exec(after)
  const send = sendAfter.exec(after)
  if (hold && (!send || hold[0].length <= send[0].length))
    return date.range || /[于在]$/.test(before) ? 'period' : 'none'
  const asked = /[于在请]\s*$|请[^，。；]{0,12}$/.test(before) || date.range
  if (date.precision === 'minute' && date.from !== date.to) return 'period'
  if (send && asked && !/^(?:印发|发布|召开|的)/.test(after) && date.precision !== 'month') return 'due'
  return date.range ? 'period' : 'none'
}

const periodHeading =
  /(?:时间|时间安排|时间和主题|时间地点)[^，。；\n]{0,4}\n?\s*(?:\d[.、]|\([一二三]\))?[^，。；\n]{0,4}$/

function dueOf(text: string, date: DateFinding, acts: boolean): DueProposal {
  const base = marked(text, 'due', date.span)
  const open = date.bound === 'on' ? `“${base.wording}”是否就是报送的截止时间，请确认` : null
  const idle = date.bound === 'by' && !acts ? '这个期限要办什么没有写明，请确认是否需要报送' : null
  const question = [open, idle, date.question].filter((one) => one !== null).join('；') || null
  const value: DueProposal['value'] = {
    at: date.to,
    precision: date.precision,
    before: date.bound === 'by',
    includesDay: date.includesDay,
    time: date.time,
    ...(date.range && date.from ? { from: date.from } : {}),
  }
  return { ...base, value, sure: date.sure && open === null && idle === null && date.to !== null, question }
}

/** An item that a heading with a colon opens: “上报：” then 1. 2. 3., in the same or in the following lines. */
const item = /^\s*(?:\(?\d{1,2}[.、)]|\([一二三四五六七八九十]{1,2}\)|[①-⑩])/
const opens = /(?:报送|上报|提交|填报|提供|材料|内容|如下|以下)[^。；]{0,16}:\s*$/
const listHeading =
  /(?:报送|提交|申报|上报|推荐|参评|参赛|参选|申请|所需|应报|报名)(?:的)?(?:材料|内容|资料|要求|清单|事项)(?:和要求|及要求|如下)?[:]?$/

interface Scope {
  due: DueProposal | null
  open: boolean
}

export function findDuties(
  page: Page,
  dates: readonly DateFinding[],
  taken: readonly Span[],
  routes: readonly Route[],
  recipients: readonly RecipientProposal[],
): Duties {
  const { text, flow, paragraphs } = page
  const dues: DueProposal[] = []
  const periods: PeriodProposal[] = []
  const deliverables: DeliverableProposal[] = []
  const free = dates.filter(({ span }) => !taken.some((one) => span.start < one.end && one.start < span.end))
  let next = 0
  let nextRoute = 0
  // Heading above: 报送时间, then the date alone.
  let above = ''
  let kept: Scope = { due: null, open: false }
  for (const paragraph of paragraphs) {
    const head = flow.slice(paragraph.start, paragraph.end)
    const scope: Scope = item.test(head) && kept.open ? { ...kept } : { due: null, open: false }
    const headed = head.length <= 120 && sendVerb.test(above) && above.length <= 20
    above = head
    const routed: Route[] = []
    while ((routes[nextRoute]?.start ?? Number.POSITIVE_INFINITY) < paragraph.end) {
      const route = routes[nextRoute]
      if (route && route.start >= paragraph.start) routed.push(route)
      nextRoute += 1
    }
    const added: { wanted: Wanted; due: DueProposal | null; sentence: Span; listed: boolean }[] = []
    for (const sentence of sentencesOf(flow, paragraph)) {
      const words = flow.slice(sentence.start, sentence.end)
      const acts = sendVerb.test(words)
      const own: DueProposal[] = []
      while ((free[next]?.span.start ?? Number.POSITIVE_INFINITY) < sentence.end) {
        const date = free[next]
        next += 1
        if (!date || date.span.start < sentence.start) continue
        const heading =
          date.bound === 'on' && periodHeading.test(flow.slice(Math.max(0, date.span.start - 24), date.span.start))
        const role = roleOf(flow, date, sentence)
        if (role === 'due') own.push(dueOf(text, date, acts || opens.test(`${words}:`) || headed))
        else if (role === 'period' || (heading && !/落款/.test(words))) periods.push(periodOf(text, date))
      }
      dues.push(...own)
      const first = own[0]
      if (first) scope.due = own.at(-1) ?? null
      const listed = scope.open && item.test(words)
      if (/(?:报送|上报|提交|提供|如下|材料)[^。；]{0,10}:/.test(words)) scope.open = true
      const duty = acts && (scope.due !== null || dutyWithoutDate(words))
      const continues = scope.due !== null && /^\s*(?:\(?\d{1,2}[.、)])/.test(words) && scope.open
      if (!duty && !continues && !listed) continue
      for (const wanted of wantedIn(flow, sentence)) {
        const due = own.findLast((one) => one.span.start < wanted.span.start) ?? first ?? scope.due
        if (!isObject(flow, wanted, sentence, own, listed || continues)) continue
        added.push({ wanted, due, sentence, listed: listed || continues })
      }
    }
    kept = {
      due: scope.due,
      open:
        scope.open ||
        opens.test(head) ||
        (head.length <= 30 && listHeading.test(head)) ||
        (kept.open && item.test(head)),
    }
    if (opens.test(head)) kept.open = true
    for (const { wanted, due, sentence } of added) {
      const limits = limitsAfter(flow, wanted.span.end, paragraph.end)
      const receiver = receiverOf(flow, wanted, sentence, routed, recipients)
      const timely = /及时|随时/.test(flow.slice(sentence.start, sentence.end))
      deliverables.push(deliverableOf(text, wanted, due, limits, receiver, timely))
    }
  }
  return { dues, periods, deliverables: attachOnlyDue(deliverables, dues) }
}

function periodOf(text: string, date: DateFinding): PeriodProposal {
  const value = { from: date.from, to: date.to, precision: date.precision }
  return { ...marked(text, 'period', date.span), value, sure: date.sure, question: date.question }
}

function deliverableOf(
  text: string,
  wanted: Wanted,
  due: DueProposal | null,
  limits: readonly string[],
  receiver: Receiver,
  timely: boolean,
): DeliverableProposal {
  const { title, quantity } = wanted
  const value = { title, dueId: due?.id ?? null, quantity, limits, recipientId: receiver.recipientId }
  const undated = due ? null : timely ? '通知只要求及时报送，请确认何时报送' : noDueQuestion
  const question = [undated, receiver.question].filter((one) => one !== null).join('；') || null
  return { ...marked(text, 'deliverable', wanted.span), value, sure: due !== null, question }
}

const noDueQuestion = '通知没有写明期限，请确认何时报送'

const basis = /(?:根据|按照|参照|依据|依照|结合|认真|梳理|专章|进行|贯彻|落实|围绕)[^，。；、]{0,10}$/
const rejected = /^[》”]?(?:的(?:要求|格式|单位|通知)|要求|评选|征集|大赛|安排(?!表)|模板|样表|作为评)/

/** Is the noun what has to be sent? Before the deadline only 将, 把, a verb or “…请于” say so; after it, most are. */
function isObject(flow: string, wanted: Wanted, sentence: Span, own: readonly DueProposal[], listed: boolean): boolean {
  const before = flow.slice(sentence.start, wanted.nounStart)
  const after = flow.slice(wanted.span.end, sentence.end)
  if (wanted.title.length < 2 || /^(?:本|该|其他?|各类|全部|获奖|所有|部分)/.test(wanted.title)) return false
  if (basis.test(before.slice(-14)) || rejected.test(after)) return false
  const clause = before.split('；').at(-1) ?? ''
  const behind = (after.split('；')[0] ?? '').slice(0, 60)
  if (
    /(?:优秀|先进|候选).*(?:单位|活动|集体|个人|人|奖)$/.test(wanted.title) &&
    !/推荐|申报|报送|评选/.test(`${clause.slice(-30)}|${behind.slice(0, 8)}`)
  )
    return false
  if (/优秀|先进/.test(wanted.title) && /表扬|表彰/.test(behind.slice(0, 20))) return false
  if (listed) return true
  if (/^[》”]?(?:\([^()]{0,60}\))?，?(?:并?及时(?=上报|报|提交)|请|须|应|务必|需|于|均|统一)/.test(after)) return true
  const late = own.length > 0 && !own.some((one) => one.span.end <= wanted.span.start)
  // Without a date in the sentence the verb has to stand before the noun.
  if (late || (own.length === 0 && !sendVerb.test(behind)))
    return /[将把]|填写|填报|报送|提交|上报|请|上传|提供|推荐/.test(clause.slice(-60))
  if (own.length === 0) return /[将把请在]|报送|提交|上报|提供|填/.test(clause.slice(-60))
  return sendVerb.test(`${clause.slice(-80)}|${behind}`)
}

const online = /网站|平台|客户端|系统(?:内|中|填|上|报)|专题网页|小程序|二维码/

interface Receiver {
  readonly recipientId: string | null
  readonly question: string | null
}

/** The department of the same clause, else the only one of the paragraph that has no object of its own, else a question. */
function receiverOf(
  flow: string,
  wanted: Wanted,
  sentence: Span,
  routed: readonly Route[],
  recipients: readonly RecipientProposal[],
): Receiver {
  const semicolon = flow.slice(wanted.span.end, sentence.end).indexOf('；')
  const end = semicolon < 0 ? sentence.end : wanted.span.end + semicolon
  const direct = routed.filter((route) => route.start >= wanted.span.end && route.start < end)
  const idle = routed.filter(({ start }) => {
    const clause =
      flow
        .slice(Math.max(0, start - 60), start)
        .split(/[。；]/)
        .at(-1) ?? ''
    return !/[将把]|总结时/.test(clause)
  })
  // Two departments in one clause (“报送甲部和乙部”) are told apart by the kind of sender.
  const near =
    direct.length > 1 && !/，/.test(flow.slice(direct[0]?.end, direct[1]?.start)) ? direct : direct.slice(0, 1)
  const ids = [...new Set((near.length > 0 ? near : idle).map((route) => route.recipientId))]
  if (ids.length === 1) return { recipientId: ids[0] ?? null, question: null }
  // A mailbox in the sentence says where it goes.
  if (
    recipients.length === 0 ||
    flow.slice(wanted.span.end, end).includes('@') ||
    online.test(flow.slice(sentence.start, sentence.end))
  )
    return { recipientId: null, question: null }
  if (recipients.length === 1) return { recipientId: recipients[0]?.id ?? null, question: null }
  const names = recipients.map((one) => one.value.unit).join('、')
  return { recipientId: null, question: `收件部门不止一个（${names.slice(0, 80)}），请按本单位类型选择` }
}

/** Materials listed apart from the only deadline of the notice are most likely due then: proposed as a question. */
function attachOnlyDue(deliverables: DeliverableProposal[], dues: readonly DueProposal[]): DeliverableProposal[] {
  const only = dues.length === 1 ? dues[0] : undefined
  if (!only) return deliverables
  return deliverables.map((one) => {
    if (one.value.dueId !== null || !one.question?.includes(noDueQuestion)) return one
    return {
      ...one,
      value: { ...one.value, dueId: only.id },
      sure: false,
      question: '期限取自通知中唯一的截止时间，请确认',
    }
  })
}
