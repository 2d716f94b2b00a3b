import type { FieldChange } from '../../../../shared/form/version-changes.ts'
import type { NoticeChange } from '../../../../shared/notice/version-changes.ts'

/** One line of the list: what is another now, what it was and what it is. */
export type ChangeLine = { key: string; title: string; from: string | null; to: string | null }

const fieldWords: Readonly<Record<FieldChange['what'], string>> = {
  added: '新增的栏目',
  removed: '不再填报',
  renamed: '栏目改名',
  required: '必填',
  limit: '限制',
  options: '选项',
  kind: '填写方式',
  help: '填写说明',
  other: '其他设置',
}

export function fieldLine({ field, label, what, from, to }: FieldChange): ChangeLine {
  const key = `${field}/${what}`
  if (what === 'added' || what === 'removed')
    return { key, title: `${fieldWords[what]}：${label}`, from: null, to: null }
  return { key, title: `${label}：${fieldWords[what]}`, from, to }
}

export function noticeLine({ title, what, part, from, to }: NoticeChange): ChangeLine {
  const key = `notice/${title}/${what}/${part}`
  if (what === 'added') return { key, title: `新增一项材料：${title}`, from: null, to }
  if (what === 'removed') return { key, title: `取消一项材料：${title}`, from, to: null }
  return { key, title: title === '' ? `通知的${part}` : `${title}：${part}`, from, to }
}
