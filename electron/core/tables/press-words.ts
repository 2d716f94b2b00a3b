/** 媒体《标题》网址, one a line or apart by 、；: reports as they stand in one cell. Pure. */
import type { PressItem } from '../../../shared/register/activity.ts'

/** Of a piece with single blanks only: two runs of blanks beside each other would be tried in every way of parting them. */
const line = /^(.*?) ?(?:[《“"]([^《“》”"]{1,160})[》”"])? ?(https?:\/\/\S+)?$/u

/** Null: something stands there that is no list of outlets. */
export function readPress(text: string): PressItem[] | null {
  const items: PressItem[] = []
  // Signs within a title part nothing: 《走进乡村、走进学校》.
  const pieces = text.match(/(?:《[^》]{0,200}》|https?:\/\/[^\s、；;，]+|[^\n、；;，])+/gu) ?? []
  for (const piece of pieces) {
    const match = line.exec(piece.replace(/\s+/gu, ' ').trim())
    if (!match) return null
    const [, outlet = '', headline = '', url = ''] = match
    if (outlet === '' && headline === '' && url === '') continue
    if (outlet === '' || outlet.length > 80 || url.length > 500) return null
    items.push({ outlet, headline, url, day: null })
  }
  return items.length > 500 ? null : items
}

export const pressWords = (item: { outlet: string; headline: string; url: string }): string =>
  [item.outlet, item.headline === '' ? '' : `《${item.headline}》`, item.url === '' ? '' : ` ${item.url}`].join('')
