/** Forms that belong to one activity (筹备方案, 登记表), of the notices that it counts for. */
import { useEffect, useState } from 'react'
import { call, problemOf, subscribe } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { navigate } from '../../app/route.ts'
import { problemTexts } from '../../text/problem.ts'

export type ActivityForm = { noticeId: string; noticeShortTitle: string; formId: string; shortName: string }
export type NoticeModules = {
  noticeId: string
  shortTitle: string
  modules: readonly { id: string; name: string }[]
  forms: readonly ActivityForm[]
}

async function readNotice(noticeId: string): Promise<NoticeModules | null> {
  try {
    const { pack } = await call('notices.show', { noticeId })
    const forms = pack.forms
      .filter(({ id }) => pack.register?.[id]?.scope === 'activity')
      .map(({ id, shortName }) => ({ noticeId, noticeShortTitle: pack.shortTitle, formId: id, shortName }))
    return { noticeId, shortTitle: pack.shortTitle, modules: pack.modules, forms }
  } catch {
    // A notice that is gone offers nothing; the activity keeps its place in it.
    return null
  }
}

/** Modules and forms of these notices, in their order; grows as they are read. */
export function useNoticeModules(noticeIds: readonly string[]): readonly NoticeModules[] {
  const [held, setHeld] = useState<ReadonlyMap<string, NoticeModules>>(new Map())
  const key = noticeIds.join('\n')
  useEffect(() => {
    let left = false
    const read = async () => {
      const read = await Promise.all(key.split('\n').filter(Boolean).map(readNotice))
      if (!left) setHeld(new Map(read.flatMap((one) => (one === null ? [] : [[one.noticeId, one]]))))
    }
    void read()
    const end = subscribe('data.changed', ({ domain }) => domain === 'notices' && void read())
    return () => {
      left = true
      end()
    }
  }, [key])
  return noticeIds.flatMap((id) => held.get(id) ?? [])
}

/** Makes a record of this form out of the activity and stands the clerk in it. */
export async function fillFromActivity({ noticeId, formId }: ActivityForm, activityId: string): Promise<void> {
  try {
    const { summary } = await call('register.createRecord', { noticeId, formId, activityId })
    await navigate({ screen: 'record', recordId: summary.recordId, field: null })
  } catch (thrown) {
    const { what, next } = problemTexts(problemOf(thrown))
    announce(`${what}${next}`)
  }
}
