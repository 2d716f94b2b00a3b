import { Button } from 'antd'
import { useState } from 'react'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { useIsExample } from '../../app/app-state.ts'
import { ExampleDoor } from '../../app/example/ExampleDoor.tsx'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useMethod } from '../../app/use-method.ts'
import { Section } from '../../ui/Page.tsx'

/** The way back into 示例单位, and the way to be rid of it, from one's own office. */
export function ExampleSection() {
  const { value, reread } = useMethod('example.state', {}, ['offices'])
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const inside = useIsExample()
  if (inside) return null
  const discard = async () => {
    setProblem(null)
    try {
      await call('example.discard', {})
      announce('示例单位已丢掉，它的文件都已删除。')
    } catch (thrown) {
      setProblem(problemOf(thrown))
    }
    reread()
  }
  return (
    <Section title="示例单位">
      <dl className="facts settings-facts">
        <dt>练习用</dt>
        <dd>
          <div className="settings-actions">
            <ExampleDoor key={value?.there ? 'there' : 'gone'} />
            {value?.there ? <Button onClick={() => void discard()}>丢掉示例</Button> : null}
          </div>
          <p className="field-note">一个编好的县科协，各种状态的材料都有，随便试。它另外存放，不会碰到本单位的内容。</p>
          <ProblemNote problem={problem} />
        </dd>
      </dl>
    </Section>
  )
}
