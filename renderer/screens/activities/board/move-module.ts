/** Moving an activity from one module of a notice to another. */
import type { ActivityRow } from '../../../../shared/api/activities.ts'
import type { ActivityValues } from '../../../../shared/register/activity.ts'

/** A card in the hand, and the module it was taken from. */
export type Held = { row: ActivityRow; from: string }

type Notices = ActivityValues['notices']

/** What the activity then counts for; its other modules and notices stay. '' is “in no module”. */
export function movedModules(
  { notices }: Pick<ActivityRow, 'notices'>,
  noticeId: string,
  from: string,
  to: string,
): Notices {
  return notices.map((one) => {
    if (one.noticeId !== noticeId) return one
    const rest = one.modules.filter((module) => module !== from && module !== to)
    return { noticeId, modules: to === '' ? rest : [...rest, to] }
  })
}
