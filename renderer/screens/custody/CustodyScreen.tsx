import { ArrowLeftOutlined, CheckOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useMethod } from '../../app/use-method.ts'
import { PageHead } from '../../ui/Page.tsx'
import { type CustodyState, keepState, readState, type Step } from './custody-state.ts'
import { HandedOver } from './HandedOver.tsx'
import { KeysStep } from './KeysStep.tsx'
import { OpenWorkStep } from './OpenWorkStep.tsx'
import { PaperStep } from './PaperStep.tsx'
import './custody.css'

const steps: readonly { step: Step; title: string }[] = [
  { step: 'open-work', title: '看未完成的工作' },
  { step: 'paper', title: '打印移交清单' },
  { step: 'keys', title: '换口令、换恢复码' },
]

/** 工作移交: three steps that may be broken off and taken up again. */
export function CustodyScreen() {
  const [state, setState] = useState(readState)
  const {
    value: custody,
    problem,
    reread,
  } = useMethod('custody.show', {}, ['records', 'packages', 'offices', 'people'])
  const title = useRef<HTMLHeadingElement>(null)
  const shown = useRef(state.step)
  const change = (fields: Partial<CustodyState>) =>
    setState((held) => {
      const next = { ...held, ...fields }
      keepState(next)
      return next
    })
  // The next step begins at its heading, for the eye and for whoever listens.
  useEffect(() => {
    if (shown.current === state.step) return
    shown.current = state.step
    title.current?.focus()
  }, [state.step])
  const at = steps.findIndex(({ step }) => step === state.step)
  // Suggested, not written down: who sits here is mostly who goes.
  const from = state.from === '' ? (custody?.atDesk ?? '') : state.from
  const names = { from, to: state.to }
  const named = from.trim() !== '' && state.to.trim() !== ''
  // A step that was jumped over is not ticked: without both names the second one is not done.
  const isPassed = (index: number): boolean => index < at && (steps[index]?.step !== 'paper' || named)
  return (
    <div className="page custody">
      <PageHead
        title="工作移交"
        lead="经办人换人时，照着三步做。做到一半可以离开，下次从这里接着做。"
        actions={
          <Button
            size="large"
            icon={<ArrowLeftOutlined aria-hidden="true" />}
            onClick={() => void navigate({ screen: 'settings' })}
          >
            回到设置
          </Button>
        }
      />
      {state.step === 'done' ? null : (
        <ol className="custody-steps" aria-label="移交的三步">
          {steps.map(({ step, title: name }, index) => (
            <li key={step}>
              <button
                type="button"
                className="plain-button custody-step"
                aria-current={step === state.step ? 'step' : undefined}
                data-passed={isPassed(index)}
                onClick={() => change({ step })}
              >
                <span className="custody-number" aria-hidden="true">
                  {isPassed(index) ? <CheckOutlined aria-hidden="true" /> : index + 1}
                </span>
                {name}
              </button>
            </li>
          ))}
        </ol>
      )}
      <h2 className="custody-title" ref={title} tabIndex={-1}>
        {state.step === 'done' ? '移交完成' : `第${['一', '二', '三'][at] ?? ''}步：${steps[at]?.title ?? ''}`}
      </h2>
      <ProblemNote problem={problem} action={<Button onClick={reread}>再读一次</Button>} />
      {custody && state.step === 'open-work' ? (
        <OpenWorkStep custody={custody} onNext={() => change({ step: 'paper' })} />
      ) : null}
      {custody && state.step === 'paper' ? (
        <PaperStep
          custody={custody}
          names={names}
          onNames={(fields) => change({ ...names, ...fields })}
          onBack={() => change({ step: 'open-work' })}
          onNext={() => change({ ...names, step: 'keys' })}
        />
      ) : null}
      {custody && state.step === 'keys' ? (
        <KeysStep
          custody={custody}
          names={names}
          onBack={() => change({ step: 'paper' })}
          onDone={() => change({ ...names, step: 'done' })}
        />
      ) : null}
      {state.step === 'done' ? <HandedOver names={names} /> : null}
    </div>
  )
}
