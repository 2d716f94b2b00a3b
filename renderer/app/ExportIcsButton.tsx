import { CalendarOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { call, problemOf } from '../api.ts'
import { problemTexts } from '../text/problem.ts'
import { announce } from './announce.ts'

/** Writes the dates as a file for another calendar. @param noticeId null: of all that is in force */
export function ExportIcsButton({ noticeId, name }: { noticeId: string | null; name: string }) {
  const [busy, setBusy] = useState(false)
  const save = async () => {
    const out = await window.kexie.saveAs({
      title: '导出到日历',
      defaultName: `${name.replace(/[\\/:*?"<>|]/g, ' ')}.ics`,
      filters: [{ name: '日历文件', extensions: ['ics'] }],
    })
    if (out === null) return
    setBusy(true)
    try {
      const { events } = await call('calendar.exportIcs', { noticeId, out })
      announce(
        `已导出 ${events} 个日期。在手机或 Outlook 的日历里打开这个文件就能加进去；再导出一次会更新，不会重复。`,
        {
          label: '打开文件夹',
          run: () => void window.kexie.showInFolder(out),
        },
      )
    } catch (thrown) {
      const { what, next } = problemTexts(problemOf(thrown))
      announce(`${what}${next}`)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button icon={<CalendarOutlined aria-hidden="true" />} loading={busy} onClick={() => void save()}>
      导出到日历
    </Button>
  )
}
