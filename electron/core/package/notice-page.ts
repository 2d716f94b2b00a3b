/** The part of data/目录.html that says what a notice asks for: duties, dates, limits, contacts. No person's name. */
import { chinaMoment } from '../../../shared/domain/deadlines.ts'
import type { NoticePack } from '../../../shared/notice/pack.ts'

type Html = (text: string) => string

export function noticeSection(pack: NoticePack, html: Html): string {
  const row = (name: string, text: string | null) =>
    text === null || text === '' ? '' : `<tr><th>${html(name)}</th><td>${html(text)}</td></tr>\n`
  const forms = new Map(pack.forms.map((form) => [form.id, form.name]))
  const recipients = new Map(pack.recipients.map((one) => [one.id, one.unit]))
  const duties = pack.deliverables.map((item, at) => {
    const due = item.dueAt === null ? item.dueWording : `${chinaMoment(item.dueAt)}（原文：${item.dueWording}）`
    const limits = [item.quantity?.wording ?? '', ...item.limits, item.stamped ? '要盖章' : ''].filter(Boolean)
    return `<table>
<tr><th>第 ${at + 1} 项</th><td>${html(item.title)}</td></tr>
${row('要求', item.wording)}${row('截止时间', due)}${row('数量和限制', limits.join('；'))}${row('表单', item.formId === null ? '' : (forms.get(item.formId) ?? ''))}${row('另报', item.recipientId === undefined ? '' : (recipients.get(item.recipientId) ?? ''))}</table>`
  })
  const contacts = pack.recipients.map(
    ({ unit, phone, email, address, postcode }) =>
      `<tr><td>${html(unit)}</td><td>${html([phone, email, address, postcode].filter(Boolean).join(' · '))}</td></tr>`,
  )
  const addressees = pack.addressees.map(
    ({ wording, reportsTo }) => `${wording}，报送到${recipients.get(reportsTo) ?? ''}`,
  )
  return `<h2>${html(pack.title)}</h2>
<table>
${row('发文', [pack.issuer, pack.documentNumber ?? '', pack.issuedOn].filter(Boolean).join(' · '))}${row('版本', `第 ${pack.version} 版`)}${row('转发自', pack.passedOnFrom === null ? '' : `${pack.passedOnFrom.title}（${pack.passedOnFrom.by}）`)}${row('主题', pack.theme)}${row('活动时间', pack.period?.wording ?? null)}${row('发给', addressees.join('；'))}</table>
<h2>要交的材料</h2>
${duties.join('\n')}
<h2>报送到</h2>
<table>
${contacts.join('\n')}
</table>
${pack.remarks.length === 0 ? '' : `<h2>请留意</h2>\n<ul>\n${pack.remarks.map((remark) => `<li>${html(remark)}</li>`).join('\n')}\n</ul>`}`
}
