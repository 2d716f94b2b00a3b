/** Findings in plain words: what is there, what is allowed, in the notice's own wording where it has one. */
import type { ColumnDefinition, FieldDefinition } from '../form/definition.ts'
import { type Finding, isBlocking, type Severity } from '../form/validate.ts'

/** The three grades, as the offices call them. */
export const gradeNames: Readonly<Record<Severity, string>> = { block: '强制', verify: '核实', warn: '提示' }

function limitWords(field: FieldDefinition | ColumnDefinition, finding: Finding): string {
  const wording = 'limit' in field && field.limit?.wording
  return wording || `最多 ${finding.limit ?? 0} 字`
}

/** "还差 1 张照片（需 3–5 张）" and its like. */
export function quantityText(field: Extract<FieldDefinition, { kind: 'attachments' }>, count: number): string {
  const pictures = field.accept.every((type) => type.startsWith('image/'))
  const unit = pictures ? '张' : '个'
  const noun = pictures ? '照片' : '文件'
  const range =
    field.min > 0
      ? field.min === field.max
        ? `需 ${field.min} ${unit}`
        : `需 ${field.min}–${field.max} ${unit}`
      : `最多 ${field.max} ${unit}`
  if (count < field.min) return `还差 ${field.min - count} ${unit}${noun}（${range}）`
  if (count > field.max) return `多了 ${count - field.max} ${unit}${noun}（${range}）`
  return count === 0 ? `还没有${noun}（${range}）` : `已有 ${count} ${unit}${noun}（${range}）`
}

/** What is wrong in a field; in a table with the place: 第 3 行 身份证号码：…. */
export function findingText(field: FieldDefinition, finding: Finding): string {
  if (field.kind !== 'table' || finding.row === undefined) return plainText(field, finding)
  const column = field.columns.find(({ id }) => id === finding.column)
  const place = `第 ${finding.row + 1} 行${column ? ` ${column.label}` : ''}`
  return `${place}：${plainText(column ?? field, finding)}`
}

/** Per row what is wrong in its columns, as JSON: equal texts are the same row to draw. */
export function cellProblems(
  field: Extract<FieldDefinition, { kind: 'table' }>,
  findings: readonly Finding[],
): ReadonlyMap<number, string> {
  const rows = new Map<number, Record<string, string>>()
  for (const finding of findings) {
    const column = field.columns.find(({ id }) => id === finding.column)
    if (finding.row === undefined || !column) continue
    const row = rows.get(finding.row) ?? {}
    row[column.id] = [row[column.id], plainText(column, finding)].filter(Boolean).join(' ')
    rows.set(finding.row, row)
  }
  return new Map([...rows].map(([at, row]) => [at, JSON.stringify(row)]))
}

function plainText(field: FieldDefinition | ColumnDefinition, finding: Finding): string {
  switch (finding.code) {
    case 'required':
      return field.kind === 'choices'
        ? '请至少选一项。'
        : field.kind === 'attachments'
          ? `${quantityText(field, 0)}。`
          : finding.column === undefined
            ? '这一项要填。'
            : '这一格要填。'
    case 'too-long':
      return `已写 ${finding.actual ?? 0} 字，${limitWords(field, finding)}，请删减 ${Math.max((finding.actual ?? 0) - (finding.limit ?? 0), 0)} 字。`
    case 'over-soft-limit':
      return `比要求多 ${Math.max((finding.actual ?? 0) - (finding.limit ?? 0), 0)} 字，可以报送，建议精简。`
    case 'not-a-date':
      return '日期读不懂，请写成 2022年5月12日 这样。'
    case 'not-a-mobile':
      return '手机号应是 11 位数字，以 1 开头。'
    case 'not-a-phone':
      return '电话读不懂，请写成 区号-号码，如 0513-88881234。'
    case 'not-an-email':
      return '电子邮箱读不懂，应像 name@example.cn。'
    case 'unknown-option':
      return '有一个选项不在这张表里，请重新勾选。'
    case 'too-few-choices':
      return `请至少选 ${finding.limit ?? 1} 项，现在选了 ${finding.actual ?? 0} 项。`
    case 'too-many-choices':
      return `最多选 ${finding.limit ?? 1} 项，现在选了 ${finding.actual ?? 0} 项。`
    case 'too-few-attachments':
    case 'too-many-attachments':
      return field.kind === 'attachments' ? `${quantityText(field, finding.actual ?? 0)}，可以报送，请核对。` : ''
    case 'not-a-date-time':
      return '时间读不懂，请写成 2022年5月30日 9:30 这样。'
    case 'not-a-range':
      return '请选开始和结束两个日期，结束不早于开始。'
    case 'not-a-number':
      return '这里只填数字，如 120；没有就空着，不要填 0 代替。'
    case 'too-many-places':
      return `小数点后最多 ${finding.limit ?? 0} 位，现在有 ${finding.actual ?? 0} 位。`
    case 'below-minimum':
      return `不能小于 ${finding.limit ?? 0}，现在是 ${finding.actual ?? 0}。`
    case 'above-maximum':
      return `不能大于 ${finding.limit ?? 0}，现在是 ${finding.actual ?? 0}。`
    case 'not-an-identity-number':
      return '身份证号码对不上：应是 18 位，最后一位按国家标准校验，请对照证件再核对一遍。'
    case 'not-a-postcode':
      return '邮政编码是 6 位数字。'
    case 'not-a-region':
      return '行政区划代码是 6 位数字，前两位是省份。'
    case 'not-a-credit-code':
      return '统一社会信用代码对不上：应是 18 位，请对照证书再核对一遍。'
    case 'too-few-rows':
      return `要求至少 ${finding.limit ?? 0} 行，现有 ${finding.actual ?? 0} 行，可以报送，请核对。`
    case 'too-many-rows':
      return `要求最多 ${finding.limit ?? 0} 行，现有 ${finding.actual ?? 0} 行，可以报送，请核对。`
    case 'unknown-column':
    case 'wrong-type':
      return '这一项的内容读不懂，请重新填写。'
    case 'figure-reason':
      return finding.reason === undefined
        ? `活动登记算出来是 ${finding.message ?? ''}，这里填的不一样，请写明原因（至少 6 个字）；清空这一栏就恢复登记的数。`
        : `和活动登记算出来的 ${finding.message ?? ''} 不一样，已写明原因。`
    case 'check':
    case 'video-fault':
      return finding.message ?? ''
  }
}

/** One line over the whole form. */
export function openPointsText(findings: readonly Finding[]): string {
  const blocking = findings.filter(isBlocking)
  const missing = blocking.filter((finding) => finding.code === 'required').length
  const verify = blocking.filter((finding) => finding.severity === 'verify').length
  const wrong = blocking.length - missing - verify
  const parts = [
    wrong > 0 ? `${wrong} 处要改` : '',
    missing > 0 ? `${missing} 处没有填` : '',
    verify > 0 ? `${verify} 处要写核实说明` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? '' : `还有 ${parts.join('，')}`
}
