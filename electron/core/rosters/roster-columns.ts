/** What the columns of a list of offices mean, and what a name says about its office. Pure. */
import type { SenderType } from '../../../shared/notice/pack.ts'

export type Line = {
  row: number
  name: string
  place: string
  code: string
  phone: string
  type: string
  level: string
}
export type Meaning = Exclude<keyof Line, 'row'>

const meanings: readonly (readonly [Meaning, RegExp])[] = [
  ['code', /^(?:行政区划|区划|地区|行政)?代码$|^(?:行政)?区划(?:编)?码$/u],
  ['phone', /电话|联系方式/u],
  ['type', /^(?:单位|机构)?(?:类型|性质|类别)$/u],
  ['level', /^(?:单位)?(?:级别|层级)$/u],
  ['name', /^(?:(?:应报|报送|填报|下级|所属|参加|上报)?(?:单位|机构|部门|科协)(?:名称|全称)?|名称|全称)$/u],
  ['place', /^(?:所在|所属)?(?:地区|地方|行政区划?|县区|区县|县市区|县市|市县|辖区|地名|区域)(?:名称)?$/u],
]

/** Null: nothing that a roster holds, e.g. 序号 or 联系人. */
export function columnMeaning(label: string): Meaning | null {
  const text = label
    .normalize('NFKC')
    .replace(/[(（【][^)）】]{0,20}[)）】]/gu, '')
    .replace(/[\s、/]+/gu, '')
  return meanings.find(([, pattern]) => pattern.test(text))?.[0] ?? null
}

/** One office a line; behind a comma or a tab its code and its telephone. Headings and numbers in front say nothing. */
export function textLines(text: string): Line[] {
  return text
    .replace(/\r\n?/gu, '\n')
    .split('\n')
    .flatMap((whole, at): Line[] => {
      const [first = '', ...rest] = whole
        .replace(/^\ufeff/u, '')
        .trim()
        .replace(/^[（(]?\d{1,4}[)）.、．]\s*/u, '')
        .split(/[\t,，;；|]+/u)
        .map((part) => part.trim())
      if (first === '' || columnMeaning(first) !== null || /^[\d.\s-]+$/u.test(first)) return []
      const code = rest.find((part) => /^\d{6}$/u.test(part)) ?? ''
      const phone = rest.find((part) => part !== code && /\d{7}/u.test(part.replace(/\D/gu, ''))) ?? ''
      return [{ row: at + 1, name: first, place: '', code, phone, type: '', level: '' }]
    })
}

/** @param stated of the column 类型; '' where there is none */
export function typeOf(stated: string, name: string): SenderType {
  return (stated === '' ? null : kindIn(stated)) ?? kindIn(name) ?? 'institution'
}

function kindIn(text: string): SenderType | null {
  if (/科技(?:管理|行政)|科(?:学)?技(?:术)?(?:和[^局]{0,8})?局|科技厅/u.test(text)) return 'science-department'
  const isAssociation = /科协|科学技术协会/u.test(text)
  if (/大学|学院|高校|学校/u.test(text) && (isAssociation || /高校/u.test(text))) return 'university-association'
  if (/公司|集团|企业|厂/u.test(text) && (isAssociation || /企业/u.test(text))) return 'enterprise-association'
  if (isAssociation) return 'association'
  if (/学会|协会|研究会|促进会|联合会/u.test(text)) return 'society'
  return /事业单位|中心|馆|院|所/u.test(text) ? 'institution' : null
}
