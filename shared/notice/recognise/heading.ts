/** Head and foot of a notice: title, issuers, document number, day of issue, theme. */

import { type Page, tidy } from './page.ts'
import type {
  DocumentNumberProposal,
  IssuedOnProposal,
  IssuerProposal,
  ProposalKind,
  Span,
  ThemeProposal,
  TitleProposal,
} from './proposal.ts'
import type { DateFinding } from './resolve-date.ts'

function proposalId(kind: ProposalKind, span: Span): string {
  return `${kind}-${span.start}`
}

/** Every proposal's common part; the wording is always the slice. */
export function marked<K extends ProposalKind>(text: string, kind: K, span: Span) {
  return { id: proposalId(kind, span), kind, span, wording: text.slice(span.start, span.end) }
}

const titleEnd = /(?:通知|通告|公告|启事|的函|的意见)(?:\([^()]{1,12}\))?$/
const noTitleLine = /文件$|[〔【]|[。；:]$|^附件|^主送|^抄送|^第?\d+号?$/

/** Lines near the top that end with 通知, with the lines above that belong to it. */
export function findTitle({ text, folded: flow }: Page): TitleProposal | null {
  const lines: Span[] = []
  let from = 0
  for (const line of flow.slice(0, 4000).split('\n')) {
    const lead = /^\s*(?:\[bookmark:[^\]]{0,40}\])?\s*/.exec(line)?.[0].length ?? 0
    if (line.trim()) lines.push({ start: from + lead, end: from + line.trimEnd().length })
    from += line.length + 1
  }
  const last = lines.findIndex(({ start, end }) => end - start <= 160 && titleEnd.test(flow.slice(start, end)))
  const end = lines[last]
  if (!end) return null
  let first = last
  const about = () => /关于|有关/.test(flow.slice(lines[first]?.start, end.end))
  while (first > 0 && last - first < 4) {
    const above = lines[first - 1]
    const here = lines[first]
    if (!above || !here || above.end - above.start > 60 || noTitleLine.test(flow.slice(above.start, above.end))) break
    const apart = /\n\s*\n/.test(flow.slice(above.end, here.start))
    // Above 关于 only the offices' names may stand, close to it.
    if (about() && (apart || !/^(?:关于|有关)/.test(flow.slice(here.start, here.end)))) break
    if (about() && !/[委会协部局厅门室院校府]$/.test(flow.slice(above.start, above.end).trim())) break
    first -= 1
  }
  if (!about() && first !== last) first = last
  const span = { start: lines[first]?.start ?? end.start, end: end.end }
  const value = titleWords(text.slice(span.start, span.end))
  return { ...marked(text, 'title', span), value, sure: about(), question: about() ? null : '请核对通知标题' }
}

/** Offices stay apart by one blank; other blanks come from the layout. */
function titleWords(words: string): string {
  const joined = words.replace(/\s*\n\s*/g, '')
  const about = Math.max(0, joined.search(/关于/))
  return joined.slice(0, about).replace(/\s+/g, ' ') + tidy(joined.slice(about))
}

export function findIssuers(page: Page, title: TitleProposal | null): IssuerProposal[] {
  const { text, folded: flow } = page
  if (title) {
    const words = flow.slice(title.span.start, title.span.end)
    const about = words.search(/关于|印发|转发|举办|开展/)
    const head = words.slice(0, Math.max(0, about))
    const found: IssuerProposal[] = []
    for (const name of head.matchAll(/[^\s、]{3,40}/g)) {
      const more = /等\d{0,3}(?:个)?(?:部门|单位|部委)$/.exec(name[0])
      const start = title.span.start + name.index
      const span = { start, end: start + name[0].length - (more?.[0].length ?? 0) }
      const question = more ? `标题写“${name[0]}”，其余发文单位请按落款核对` : null
      const proposal = marked(text, 'issuer', span)
      found.push({ ...proposal, value: proposal.wording, sure: true, question })
    }
    if (found.length > 0) return found
  }
  const printed =
    /([\u4e00-\u9fa5]{2,30}?)(办公室|办公厅|办)[ ]{1,60}\d{4}[ ]?年[ ]?\d{1,2}[ ]?月[ ]?\d{1,2}[ ]?日[ ]?印发/.exec(
      flow,
    )
  if (!printed) {
    const foot = /(?:^|\n)[ ]*([\u4e00-\u9fa5]{2,30}(?:协会|科协|厅|局|办公室|办公厅|学会|委员会))[ ]*(?:\n|$)/.exec(
      flow.slice(-600),
    )
    const name = foot?.[1]
    if (!foot || !name) return []
    const start = Math.max(0, flow.length - 600) + foot.index + foot[0].indexOf(name)
    const proposal = marked(text, 'issuer', { start, end: start + name.length })
    return [{ ...proposal, value: name, sure: false, question: '标题没有写发文单位，按落款推定，请确认' }]
  }
  const span = { start: printed.index, end: printed.index + (printed[1] ?? '').length + (printed[2] ?? '').length }
  const question = '标题没有写发文单位，按印发单位推定，请确认'
  return [{ ...marked(text, 'issuer', span), value: printed[1] ?? '', sure: false, question }]
}

const numberLine =
  /(?:^|\n)[ ]*([\u4e00-\u9fa5]{2,14}[〔[【(][ ]?\d{4}[ ]?[〕\])】][ ]?(?:第)?[ ]?\d{1,5}[ ]?号)[ ]*(?=\n|$)/

/** Only a number on a line of its own is the notice's; numbers in the text are those of other documents. */
export function findDocumentNumber({ text, folded: flow }: Page): DocumentNumberProposal | null {
  const found = numberLine.exec(flow.slice(0, 6000))
  const words = found?.[1]
  if (!found || !words) return null
  const start = found.index + found[0].indexOf(words)
  const span = { start, end: start + words.length }
  const value = text.slice(span.start, span.end).replace(/\s/g, '')
  return { ...marked(text, 'document-number', span), value, sure: true, question: null }
}

/** Dated last line, before annexes too; the printing date where it is the only one. */
export function findIssuedOn({ text, flow }: Page, dates: readonly DateFinding[]): IssuedOnProposal | null {
  let signed: DateFinding | null = null
  let printed: DateFinding | null = null
  for (const date of dates) {
    if (date.precision !== 'day' || date.range || !date.to || !/^(?:\d{2,4}|[二一〇○零九])/.test(date.wording)) continue
    if (!/年|^\d{4}[-./]/.test(date.wording)) continue
    const { start, end } = date.span
    const after = flow.slice(end, end + 8)
    if (/^\s{0,4}印发/.test(after)) printed = date
    const lineStart = flow.lastIndexOf('\n', start - 1) + 1
    const before = flow.slice(lineStart, start)
    if (
      /^[\u4e00-\u9fa5 ]{0,60}$/.test(before) &&
      !/[于自到至截印]\s*$/.test(before) &&
      /^\s*(?:\n|$)/.test(flow.slice(end, end + 40).replace(/^ +/, ''))
    ) {
      if (!/[时期间]\s*$/.test(before)) signed = date
    }
  }
  const chosen = signed ?? printed
  if (!chosen?.to) return null
  const other = signed && printed && signed.to !== printed.to ? printed : null
  const question = other ? `落款日期与印发日期（${other.wording}）不同，这里取落款日期` : null
  return { ...marked(text, 'issued-on', chosen.span), value: chosen.to.slice(0, 10), sure: true, question }
}

const themeHeading =
  /^(?:[一二三四五六七八九十]{1,2}、|\([一二三四五六七八九十]{1,2}\)|\d{1,2}[.、])?[ ]?(?:[\u4e00-\u9fa5]{0,4})主[ ]{0,4}题$/
const themeInline = /(?<!座谈|讲座|会议|演讲|论坛|发言|沙龙|报告|副|子|分|班会)主题(?:为|是|:)[ ]?(?:为|是|:)?[ ]?/

export function findTheme({ text, flow, paragraphs }: Page): ThemeProposal | null {
  const heading = paragraphs.findIndex(
    ({ start, end }) => end - start < 20 && themeHeading.test(flow.slice(start, end)),
  )
  const next = paragraphs[heading + 1]
  let span: Span | null = null
  if (heading >= 0 && next && next.end - next.start <= 60) span = next
  if (!span) {
    const inline = themeInline.exec(flow)
    if (!inline) return null
    const start = inline.index + inline[0].length
    const quoted = /^[“"「]([^”"」\n]{2,60})[”"」]/.exec(flow.slice(start, start + 80))
    const open = /^[^。；\n“]{2,60}(?=[。；\n]|$)/.exec(flow.slice(start, start + 80))
    if (quoted?.[1]) span = { start: start + 1, end: start + 1 + quoted[1].length }
    else if (open) span = { start, end: start + open[0].trimEnd().length }
    if (!span) return null
  }
  const value = text
    .slice(span.start, span.end)
    .replace(/\s+/g, ' ')
    .replace(/[。]$/, '')
    .replace(/^[“"](.*)[”"]$/, '$1')
  return { ...marked(text, 'theme', span), value, sure: true, question: null }
}
