/** Every screen of the program, filled: the example office, and what a city sees besides. */
import { inRoot } from '../../../build/paths.mjs'
import type { Desk } from './launch.ts'
import { openRawPort } from './raw-port.ts'

export interface Place {
  readonly name: string
  readonly hash: string
}

/** Opens the example office from the first window and stays in it. */
export async function enterExample({ page }: Desk): Promise<void> {
  await page.getByRole('button', { name: '打开示例单位' }).click()
  await page.getByText('示例单位 · 随便试，不会报出去').waitFor()
  await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor()
}

/** Adds two works that are collected and a review of them, and says where everything is. */
export async function placesOfExample({ page }: Desk): Promise<Place[]> {
  await openRawPort(page)
  const ask = async <T>(method: string, input: unknown): Promise<T> => {
    const reply = await page.evaluate(([name, given]) => window.rawPort.call(name, given), [method, input] as const)
    if (!reply.ok) throw new Error(`${method}: ${reply.problem?.code}`)
    return reply.value as T
  }
  const records = await ask<{ recordId: string; noticeId: string; formId: string; state: string }[]>('records.list', {})
  const noticeId = records[0]?.noticeId ?? ''
  const collection = { noticeId: 'jiangsu-2022-workers-day', deliverableId: 'T15' }
  const entries: string[] = []
  for (const workTitle of ['稻田里的一束光', '追星星的人'])
    entries.push((await ask<{ entryId: string }>('videos.create', { ...collection, workTitle })).entryId)
  const { reviewId } = await ask<{ reviewId: string }>('reviews.start', collection)
  await ask('reviews.setReviewers', { reviewId, reviewers: [{ reviewerId: null, name: '示例甲' }] })
  const { rows } = await ask<{ rows: { activityId: string }[] }>('activities.list', {})
  const offices = await ask<{ officeId: string }[]>('offices.list', {})
  const received = { kind: 'file', path: inRoot('test/fixtures/notices-made/sichuan-science-week.txt') }
  const own = await ask<{ noticeId: string }>('ownNotices.start', { from: received })
  return [
    { name: '工作台', hash: '#/desk' },
    { name: '通知与任务', hash: '#/notices' },
    { name: '一份通知', hash: `#/notices/${noticeId}` },
    { name: '发布通知', hash: `#/notices/${noticeId}/publish` },
    { name: '活动清单', hash: '#/activities/list' },
    { name: '活动日历', hash: '#/activities/calendar' },
    { name: '活动看板', hash: '#/activities/board' },
    { name: '一项活动', hash: `#/activity/${rows[0]?.activityId}` },
    { name: '收表', hash: `#/collect-tables/${noticeId}` },
    { name: '年度情况', hash: `#/year/${new Date().getFullYear()}` },
    { name: '填报记录', hash: '#/records' },
    ...records.map(({ recordId, formId, state }) => ({
      name: `填报 ${formId} ${state}`,
      hash: `#/record/${recordId}`,
    })),
    { name: '视频作品', hash: '#/videos' },
    { name: '一件作品', hash: `#/video/${entries[0]}` },
    { name: '评审', hash: '#/reviews' },
    { name: '一次评审', hash: `#/review/${reviewId}` },
    { name: '报送', hash: `#/submit/${noticeId}` },
    { name: '已报', hash: `#/sent/${noticeId}` },
    { name: '自建通知', hash: '#/own-notice' },
    { name: '正在建的通知', hash: `#/own-notice/${own.noticeId}` },
    { name: '收件', hash: '#/inbox' },
    { name: '收报台', hash: '#/intake' },
    { name: '审核', hash: `#/queue/${noticeId}` },
    { name: '下级单位', hash: `#/subordinates/${noticeId}` },
    { name: '一个单位', hash: `#/office/${offices[0]?.officeId}` },
    { name: '汇总', hash: `#/rollup/${noticeId}` },
    { name: '设置', hash: '#/settings' },
    { name: '个人信息：保留', hash: '#/personal/keep' },
    { name: '个人信息：清除', hash: '#/personal/purged' },
    { name: '个人信息：查看', hash: '#/personal/looked' },
    { name: '操作日志', hash: '#/deeds' },
    { name: '工作移交', hash: '#/custody' },
    { name: '使用手册', hash: '#/manual' },
  ]
}

/** Without a reload: the screen changes as it does under a click. */
export async function goTo({ page }: Desk, { hash }: Place): Promise<void> {
  await page.evaluate((to) => {
    window.location.hash = to
  }, hash)
}
