import { Button, Checkbox, type InputRef } from 'antd'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import type { PaperArrival } from '../../../../shared/api/rosters.ts'
import type { ProblemData } from '../../../../shared/problems.ts'
import { codeText } from '../../../../shared/wording/revision-code.ts'
import { call, problemOf } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import { useNow } from '../../../app/app-state.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { pickScans } from '../../../app/pick-scans.ts'
import { navigate } from '../../../app/route.ts'
import { ToneMark } from '../../../app/ToneMark.tsx'
import { useDrop } from '../../../app/use-drop.ts'
import { useMethod } from '../../../app/use-method.ts'
import { momentText } from '../../../text/dates.ts'
import { fileNameOf } from '../../../text/file-names.ts'
import { paperVerdicts } from '../../../text/rosters.ts'
import { Input } from '../../../ui/Input.tsx'
import './papers.css'

type Wish = { code: string; path: null } | { code: null; path: string }

/** A statistics form bears its office's name itself. */
const nameOf = ({ officeName, title }: { officeName: string; title: string }): string =>
  officeName === title ? title : `${officeName} · ${title}`

/**
 * A clerk with a pile: code, Enter, next paper. What is typed while the last one is still looked up waits in line; the
 * field never loses the cursor.
 */
export function PaperPile({ noticeId }: { noticeId: string }) {
  const id = useId()
  const now = useNow()
  const field = useRef<InputRef>(null)
  const [code, setCode] = useState('')
  const [everywhere, setEverywhere] = useState(false)
  const [latest, setLatest] = useState<PaperArrival | null>(null)
  const [waiting, setWaiting] = useState(0)
  const [problem, setProblem] = useState<{ problem: ProblemData; of: string } | null>(null)
  const line = useRef<Promise<void>>(Promise.resolve())
  const list = useMethod('paper.list', { noticeId }, ['packages', 'records'])
  useEffect(() => field.current?.focus(), [])

  const arrive = (wish: Wish) => {
    setWaiting((count) => count + 1)
    line.current = line.current.then(async () => {
      try {
        setLatest(await call('paper.arrive', { ...wish, noticeId: everywhere ? null : noticeId }))
        setProblem(null)
        list.reread()
      } catch (thrown) {
        setLatest(null)
        setProblem({ problem: problemOf(thrown), of: wish.code ?? fileNameOf(wish.path) })
      } finally {
        setWaiting((count) => count - 1)
      }
    })
  }
  const typed = (event: FormEvent) => {
    event.preventDefault()
    const text = code.trim()
    setCode('')
    field.current?.focus()
    if (text !== '') arrive({ code: text, path: null })
  }
  const take = (paths: readonly string[]) => {
    for (const path of paths) arrive({ code: null, path })
  }
  const pick = () => void pickScans('选择纸件的照片或扫描件').then(take)
  const drop = useDrop(take, pick)
  const remove = async ({ paperId, code: of }: PaperArrival) => {
    try {
      await call('paper.remove', { paperId })
      if (latest?.paperId === paperId) setLatest(null)
      list.reread()
      announce(`核对码 ${of} 的这次核对已去掉。`)
    } catch (thrown) {
      setProblem({ problem: problemOf(thrown), of })
    }
  }
  const papers = list.value ?? []
  const verdict = latest === null ? null : paperVerdicts[latest.verdict]
  return (
    <section className="pile" aria-label="核对纸件" {...drop}>
      <form className="pile-entry" onSubmit={typed}>
        <label className="field-label" htmlFor={id}>
          纸件右下角的版本核对码
        </label>
        <div className="pile-line">
          <Input
            id={id}
            ref={field}
            size="large"
            className="pile-code"
            autoComplete="off"
            spellCheck={false}
            maxLength={40}
            placeholder="输入后按 Enter，或用扫码枪"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
          <Button size="large" type="primary" htmlType="submit">
            核对
          </Button>
          <Button size="large" onClick={pick}>
            选照片或扫描件
          </Button>
        </div>
        <p className="field-note">
          一份接一份：输完一个按 Enter，接着输下一个。照片和扫描件可以一次拖进来许多张。{' '}
          <Checkbox checked={everywhere} onChange={(event) => setEverywhere(event.target.checked)}>
            在所有通知里找
          </Checkbox>
        </p>
      </form>
      <div className="pile-verdict" data-tone={verdict?.tone ?? 'none'} role="status" aria-live="assertive">
        {waiting > 0 ? (
          <p className="pile-word quiet">还有 {waiting} 份在核对…</p>
        ) : latest && verdict ? (
          <>
            <p className="pile-word">
              <ToneMark worded={verdict} />
            </p>
            <div className="pile-facts">
              <p>
                <strong>{latest.record ? nameOf(latest.record) : codeText(latest.code)}</strong>
              </p>
              <p>{latest.words === '' ? verdict.lead : latest.words}</p>
              <p className="quiet">
                {latest.record === null ? '可能电子件还没有来，或抄错了。' : verdict.lead} 核对码{' '}
                {codeText(latest.code)}
              </p>
            </div>
            {latest.record ? (
              <Button
                onClick={() =>
                  latest.record && void navigate({ screen: 'record', recordId: latest.record.recordId, field: null })
                }
              >
                看电子件
              </Button>
            ) : null}
          </>
        ) : problem ? (
          <ProblemNote problem={problem.problem} action={<span className="quiet">{problem.of}</span>} />
        ) : (
          <p className="quiet">结果在这里：纸电相符、旧版、纸电不符，或没有找到。</p>
        )}
      </div>
      <ProblemNote problem={list.problem} action={<Button onClick={list.reread}>再读一次</Button>} />
      {papers.length > 0 ? (
        <>
          <h2 className="pile-title">核对过的 {papers.length} 份</h2>
          <ul className="rows pile-list">
            {papers.map((paper) => (
              <li key={paper.paperId}>
                <ToneMark worded={paperVerdicts[paper.verdict]} />
                <span className="pile-number">{codeText(paper.code)}</span>
                <span className="one-line" title={paper.words}>
                  {paper.record ? (
                    <button
                      type="button"
                      className="plain-button link-button"
                      onClick={() =>
                        paper.record &&
                        void navigate({ screen: 'record', recordId: paper.record.recordId, field: null })
                      }
                    >
                      {nameOf(paper.record)}
                    </button>
                  ) : null}
                  <span className="quiet"> {paper.words}</span>
                </span>
                <span className="quiet">
                  {momentText(paper.at, now)}
                  {paper.scanDigest === null ? '' : ' · 有照片'}
                </span>
                <Button size="small" aria-label={`去掉：${paper.code}`} onClick={() => void remove(paper)}>
                  去掉
                </Button>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  )
}
