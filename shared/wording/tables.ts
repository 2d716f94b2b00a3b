/** What is said about cells, rows and files of tables that offices send in, in a clerk's words. */

/** Why a cell waits. Each says what is wrong, so that it can stand on a 更正单 as it is. */
export const openWords = {
  unread: '没有认出是什么内容，请写清楚。',
  noCount: '应为不小于0的整数。',
  noMoney: '应为不小于0的金额，最多到分。',
  noSource: '没有说明经费从哪里来，请先在上方选定经费来源。',
  noDate: '没有认出是哪一天，请写成“2022年5月30日”。',
  noTitle: '没有写活动名称。',
  noState: '没有认出是计划中、已举办还是已取消。',
  noPress: '没有认出媒体名称。一家媒体一行，可以写成“媒体《标题》网址”。',
  noFirstDay: '只有结束日期，没有开始日期。',
  endsBefore: '结束日期在开始日期之前。',
  identity: '里面有身份证号。登记活动不用身份证号，请去掉。',
  mobile: '里面有手机号码，这一栏大家都看得到。请移到“联系电话”；确实要公布的，请确认。',
  covered: '被星号遮住了，请写全。',
  fewerThanListed: (listed: number): string => `比列出来的还少（列了 ${listed}）。`,
  noModule: (name: string, known: readonly string[]): string =>
    `“${name}”不是这份通知的类别。通知的类别是：${known.join('、')}。`,
  tooLong: (limit: number): string => `太长了，最多 ${limit} 字。`,
} as const

export const tableWords = {
  blankForm: '是空白的填报表，没有填内容。',
  noTable: '里面没有认出活动列表，也没有认出填报表。请打开看一下。',
  emptyFile: '里面什么也没有。',
  taken: (count: number, files: number): string =>
    files === 1 ? `从来表收进了 ${count} 项活动` : `从 ${files} 份来表收进了 ${count} 项活动`,
  formRow: (row: number): string => `第${row}张`,
  wholeRow: '整行',
  about: '活动情况填报',
  noSender: '填报单位（未写明）',
  moreCorrections: (count: number): string => `还有 ${count} 处需要更正，改好以上各处后另发。`,
} as const
