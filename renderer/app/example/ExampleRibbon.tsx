import { ExperimentOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { problemOf } from '../../api.ts'
import { problemTexts } from '../../text/problem.ts'
import { announce } from '../announce.ts'
import { useAppState, useNow } from '../app-state.ts'
import { leaveExample } from './example-office.ts'
import './example.css'

const dayMs = 24 * 60 * 60 * 1000
/** The dates of the example lie a few days around its making; after this it looks overdue everywhere. */
const freshDays = 5

/** Stands over every screen of 示例单位, whatever else is open. */
export function ExampleRibbon({ madeAt }: { madeAt: string }) {
  const office = useAppState((held) => held.state?.office?.name)
  const now = useNow()
  const [busy, setBusy] = useState(false)
  const age = Math.floor((now - Date.parse(madeAt)) / dayMs)
  // The title of the window, in the task bar as well.
  useEffect(() => {
    document.title = `示例单位 · ${office ?? ''} · 科协报送台`
  }, [office])
  const leave = async (to: 'own' | 'discard') => {
    setBusy(true)
    try {
      if (!(await leaveExample(to))) setBusy(false)
    } catch (thrown) {
      setBusy(false)
      const { what, next } = problemTexts(problemOf(thrown))
      announce(`${what}${next}`)
    }
  }
  return (
    <aside className="example-ribbon" aria-label="示例单位">
      <ExperimentOutlined aria-hidden="true" />
      <strong>示例单位 · 随便试，不会报出去</strong>
      {age > freshDays ? (
        <span className="example-age">日期是 {age} 天前排的；丢掉再打开，就按今天重新排。</span>
      ) : null}
      <span className="example-ribbon-end">
        <Button size="small" disabled={busy} onClick={() => void leave('own')}>
          离开示例
        </Button>
        <Button size="small" disabled={busy} onClick={() => void leave('discard')}>
          丢掉示例
        </Button>
      </span>
    </aside>
  )
}
