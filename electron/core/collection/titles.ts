/** Titles of works and names of files, as far as they are the same to a reader. Pure. */
import { extname } from 'node:path'

/** Words that senders put behind a title to tell versions apart. */
const version =
  /(?:最终版?|终稿|终版|定稿|成片|完整版|正式版|修改版?|改\d*|高清版?|无字幕版?|有字幕版?|横版|竖版|压缩版?|报送版?|上报版?|新版?|v\d{1,2}|版本\d{1,2}|副本|copy|final)/giu

const plain = (text: string): string => text.normalize('NFKC').toLowerCase()
const signs = /[\s\p{P}\p{S}_]+/gu

/** 《稻田里的一束光》（终稿） and 稻田里的一束光 are one title: signs, width, case and words of a version count nothing. */
export function titleKey(title: string): string {
  const whole = plain(title).replace(signs, '')
  const bare = plain(title)
    .replace(/[([【（][^)\]】）]{0,20}[)\]】）]/gu, (part) =>
      part.replace(version, '').replace(signs, '') === '' ? '' : part,
    )
    .replace(signs, '')
    .replace(new RegExp(`(?:${version.source})+$`, 'iu'), '')
  return bare === '' ? whole : bare
}

/** Names of people and offices: 张　三 and 张三. */
export const nameKey = (name: string): string => plain(name).replace(signs, '')

/** What phones, WeChat and editing programs call a file, and what says nothing about which work it is. */
const nothingSaid =
  /mmexport|wechat|weixin|微信视频|微信图片|微信|vid|img|dsc|mov|dji|pxl|movie|video|视频号|参赛视频|参赛作品|主题视频|短视频|视频作品|视频文件|视频|作品|附件|报名|征集|导出|新建|未命名|未标题|序列|剪映|文件|final|export|sequence|untitled|output|tmp|mp4|\d{5,}/giu

export const stemOf = (name: string): string => name.slice(0, name.length - extname(name).length)

/** The part of a file's name that can be a title; '' for mmexport1652….mp4 and 视频(1).mp4. */
export function meaningOf(name: string): string {
  const key = titleKey(stemOf(name).replace(/[(（]\d{1,3}[)）]/gu, ''))
  const rest = key.replace(nothingSaid, '').replace(/^\d+|\d+$/gu, '')
  const letters = rest.match(/\p{L}/gu)?.length ?? 0
  return letters >= 2 ? rest : ''
}

/** A title to begin with, where only the file's name says one. */
export function titleOfName(name: string): string {
  const stem = stemOf(name)
    .normalize('NFC')
    .replace(/[(（]\d{1,3}[)）]/gu, '')
  const quoted = /《([^《》]{1,60})》/u.exec(stem)?.[1]
  const bare = (quoted ?? stem.replace(/[_＿]+/gu, ' '))
    .replace(/[（(【[][^）)】\]]{0,20}[）)】\]]/gu, (part) =>
      part.replace(version, '').replace(signs, '') === '' ? '' : part,
    )
    .replace(new RegExp(`[-—_ ]*(?:${version.source})$`, 'iu'), '')
  return meaningOf(name) === '' ? '' : bare.trim().slice(0, 60)
}

/** 张三、李四 / 张三,李四 / 张三；李四. One name with a space in it stays one. */
export function namesOf(text: string): string[] {
  const names = text
    .split(/[、，,;；/／\n\t]|\s{2,}|(?<=[\p{Script=Han}]{2})\s+(?=[\p{Script=Han}]{2})|(?:等\d*人?$)/u)
    .map((name) => name.trim())
    .filter((name) => name !== '')
  return [...new Map(names.map((name) => [nameKey(name), name])).values()]
}
