/** What is said about single files and questions while works are collected, in a clerk's words. */
import type { ProblemData } from '../problems.ts'
import { problemSentence } from './problem-sentences.ts'

/** Why something that lies there was not read. */
export const passedWords = {
  link: '这是快捷方式（链接），没有打开。请把原文件放进来。',
  gone: '读的时候文件已经不在了。请看是不是被移走，或者U盘松了，再放一次。',
  'no-rights': '没有权限打开。请先复制到桌面，再放进来。',
  'not-a-file': '这不是普通文件，没有读。',
  'too-deep': '文件夹套得太深，里面的没有读。请把装作品的那一层放进来。',
} as const

export const otherWords = {
  archive: '这是压缩包，程序不拆开看。请先解压，再把里面的文件放进来。',
  'old-word': '这是 doc、wps 这类文件，程序不直接读。请用 WPS 或 Word 打开，另存为 docx，再放进来。',
  'phone-picture': '这种格式的图片程序打不开。请另存为 jpg 再放进来；苹果手机可以在“设置—相机—格式”里选“兼容性最佳”。',
  sound: '这是录音，不是视频，没有收。',
  program: '这是程序文件，不是作品材料，没有打开。不认识来源的不要运行。',
  empty: '里面什么也没有（0 字节）。请对方重新发；在微信里要先点开文件，等下载完再保存。',
  unknown: '认不出是什么文件，没有读。请用原来的程序打开看一下。',
} as const

const nextByCode: Readonly<Record<string, string>> = {
  'received.empty': otherWords.empty,
  'received.damaged': '文件不完整，打不开。请对方再发一次。',
  'received.locked': '设了打开口令，读不了。请用口令打开，另存为没有口令的文件，再放进来。',
  'received.too-large': '文件太大，不像登记表，没有读。请打开看一下里面是什么。',
  'received.too-slow': '读得太久，停下了。请用 WPS 或 Excel 打开，另存一份再放进来。',
  'received.too-much': '内容太多，不像登记表，没有读。请打开看一下里面是什么。',
  'received.type': otherWords.unknown,
  'file.vanished': passedWords.gone,
}
const otherFormats: Readonly<Record<string, string>> = {
  archive: otherWords.archive,
  ofd: '这是 OFD 版式文件，程序不直接读。请让对方发 Word 或 Excel 的登记表。',
  slides: '这是幻灯片，不是登记表，没有读。',
}

/** The failure of one file, short: it stands beside the file's name, and nothing of ours has changed. */
export function failureWords(problem: ProblemData): string {
  if (problem.code === 'received.other-program')
    return otherFormats[String((problem.details as { format?: unknown }).format)] ?? otherWords['old-word']
  if (problem.code === 'file.unreadable') {
    const { reason } = problem.details as { reason?: unknown }
    return reason === 'EACCES' || reason === 'EPERM' ? passedWords['no-rights'] : passedWords.gone
  }
  const known = nextByCode[problem.code]
  if (known !== undefined) return known
  const { what, next } = problemSentence(problem)
  return `${what}${next}`
}

export const fileWords = {
  pdfWithoutCode: '这是 PDF，程序不从里面读登记表。请打开看一下；要读进来的，请对方发 Word 或 Excel 的登记表。',
  pictureWithoutCode: '照片上没有认出本程序的二维码，请人看一下是什么。',
  pictureNotLooked: '还没有打印过授权书，照片没有找二维码，请人看一下是什么。',
  pictureElsewhere: '照片上的二维码不是本单位作品的，没有收。',
  pictureOtherContent: '照片上的版本核对码和这里的定稿对不上，没有收。可能是另一台电脑上打印的。',
  pictureSeveral: '照片上有几份不同的纸，认不准，请分开拍。',
  letterOf: (title: string): string => `作品“${title}”签过字的纸，收下后放到它名下。`,
  blank: '是空白的表，没有填内容。',
  noRegistration: '里面没有认出登记表或参赛人，请打开看一下。',
  works: (count: number): string => (count === 1 ? '读出登记表。' : `读出 ${count} 件作品的登记内容。`),
  people: (count: number): string => `读出参赛人 ${count} 人。`,
  peopleOfNobody: (count: number): string => `读出 ${count} 人，但不知道是哪件作品的参赛人，没有放进去。`,
  letterOfNobody: '是授权书，但对不上是哪件作品的，没有放进去。',
  passedRows: (rows: readonly number[]): string => `第 ${rows.join('、')} 行不像作品，没有读。`,
  cut: '表太大，只读了前面一部分，请核对件数。',
  sameContent: '和另一份登记表内容完全一样，只用一份。',
  videoOfNobody: '不知道是哪件作品的视频。请在文件名里写上作品名称，或和登记表放进同一个文件夹，再放一次。',
  videoLeft: '作品里已经有另一个视频，这次来的没有收，原来的没有动。要换，请打开作品，移除原来的再加新的。',
  videoBesides: '同一件作品的另一个视频，没有选它。',
} as const

export const questionWords = {
  label: (label: string, theirs: string): string => `来表里写的是“${theirs}”，当作“${label}”读的，请核对。`,
  noValue: (label: string): string => `“${label}”里写的内容没有认出来，请看原表补上。`,
  covered: (label: string): string => `“${label}”被星号遮住了，没有读，请补上。`,
  odd: (label: string): string => `“${label}”的写法不对，请核对。`,
  oddIdentity: (label: string): string => `“${label}”不对（位数、日期或最后一位校验码不符），请和本人核对。`,
  tooLong: (label: string, count: number, limit: number): string =>
    `“${label}”有 ${count} 字，超过 ${limit} 字，请删改。`,
  identityAsNumber: (label: string): string =>
    `“${label}”在表格里存成了数字，后几位可能已经变成 0，没有收。请对方把这一列设成“文本”再填，或者打电话核对后补上。`,
  order: (label: string): string => `授权书上“${label}”旁边没有写名字，是按先后顺序对上的，请核对。`,
  noName: '参赛人没有写姓名，请补上。',
  sameName: (name: string): string => `参赛人里“${name}”有两行，请核对是不是同一个人。`,
  noTitle: '登记表没有写作品名称，请补上。',
  titleFromFile: '没有登记表，作品名称是照文件名取的，请核对。',
  titleOfVideo: (file: string, title: string): string =>
    `视频文件名“${file}”和作品名称“${title}”对不上，请看一下是不是同一件作品。`,
  byName: (file: string): string => `视频“${file}”的文件名里没有作品名称，是按单位或人名对上的，请核对。`,
  titleOfLetter: (theirs: string, title: string): string =>
    `授权书上的作品名称是“${theirs}”，登记表是“${title}”，请核对用哪一个。`,
  severalVideos: (files: readonly string[]): string =>
    `有 ${files.length} 个视频：${files.join('、')}。请选定交哪一个。`,
  noVideo: '没有找到视频文件。',
  noVideoBut: (files: readonly string[]): string => `没有认出哪个是它的视频。还没有归属的：${files.join('、')}。`,
  noRegistration: '没有找到登记表，请补填或请对方补交。',
  sameAsExisting: (title: string): string =>
    `本机已经有作品“${title}”，单位也一样。是补交材料就并入它，是另一件就当新作品收。`,
  titleOfExisting: (ours: string, theirs: string): string =>
    `已登记的作品名称是“${ours}”，这次来的是“${theirs}”。改了名称，已签的授权书要重签，请核对用哪一个。`,
  otherVideo: '已登记的作品里有另一个视频。不选“换成这个视频”，就留原来的。',
  sameInDrop: (file: string): string => `另一份登记表（${file}）写的是同一件作品，内容有差别，请只收一份。`,
  sameVideo: (title: string): string => `视频和作品“${title}”的文件名、大小都一样，请看一下是不是放错了。`,
  statedDuration: (said: string, real: string): string =>
    `登记表写的时长是${said}，视频实际是${real}，以视频为准，请核对是不是放错了文件。`,
  statedUnsure: '登记表写的时长看不准是多少，请等视频到了再看。',
  statedUnsigned: '登记表写着还没有签授权书，请催办。',
} as const
