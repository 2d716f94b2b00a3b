import type { NoticeSummary } from '../../shared/api/notices.ts'

export const sourceNames: Readonly<Record<NoticeSummary['source'], string>> = {
  'built-in': '内置样例',
  issued: '我单位转发',
  taken: '上级转发',
  received: '收到的通知',
  own: '自建通知',
}

export const notAddressed = '本通知未直接发给县级科协，请以设区市转发的要求为准。'
