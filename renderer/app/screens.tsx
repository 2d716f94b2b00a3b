/** The entries of the menu, in order: Alt+1 is the first. The desk comes with the start, the others after it. */
import {
  ApartmentOutlined,
  CalculatorOutlined,
  CalendarOutlined,
  FileTextOutlined,
  FormOutlined,
  InboxOutlined,
  ProfileOutlined,
  SendOutlined,
  SettingOutlined,
  SolutionOutlined,
  VideoCameraOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import { DeskScreen } from '../screens/desk/DeskScreen.tsx'
import { loadLater } from './load-later.tsx'
import type { Route } from './route.ts'

export type ScreenEntry = {
  /** Only offices with subordinates see it. */
  upstream?: true
  name: string
  title: string
  icon: ReactNode
  route: Route
  covers: readonly Route['screen'][]
}

export const screens: readonly ScreenEntry[] = [
  {
    name: 'desk',
    title: '工作台',
    icon: <ProfileOutlined aria-hidden="true" />,
    route: { screen: 'desk' },
    covers: ['desk'],
  },
  {
    name: 'notices',
    title: '通知与任务',
    icon: <FileTextOutlined aria-hidden="true" />,
    route: { screen: 'notices', noticeId: null },
    covers: ['notices', 'own-notice'],
  },
  {
    name: 'activities',
    title: '活动',
    icon: <CalendarOutlined aria-hidden="true" />,
    route: { screen: 'activities', view: 'list', noticeId: null },
    covers: ['activities', 'activity', 'collect-tables', 'year'],
  },
  {
    name: 'records',
    title: '填报记录',
    icon: <FormOutlined aria-hidden="true" />,
    route: { screen: 'records', noticeId: null },
    covers: ['records', 'record'],
  },
  {
    name: 'videos',
    title: '视频作品',
    icon: <VideoCameraOutlined aria-hidden="true" />,
    route: { screen: 'videos', noticeId: null },
    covers: ['videos', 'video', 'reviews', 'review'],
  },
  {
    name: 'submit',
    title: '报送',
    icon: <SendOutlined aria-hidden="true" />,
    route: { screen: 'submit', noticeId: null },
    covers: ['submit', 'sent'],
  },
  {
    name: 'inbox',
    title: '收件',
    icon: <InboxOutlined aria-hidden="true" />,
    route: { screen: 'inbox', packageId: null },
    covers: ['inbox'],
  },
  {
    name: 'intake',
    title: '收报台',
    icon: <SolutionOutlined aria-hidden="true" />,
    route: { screen: 'intake', batchId: null },
    covers: ['intake', 'queue'],
    upstream: true,
  },
  {
    name: 'subordinates',
    title: '下级单位',
    icon: <ApartmentOutlined aria-hidden="true" />,
    route: { screen: 'subordinates', noticeId: null },
    covers: ['subordinates', 'office'],
    upstream: true,
  },
  {
    name: 'rollup',
    title: '汇总',
    icon: <CalculatorOutlined aria-hidden="true" />,
    route: { screen: 'rollup', noticeId: null, formId: null },
    covers: ['rollup'],
    upstream: true,
  },
  {
    name: 'settings',
    title: '设置',
    icon: <SettingOutlined aria-hidden="true" />,
    route: { screen: 'settings' },
    covers: ['settings', 'personal', 'custody', 'deeds'],
  },
]

/** What this office sees; the digit that Alt opens each with, null: none (Ctrl+K finds it). */
export function shownScreens(upstreamDesk: boolean): (ScreenEntry & { digit: number | null })[] {
  const shown = screens.filter((screen) => upstreamDesk || screen.upstream !== true)
  return shown.map((screen, index) => ({
    ...screen,
    digit: index < 9 ? index + 1 : index === shown.length - 1 ? 0 : null,
  }))
}

const NoticesScreen = loadLater(async () => (await import('../screens/notices/NoticesScreen.tsx')).NoticesScreen)
const ActivitiesScreen = loadLater(
  async () => (await import('../screens/activities/ActivitiesScreen.tsx')).ActivitiesScreen,
)
const ActivityScreen = loadLater(
  async () => (await import('../screens/activities/editor/ActivityScreen.tsx')).ActivityScreen,
)
const CollectTablesScreen = loadLater(
  async () => (await import('../screens/collect-tables/CollectTablesScreen.tsx')).CollectTablesScreen,
)
const DeedsScreen = loadLater(async () => (await import('../screens/deeds/DeedsScreen.tsx')).DeedsScreen)
const YearScreen = loadLater(async () => (await import('../screens/year/YearScreen.tsx')).YearScreen)
const ManualScreen = loadLater(async () => (await import('../screens/manual/ManualScreen.tsx')).ManualScreen)
const RecordListScreen = loadLater(
  async () => (await import('../screens/records/RecordListScreen.tsx')).RecordListScreen,
)
const RecordScreen = loadLater(async () => (await import('../screens/records/RecordScreen.tsx')).RecordScreen)
const VideoListScreen = loadLater(async () => (await import('../screens/videos/VideoListScreen.tsx')).VideoListScreen)
const VideoEntryScreen = loadLater(
  async () => (await import('../screens/videos/VideoEntryScreen.tsx')).VideoEntryScreen,
)
const ReviewsScreen = loadLater(async () => (await import('../screens/reviews/ReviewsScreen.tsx')).ReviewsScreen)
const ReviewScreen = loadLater(async () => (await import('../screens/reviews/ReviewScreen.tsx')).ReviewScreen)
const OwnNoticeScreen = loadLater(
  async () => (await import('../screens/own-notice/OwnNoticeScreen.tsx')).OwnNoticeScreen,
)
const SubmitScreen = loadLater(async () => (await import('../screens/submit/SubmitScreen.tsx')).SubmitScreen)
const SentScreen = loadLater(async () => (await import('../screens/sent/SentScreen.tsx')).SentScreen)
const InboxScreen = loadLater(async () => (await import('../screens/inbox/InboxScreen.tsx')).InboxScreen)
const IntakeScreen = loadLater(async () => (await import('../screens/intake/IntakeScreen.tsx')).IntakeScreen)
const QueueScreen = loadLater(async () => (await import('../screens/queue/QueueScreen.tsx')).QueueScreen)
const SubordinatesScreen = loadLater(
  async () => (await import('../screens/subordinates/SubordinatesScreen.tsx')).SubordinatesScreen,
)
const OfficeScreen = loadLater(async () => (await import('../screens/office/OfficeScreen.tsx')).OfficeScreen)
const RollupScreen = loadLater(async () => (await import('../screens/rollup/RollupScreen.tsx')).RollupScreen)
const PersonalScreen = loadLater(
  async () => (await import('../screens/settings/personal/PersonalScreen.tsx')).PersonalScreen,
)
const CustodyScreen = loadLater(async () => (await import('../screens/custody/CustodyScreen.tsx')).CustodyScreen)
const SettingsScreen = loadLater(async () => (await import('../screens/settings/SettingsScreen.tsx')).SettingsScreen)

/** Brings the other screens in while the clerk reads the desk; one after the other, so that nothing stutters. */
export async function loadScreensAhead(): Promise<void> {
  for (const screen of [
    RecordScreen,
    NoticesScreen,
    RecordListScreen,
    ActivitiesScreen,
    ActivityScreen,
    VideoListScreen,
    VideoEntryScreen,
    SubmitScreen,
    SentScreen,
    InboxScreen,
    OwnNoticeScreen,
    ReviewsScreen,
    ReviewScreen,
    SettingsScreen,
    PersonalScreen,
    ManualScreen,
    CollectTablesScreen,
    YearScreen,
    IntakeScreen,
    QueueScreen,
    SubordinatesScreen,
    OfficeScreen,
    RollupScreen,
    CustodyScreen,
  ])
    await screen.ahead()
}

export function CurrentScreen({ route }: { route: Route }) {
  switch (route.screen) {
    case 'desk':
      return <DeskScreen />
    case 'notices':
      return <NoticesScreen noticeId={route.noticeId} publish={route.publish === true} />
    case 'activities':
      return <ActivitiesScreen view={route.view} noticeId={route.noticeId} />
    case 'activity':
      return <ActivityScreen key={route.activityId} activityId={route.activityId} />
    case 'collect-tables':
      return <CollectTablesScreen noticeId={route.noticeId} />
    case 'year':
      return <YearScreen year={route.year} />
    case 'records':
      return <RecordListScreen noticeId={route.noticeId} />
    case 'record':
      return <RecordScreen key={route.recordId} recordId={route.recordId} field={route.field} />
    case 'videos':
      return <VideoListScreen noticeId={route.noticeId} />
    case 'video':
      return <VideoEntryScreen key={route.entryId} entryId={route.entryId} part={route.part} />
    case 'reviews':
      return <ReviewsScreen />
    case 'review':
      return <ReviewScreen key={route.reviewId} reviewId={route.reviewId} />
    case 'submit':
      return <SubmitScreen noticeId={route.noticeId} />
    case 'sent':
      return <SentScreen noticeId={route.noticeId} />
    case 'own-notice':
      return <OwnNoticeScreen noticeId={route.noticeId} />
    case 'inbox':
      return <InboxScreen packageId={route.packageId} />
    case 'intake':
      return <IntakeScreen batchId={route.batchId} />
    case 'queue':
      return <QueueScreen noticeId={route.noticeId} recordId={route.recordId} />
    case 'subordinates':
      return <SubordinatesScreen noticeId={route.noticeId} />
    case 'office':
      return <OfficeScreen key={route.officeId} officeId={route.officeId} />
    case 'rollup':
      return <RollupScreen noticeId={route.noticeId} formId={route.formId} />
    case 'deeds':
      return <DeedsScreen key={route.recordId} recordId={route.recordId} />
    case 'manual':
      return <ManualScreen pageId={route.pageId} section={route.section ?? null} />
    case 'personal':
      return <PersonalScreen part={route.part} />
    case 'custody':
      return <CustodyScreen />
    case 'settings':
      return <SettingsScreen part={route.part ?? null} />
  }
}
