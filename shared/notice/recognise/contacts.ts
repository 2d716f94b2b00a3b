/** Where things go: departments, e-mail, telephone, address. Contact persons are never proposed. */
import { marked } from './heading.ts'
import { type Page, tidy } from './page.ts'
import type { AddressProposal, EmailProposal, PhoneProposal, RecipientProposal, Span } from './proposal.ts'

const department = '(?:股|部|司|处|科|室|中心|局|协会|科协|学会|委|厅|馆|院|办|组|工作站|委员会|研究会|联合会)'
const unitLine = new RegExp(
  `^(?:\\(?[一二三四五六七八九十\\d]{1,2}[)、.][ ]?)?([\\u4e00-\\u9fa5A-Za-z“”]{2,40}${department})(?:\\([^()]{1,20}\\))?[ ]?:?$`,
)
const unitLabel =
  /(?:联系单位|联系部门|报送单位|收件单位|接收单位|受理单位|受理部门|报送部门|承办单位|承办部门)[ ]?:[ ]?([\u4e00-\u9fa5A-Za-z]{2,40})/
const label =
  /^(?:联[ ]*系|电[ ]*话|传[ ]*真|邮[ ]*[编箱寄]|电[ ]*子|地[ ]*址|通[ ]*[信讯]|收[ ]*件|办公电话|手[ ]*机|网[ ]*址|微信|QQ)/

/** No notice names so many; the bound keeps the work linear. */
const mostRecipients = 60

interface Block extends Span {
  readonly unit: RecipientProposal
}

/** Department and the lines of labels below it. */
function contactBlocks({ text, flow, paragraphs }: Page): Block[] {
  const found: Block[] = []
  for (const [index, paragraph] of paragraphs.entries()) {
    if (found.length >= mostRecipients) break
    const words = flow.slice(paragraph.start, paragraph.end)
    const next = paragraphs[index + 1]
    const named =
      words.length <= 60 && next && label.test(flow.slice(next.start, next.end)) ? unitLine.exec(words) : null
    const labelled = words.length <= 300 ? unitLabel.exec(words) : null
    const unit = named?.[1] ?? labelled?.[1]
    if (!unit || label.test(unit)) continue
    const start =
      paragraph.start + (named ? words.indexOf(unit) : (labelled?.index ?? 0) + (labelled?.[0].lastIndexOf(unit) ?? 0))
    let last = index
    while (last + 1 < paragraphs.length && last - index < 12) {
      const line = paragraphs[last + 1]
      if (!line || !label.test(flow.slice(line.start, line.end))) break
      last += 1
    }
    const span = { start, end: start + unit.length }
    const value = { unit: tidy(text.slice(span.start, span.end)), senders: null }
    const proposal: RecipientProposal = { ...marked(text, 'recipient', span), value, sure: true, question: null }
    found.push({ start: paragraph.start, end: paragraphs[last]?.end ?? paragraph.end, unit: proposal })
  }
  return found
}

export interface Route extends Span {
  /** Id of a recipient. */
  readonly recipientId: string
  readonly senders: string | null
}

const routeVerb = /(?:(?:反馈|传真|发送|邮寄|寄|交)(?:至|到|给)|(?:报送|上报|送交|提交|寄送|报|送)(?:至|到|给)?)/g
const unitRun = /[\u4e00-\u9fa5A-Za-z]{2,40}/y
const unitEnd = new RegExp(`${department}$`)

interface Named extends Span {
  readonly senders: string | null
}

/** “设区市科协报组织人事部”: the verb, the department, and who stands before it. */
function routesIn(flow: string): Named[] {
  const found: Named[] = []
  for (const verb of flow.matchAll(routeVerb)) {
    let at = verb.index + verb[0].length
    unitRun.lastIndex = at
    const run = unitRun.exec(flow)?.[0]
    if (!run) continue
    for (const name of run.split(/(和|、)/)) {
      if (name.length >= 3 && unitEnd.test(name) && !/的|了|活动|情况|各/.test(name)) {
        found.push({ start: at, end: at + name.length, senders: sendersBefore(flow, verb.index) })
      }
      at += name.length
    }
  }
  return found
}

function sendersBefore(flow: string, verb: number): string | null {
  const from = Math.max(0, verb - 120)
  const clause = flow.slice(from, verb)
  const cut = Math.max(...['。', '；', ':', '\n'].map((sign) => clause.lastIndexOf(sign)))
  if (cut < 0 && from > 0) return null
  const own = clause.slice(cut + 1)
  // “A报送X，B报送Y”: only what follows the route before.
  const after = /^(.*(?:报送|报|送交)[^，]{2,40}，)/.exec(own)?.[1]?.length ?? 0
  const words = own.slice(after).split(/[将把在于请应须需要]|同步|同时|直接|分别|并(?!附)|负责|统一|汇总/)[0] ?? ''
  const named = tidy(words).replace(/^(?:\([一二三四五六七八九十\d]{1,2}\)|[，、\d.])+|[，、]+$/g, '')
  return named.length >= 2 && named.length <= 80 && /[协会局委部门校厅科单位县区市中心者]/.test(named) ? named : null
}

export interface Contacts {
  readonly recipients: RecipientProposal[]
  readonly routes: Route[]
  readonly emails: EmailProposal[]
  readonly phones: PhoneProposal[]
  readonly addresses: AddressProposal[]
}

export function findContacts(page: Page): Contacts {
  const { text, flow } = page
  const blocks = contactBlocks(page)
  const recipients = new Map<string, RecipientProposal>()
  for (const { unit } of blocks)
    if (![...recipients.values()].some((one) => one.value.unit === unit.value.unit)) recipients.set(unit.id, unit)
  const routes: Route[] = []
  for (const { start, end, senders } of routesIn(flow)) {
    if (recipients.size >= mostRecipients) break
    const name = tidy(text.slice(start, end))
    const known = [...recipients.values()].find((one) => one.value.unit.endsWith(name) || name.endsWith(one.value.unit))
    const found: RecipientProposal = known ?? {
      ...marked(text, 'recipient', { start, end }),
      value: { unit: name, senders: null },
      sure: true,
      question: null,
    }
    const listed = [...(found.value.senders?.split('；') ?? []), senders].filter((one) => one !== null)
    const value = { ...found.value, senders: [...new Set(listed)].slice(0, 12).join('；') || null }
    recipients.set(found.id, { ...found, value })
    routes.push({ start, end, recipientId: found.id, senders })
  }
  const owner = ({ start }: Span) => {
    const block = blocks.find((one) => one.start <= start && start < one.end)
    if (!block) return {}
    const same = [...recipients.values()].find((one) => one.value.unit === block.unit.value.unit)
    return { belongsTo: same?.id ?? block.unit.id }
  }
  return {
    recipients: [...recipients.values()].sort((a, b) => a.span.start - b.span.start),
    routes,
    emails: findEmails(page).map((one) => ({ ...one, ...owner(one.span) })),
    phones: findPhones(page).map((one) => ({ ...one, ...owner(one.span) })),
    addresses: findAddresses(page).map((one) => ({ ...one, ...owner(one.span) })),
  }
}

/** Grows both ways from each @, so a long run of letters costs nothing. */
function findEmails({ text, flow }: Page): EmailProposal[] {
  const found: EmailProposal[] = []
  for (let sign = flow.indexOf('@'); sign >= 0; sign = flow.indexOf('@', sign + 1)) {
    const name = /[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}$/.exec(flow.slice(Math.max(0, sign - 64), sign))
    const host = /^[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}/.exec(flow.slice(sign + 1, sign + 260))
    if (!name || !host) continue
    const span = { start: sign - name[0].length, end: sign + 1 + host[0].length }
    found.push({ ...marked(text, 'email', span), value: flow.slice(span.start, span.end), sure: true, question: null })
  }
  return found
}

const phone =
  /(?<![\d.@A-Za-z-])(?:\(?0\d{2,3}\)?[ -]{0,2}[2-9]\d{6,7}(?:-\d{1,4})?|1[3-9]\d{9}|400-?\d{3}-?\d{4})(?![\d@A-Za-z.])/g

function findPhones({ text, flow }: Page): PhoneProposal[] {
  return [...flow.matchAll(phone)].map((found) => {
    const span = { start: found.index, end: found.index + found[0].length }
    const before = flow.slice(Math.max(0, found.index - 14), found.index)
    const fax = /传[ ]{0,6}真[^，。；\n]{0,4}$/.test(before)
    const both = /(?:电话|联系)[/、及和(]{1,2}传[ ]{0,6}真[^，。；\n]{0,4}$/.test(before)
    const number = found[0].replace(/[() ]/g, '').replace(/^(01\d|02\d|0[3-9]\d{2})-?(?=\d{7,8})/, '$1-')
    return { ...marked(text, 'phone', span), value: { number, fax: fax && !both }, sure: true, question: null }
  })
}

const addressLabel =
  /(?:邮[ ]{0,4}寄|通[ ]{0,4}[信讯]|联[ ]{0,4}系|收[ ]{0,4}件|寄[ ]{0,4}送|办公)?地[ ]{0,6}址[ ]?:[ ]?/g

function findAddresses({ text, flow }: Page): AddressProposal[] {
  const found: AddressProposal[] = []
  for (const name of flow.matchAll(addressLabel)) {
    const start = name.index + name[0].length
    const line = /^[^\n。；\t]{0,120}/.exec(flow.slice(start, start + 120))?.[0] ?? ''
    const code = /[，,(\s]{0,4}(?:邮[ ]{0,6}[编码政][^\d\n]{0,6})?[(]?(\d{6})[)]?[。]?$/.exec(line)
    const cut = line.search(/[，,\s]\s*(?:邮[ ]{0,6}编|邮政编码|联系|电话|收件|邮箱)|\(\d{6}\)/)
    const words = (cut >= 0 ? line.slice(0, cut) : line).replace(/[，,\s]+$/, '')
    if (words.length < 5 || !/[\u4e00-\u9fa5]{3}/.test(words) || /www|http|@/.test(words)) continue
    const below = /^\s{0,4}\n[ ]*邮[ ]{0,6}[编政][^\d\n]{0,8}(\d{6})/.exec(
      flow.slice(start + line.length, start + line.length + 40),
    )
    const span = { start, end: start + words.length }
    const inline = /(?:邮[ ]{0,6}编|邮政编码)[ ]?:?[ ]?(\d{6})/.exec(line)
    const value = {
      address: tidy(text.slice(span.start, span.end)),
      postcode: inline?.[1] ?? code?.[1] ?? below?.[1] ?? null,
    }
    found.push({ ...marked(text, 'address', span), value, sure: true, question: null })
  }
  return found
}
