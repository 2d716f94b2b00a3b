import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { ProblemData } from '../../../shared/problems.ts'
import { problemOf } from '../../api.ts'
import { ProblemNote } from '../ProblemNote.tsx'
import { useMethod } from '../use-method.ts'
import { openExample } from './example-office.ts'
import './example.css'

/** 打开示例单位, beside the first two questions and in 设置: made in a few seconds, with a word for each of them. */
export function ExampleDoor({ large = false }: { large?: boolean }) {
  const there = useMethod('example.state', {}, ['offices']).value?.there ?? false
  const [words, setWords] = useState<string | null>(null)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  const open = async () => {
    const controller = new AbortController()
    running.current = controller
    setProblem(null)
    try {
      await openExample(setWords, controller.signal)
    } catch (thrown) {
      setProblem(problemOf(thrown))
      setWords(null)
    }
  }

  return (
    <div className="example-door">
      {words === null ? (
        <Button size={large ? 'large' : 'middle'} block={large} onClick={() => void open()}>
          {there ? '回到示例单位' : '打开示例单位'}
        </Button>
      ) : (
        <p className="example-making">
          <span role="status">{words}</span>
          <Button size="small" onClick={() => running.current?.abort()}>
            取消
          </Button>
        </p>
      )}
      <ProblemNote problem={problem} />
    </div>
  )
}
