/** The screens that a page of the manual can open: those that need no choice of a record, an office or a work first. */
import type { Route } from '../route.ts'

type Door = { title: string; route: Route; upstream?: true }

const doors: Readonly<Record<string, Door>> = {
  desk: { title: '工作台', route: { screen: 'desk' } },
  notices: { title: '通知与任务', route: { screen: 'notices', noticeId: null } },
  'own-notice': { title: '自建通知', route: { screen: 'own-notice', noticeId: null } },
  activities: { title: '活动', route: { screen: 'activities', view: 'list', noticeId: null } },
  'collect-tables': { title: '收表', route: { screen: 'collect-tables', noticeId: null } },
  records: { title: '填报记录', route: { screen: 'records', noticeId: null } },
  videos: { title: '视频作品', route: { screen: 'videos', noticeId: null } },
  reviews: { title: '评审', route: { screen: 'reviews' } },
  submit: { title: '报送', route: { screen: 'submit', noticeId: null } },
  inbox: { title: '收件', route: { screen: 'inbox', packageId: null } },
  intake: { title: '收报台', route: { screen: 'intake', batchId: null }, upstream: true },
  queue: { title: '审核', route: { screen: 'queue', noticeId: null, recordId: null }, upstream: true },
  subordinates: { title: '下级单位', route: { screen: 'subordinates', noticeId: null }, upstream: true },
  rollup: { title: '汇总', route: { screen: 'rollup', noticeId: null, formId: null }, upstream: true },
  settings: { title: '设置', route: { screen: 'settings' } },
  personal: { title: '个人信息', route: { screen: 'personal', part: 'keep' } },
  deeds: { title: '操作日志', route: { screen: 'deeds', recordId: null } },
  custody: { title: '工作移交', route: { screen: 'custody' } },
}

/** Null: no such screen, one that only an upstream office has, or one that shows a thing that has to be chosen first. */
export function manualDoor(screen: string, upstreamDesk: boolean): Door | null {
  const door = doors[screen]
  return door && (upstreamDesk || door.upstream !== true) ? door : null
}
