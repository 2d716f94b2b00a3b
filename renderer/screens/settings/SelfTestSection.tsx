import { Button } from 'antd'
import { useState } from 'react'
import type { SelfCheck, SelfTest } from '../../../shared/api/upkeep.ts'
import { call } from '../../api.ts'
import { useNow } from '../../app/app-state.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { ToneMark } from '../../app/ToneMark.tsx'
import { useAttempt } from '../../app/use-attempt.ts'
import { useMethod } from '../../app/use-method.ts'
import { momentText } from '../../text/dates.ts'
import { Section } from '../../ui/Page.tsx'
import './self-test.css'

const verdicts = {
  good: { word: '正常', tone: 'good' },
  bad: { word: '不正常', tone: 'stop' },
  unsure: { word: '请看一下', tone: 'wait' },
} as const

/** What needs a person comes first. */
const order: readonly SelfCheck['verdict'][] = ['bad', 'unsure', 'good']

function Checks({ test }: { test: SelfTest }) {
  const checks = [...test.checks].sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
  return (
    <ul className="rows self-test" aria-label="自检结果">
      {checks.map(({ name, verdict, sentence }) => (
        <li key={name} className="self-test-row">
          <span className="self-test-mark">
            <ToneMark worded={verdicts[verdict]} />
          </span>
          <span>{sentence}</span>
        </li>
      ))}
    </ul>
  )
}

/** 自检: does this computer do what the program relies on? */
export function SelfTestSection() {
  const now = useNow()
  const last = useMethod('upkeep.lastSelfTest', {}, [])
  const [fresh, setFresh] = useState<SelfTest | null>(null)
  const { problem, attempt, idle } = useAttempt<'test'>()
  const test = fresh ?? last.value?.test ?? null
  return (
    <Section
      title="自检"
      note={test ? `上次自检 ${momentText(test.at, now)}` : null}
      actions={
        <Button
          {...idle('test')}
          onClick={() => attempt('test', async () => setFresh(await call('upkeep.selfTest', {})))}
        >
          {test ? '再自检一次' : '现在自检'}
        </Button>
      }
    >
      {test ? (
        <Checks test={test} />
      ) : (
        <p className="quiet">
          在这台电脑上试着保存、签名加密、做 PDF、找打印机，几秒钟做完，说明哪样正常、哪样要处理。不改动任何内容。
        </p>
      )}
      <ProblemNote problem={problem ?? last.problem} />
    </Section>
  )
}
