import { Button } from 'antd'
import { useEffect, useId, useRef, useState } from 'react'
import { certificateNumber, isCertificatePattern, numberMark } from '../../../../shared/domain/certificate-number.ts'
import type { ProblemData } from '../../../../shared/problems.ts'
import { call, problemOf } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { guardLeaving } from '../../../app/route.ts'
import { Input } from '../../../ui/Input.tsx'
import { InputNumber } from '../../../ui/InputNumber.tsx'
import { Section } from '../../../ui/Page.tsx'
import type { ReviewHold } from '../use-review.ts'
import { EntriesOut } from './EntriesOut.tsx'
import { Awards, Criteria } from './JudgedBy.tsx'
import { Reviewers } from './Reviewers.tsx'
import { draftOf, faultsOf, type SettingsDraft, sameReviewers, sameSettings, settingsOf } from './settings-draft.ts'
import './settings.css'

const usualPattern = `〔${new Date().getFullYear()}〕第${numberMark}号`

/** Name, certificate numbers, days: what the papers say. */
function OnPaper({
  settings,
  onChange,
}: {
  settings: SettingsDraft['settings']
  onChange: (part: Partial<SettingsDraft['settings']>) => void
}) {
  const id = useId()
  const pattern = settings.certificatePattern.trim()
  const example = isCertificatePattern(pattern)
    ? pattern === ''
      ? '留空：证书不编号'
      : `第一张：${certificateNumber(pattern, 1)}`
    : `要有一处 ${numberMark}，而且只有一处`
  return (
    <Section title="公示和证书">
      <label className="field-label" htmlFor={`${id}-event`}>
        评选名称
      </label>
      <Input
        id={`${id}-event`}
        maxLength={80}
        value={settings.event}
        onChange={(event) => onChange({ event: event.target.value })}
      />
      <label className="field-label" htmlFor={`${id}-number`}>
        证书编号
      </label>
      <span className="setting-add">
        <Input
          id={`${id}-number`}
          maxLength={60}
          placeholder={`如：苏科传证${usualPattern}`}
          aria-describedby={`${id}-example`}
          value={settings.certificatePattern}
          onChange={(event) => onChange({ certificatePattern: event.target.value })}
        />
        {pattern.includes(numberMark) ? null : (
          <Button
            onClick={() => onChange({ certificatePattern: pattern === '' ? usualPattern : `${pattern}${numberMark}` })}
          >
            加上 {numberMark}
          </Button>
        )}
      </span>
      <p className="quiet" id={`${id}-example`} role="status" data-wrong={!isCertificatePattern(pattern)}>
        {example}
      </p>
      <label className="field-label" htmlFor={`${id}-days`}>
        公示天数
      </label>
      <InputNumber
        id={`${id}-days`}
        className="setting-number"
        min={1}
        max={60}
        precision={0}
        suffix="个工作日"
        placeholder="不写"
        value={settings.publicNoticeDays}
        onChange={(value) => onChange({ publicNoticeDays: value })}
      />
    </Section>
  )
}

type Props = { hold: ReviewHold; onDone: () => void }

/** What is judged, by whom, by which rules. Saved when it is folded, and before the screen is left. */
export function SettingsPanel({ hold, onDone }: Props) {
  const { review, change } = hold
  const [draft, setDraft] = useState(() => draftOf(review))
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const [shown, setShown] = useState(false)
  const readOnly = review.state === 'closed'
  const faults = faultsOf(draft)
  const changed = !sameSettings(review, draft) || !sameReviewers(review, draft)
  const set = (part: Partial<SettingsDraft['settings']>) =>
    setDraft((before) => ({ ...before, settings: { ...before.settings, ...part } }))

  const save = async (): Promise<boolean> => {
    if (readOnly || !changed) return true
    setProblem(null)
    setShown(true)
    if (faults.length > 0) return false
    const { reviewId } = review
    try {
      if (!sameReviewers(review, draft)) {
        const reviewers = draft.reviewers.map(({ reviewerId, name }) => ({ reviewerId, name: name.trim() }))
        const next = await change(() => call('reviews.setReviewers', { reviewId, reviewers }))
        setDraft((before) => ({ ...before, reviewers: draftOf(next).reviewers }))
      }
      if (!sameSettings(review, draft)) {
        const next = await change(() => call('reviews.saveSettings', { reviewId, settings: settingsOf(draft) }))
        setDraft(draftOf(next))
      }
      announce('评审设置已保存。')
      return true
    } catch (thrown) {
      setProblem(problemOf(thrown))
      return false
    }
  }
  const latest = useRef(save)
  latest.current = save
  const { flush } = hold
  useEffect(() => {
    const end = guardLeaving(async () => (await latest.current()) && (await flush()))
    return () => {
      end()
      guardLeaving(flush)
    }
  }, [flush])

  return (
    <section className="review-settings" aria-label="评审设置">
      <div className="settings-bar">
        <span className="quiet">
          {readOnly
            ? '评审已经结束，设置只能看。要改时，在“结果”里写明理由重新打开。'
            : '收起或离开时保存；参评作品马上生效。'}
        </span>
        {changed && !readOnly ? <Button onClick={() => setDraft(draftOf(review))}>撤销改动</Button> : null}
        <Button type="primary" onClick={() => void save().then((saved) => saved && onDone())}>
          {readOnly ? '收起设置' : '保存并收起'}
        </Button>
      </div>
      {shown && faults.length > 0 ? (
        <ul className="settings-faults" role="alert">
          {faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      ) : null}
      <ProblemNote problem={problem} />
      <fieldset className="settings-columns" disabled={readOnly}>
        <div>
          <Reviewers
            review={review}
            reviewers={draft.reviewers}
            readOnly={readOnly}
            onChange={(reviewers) => setDraft((before) => ({ ...before, reviewers }))}
          />
          <Criteria settings={draft.settings} byNotice={review.criteriaByNotice} onChange={set} />
        </div>
        <div>
          <Awards settings={draft.settings} onChange={set} />
          <OnPaper settings={draft.settings} onChange={set} />
          <EntriesOut hold={hold} readOnly={readOnly} />
        </div>
      </fieldset>
    </section>
  )
}
