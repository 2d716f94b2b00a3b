/** 批量修改: which facts may be set for several activities at once, and the order that results. */
import type { ActivitySelection } from '../../../../shared/api/activities.ts'
import type { MethodInput } from '../../../../shared/api/contract.ts'
import {
  type ActivityInput,
  type ActivityState,
  activityStateNames,
  factLabels,
} from '../../../../shared/register/activity.ts'

export const bulkTexts = ['unit', 'host', 'organiser', 'responsible', 'place', 'audience'] as const
export type BulkText = (typeof bulkTexts)[number]

export type BulkDraft = {
  state: ActivityState | null
  year: number | null
  main: boolean | null
  /** Null stays as it is; '' empties it. */
  texts: Readonly<Record<BulkText, string | null>>
  addNotice: { noticeId: string; modules: string[] } | null
  removeNotice: string | null
}

export const noBulk: BulkDraft = {
  state: null,
  year: null,
  main: null,
  texts: { unit: null, host: null, organiser: null, responsible: null, place: null, audience: null },
  addNotice: null,
  removeNotice: null,
}

/** What will be changed, one sentence each; empty: nothing. */
export function bulkWords(draft: BulkDraft, noticeName: (noticeId: string) => string): string[] {
  const { state, year, main, addNotice, removeNotice } = draft
  return [
    state === null ? '' : `状态改为${activityStateNames[state]}`,
    year === null ? '' : `年份改为 ${year}`,
    main === null ? '' : main ? '标为主场活动' : '不再是主场活动',
    ...bulkTexts.map((fact) => {
      const text = draft.texts[fact]
      if (text === null) return ''
      return text.trim() === '' ? `清空${factLabels[fact]}` : `${factLabels[fact]}改为“${text.trim()}”`
    }),
    addNotice === null ? '' : `算进“${noticeName(addNotice.noticeId)}”`,
    removeNotice === null ? '' : `不再算进“${noticeName(removeNotice)}”`,
  ].filter((words) => words !== '')
}

export function bulkOrder(draft: BulkDraft, selection: ActivitySelection): MethodInput<'activities.edit'> {
  const change: Partial<ActivityInput> = {
    ...(draft.state !== null && { state: draft.state }),
    ...(draft.year !== null && { year: draft.year }),
    ...(draft.main !== null && { main: draft.main }),
  }
  for (const fact of bulkTexts) {
    const text = draft.texts[fact]
    if (text !== null) change[fact] = text.trim()
  }
  return {
    selection,
    ...(Object.keys(change).length > 0 && { change }),
    ...(draft.addNotice !== null && { addNotice: draft.addNotice }),
    ...(draft.removeNotice !== null && { removeNotice: draft.removeNotice }),
  }
}
