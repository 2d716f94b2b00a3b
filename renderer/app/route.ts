/** Where the clerk stands. The hash keeps it over a reload; a leave guard lets a form save what is still being typed. */
import { create } from 'zustand'

/** `keep`: what may be purged; `purged`: what was; `looked`: who looked behind the mask and why. */
const personalParts = ['keep', 'purged', 'looked'] as const
export type PersonalPart = (typeof personalParts)[number]

const activityViews = ['list', 'calendar', 'board'] as const
export type ActivityView = (typeof activityViews)[number]

/** Sections of the settings that something leads to. */
const settingsParts = ['backups', 'moving', 'people', 'self-test'] as const
export type SettingsPart = (typeof settingsParts)[number]

export type Route =
  | { screen: 'desk' }
  /** `publish`: with the sheet to send it to those below us. */
  | { screen: 'notices'; noticeId: string | null; publish?: boolean }
  /** 活动登记: the same activities as a list, over the months, or by module. */
  | { screen: 'activities'; view: ActivityView; noticeId: string | null }
  | { screen: 'activity'; activityId: string }
  /** 收表 of townships and schools. */
  | { screen: 'collect-tables'; noticeId: string | null }
  /** 年度情况. */
  | { screen: 'year'; year: number }
  | { screen: 'records'; noticeId: string | null }
  | { screen: 'record'; recordId: string; field: string | null }
  | { screen: 'videos'; noticeId: string | null }
  /** One 视频作品; `part`: where a step that is missing led to. */
  | { screen: 'video'; entryId: string; part: 'film' | 'signatures' | null }
  | { screen: 'reviews' }
  | { screen: 'review'; reviewId: string }
  | { screen: 'submit'; noticeId: string | null }
  /** What was sent for one notice. */
  | { screen: 'sent'; noticeId: string }
  /** 自建通知; null: how to begin one. */
  | { screen: 'own-notice'; noticeId: string | null }
  | { screen: 'inbox'; packageId: string | null }
  /** 收报台: batches and what waits; one batch; the queue of records to look at. */
  | { screen: 'intake'; batchId: string | null }
  | { screen: 'queue'; noticeId: string | null; recordId: string | null }
  /** 下级单位: who owes what for a notice; one office with its cards. */
  | { screen: 'subordinates'; noticeId: string | null }
  | { screen: 'office'; officeId: string }
  /** 汇总. */
  | { screen: 'rollup'; noticeId: string | null; formId: string | null }
  /** `part`: from there on. */
  | { screen: 'settings'; part?: SettingsPart }
  /** 操作日志; of one record, where it was asked for there. */
  | { screen: 'deeds'; recordId: string | null }
  /** 工作移交. */
  | { screen: 'custody' }
  /** 使用手册; null: its table of contents. */
  | { screen: 'manual'; pageId: string | null; section?: string | null }
  /** Of the settings: what is kept of people, and for how long. */
  | { screen: 'personal'; part: PersonalPart }

export function toHash(route: Route): string {
  const part = (text: string | null) => (text === null ? '' : `/${encodeURIComponent(text)}`)
  switch (route.screen) {
    case 'desk':
    case 'reviews':
    case 'custody':
      return `#/${route.screen}`
    case 'settings':
      return `#/settings${route.part ? `/${route.part}` : ''}`
    case 'notices':
      return `#/notices${part(route.noticeId)}${route.publish ? '/publish' : ''}`
    case 'activities':
      return `#/activities/${route.view}${part(route.noticeId)}`
    case 'activity':
      return `#/activity${part(route.activityId)}`
    case 'year':
      return `#/year/${route.year}`
    case 'records':
    case 'videos':
    case 'submit':
    case 'sent':
    case 'own-notice':
    case 'subordinates':
    case 'collect-tables':
      return `#/${route.screen}${part(route.noticeId)}`
    case 'deeds':
      return `#/deeds${part(route.recordId)}`
    case 'manual':
      return `#/manual${part(route.pageId)}${part(route.section ?? null)}`
    case 'record':
      return `#/record${part(route.recordId)}${part(route.field)}`
    case 'video':
      return `#/video${part(route.entryId)}${part(route.part)}`
    case 'review':
      return `#/review${part(route.reviewId)}`
    case 'personal':
      return `#/personal/${route.part}`
    case 'inbox':
      return `#/inbox${part(route.packageId)}`
    case 'intake':
      return `#/intake${part(route.batchId)}`
    case 'queue':
      return `#/queue/${encodeURIComponent(route.noticeId ?? '')}${part(route.recordId)}`
    case 'office':
      return `#/office${part(route.officeId)}`
    case 'rollup':
      return `#/rollup/${encodeURIComponent(route.noticeId ?? '')}${part(route.formId)}`
  }
}

/** An unknown or damaged hash is the desk. */
export function fromHash(hash: string): Route {
  const [, screen = '', first = null, second = null] = hash.split('/').map((part) => {
    try {
      return decodeURIComponent(part)
    } catch {
      return ''
    }
  })
  const id = first || null
  switch (screen) {
    case 'notices':
      return { screen, noticeId: id, ...(id !== null && second === 'publish' && { publish: true }) }
    case 'activities':
      return { screen, view: activityViews.find((one) => one === first) ?? 'list', noticeId: second || null }
    case 'activity':
      return id ? { screen, activityId: id } : { screen: 'activities', view: 'list', noticeId: null }
    case 'year':
      return /^(19|2[01])\d\d$/.test(first ?? '')
        ? { screen, year: Number(first) }
        : { screen: 'activities', view: 'list', noticeId: null }
    case 'records':
    case 'videos':
    case 'submit':
    case 'own-notice':
    case 'subordinates':
    case 'collect-tables':
      return { screen, noticeId: id }
    case 'record':
      return id ? { screen, recordId: id, field: second || null } : { screen: 'records', noticeId: null }
    case 'video':
      if (id === null) return { screen: 'videos', noticeId: null }
      return { screen, entryId: id, part: second === 'film' || second === 'signatures' ? second : null }
    case 'review':
      return id ? { screen, reviewId: id } : { screen: 'reviews' }
    case 'sent':
      return id ? { screen, noticeId: id } : { screen: 'submit', noticeId: null }
    case 'inbox':
      return { screen, packageId: id }
    case 'intake':
      return { screen, batchId: id }
    case 'queue':
      return { screen, noticeId: id, recordId: second || null }
    case 'office':
      return id ? { screen, officeId: id } : { screen: 'subordinates', noticeId: null }
    case 'rollup':
      return { screen, noticeId: id, formId: second || null }
    case 'personal':
      return { screen, part: personalParts.find((one) => one === first) ?? 'keep' }
    case 'settings': {
      const named = settingsParts.find((one) => one === first)
      return { screen, ...(named && { part: named }) }
    }
    case 'reviews':
    case 'custody':
      return { screen }
    case 'deeds':
      return { screen, recordId: id }
    case 'manual':
      return { screen, pageId: id, section: id === null ? null : second || null }
    default:
      return { screen: 'desk' }
  }
}

type LeaveGuard = () => Promise<boolean>
let guard: LeaveGuard | null = null

/** The open form registers its last save; false keeps the clerk where they are. Returns the function that ends it. */
export function guardLeaving(before: LeaveGuard): () => void {
  guard = before
  return () => {
    if (guard === before) guard = null
  }
}

export const useRoute = create<{ route: Route }>(() => ({ route: fromHash(window.location.hash) }))

export async function navigate(route: Route): Promise<void> {
  const target = toHash(route)
  if (target === window.location.hash) return
  if (guard && !(await guard())) return
  window.location.hash = target
}

window.addEventListener('hashchange', () => useRoute.setState({ route: fromHash(window.location.hash) }))
