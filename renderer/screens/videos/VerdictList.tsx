import type { VideoVerdict } from '../../../shared/domain/video-facts.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import { limitWords, ruleNames, verdictWord } from '../../text/videos.ts'
import './verdicts.css'

function Verdict({ verdict }: { verdict: VideoVerdict }) {
  const { rule, actual, limit, message, ok } = verdict
  return (
    <li className="verdict" data-ok={ok}>
      <ToneMark worded={verdictWord(verdict)} />
      <span className="verdict-rule">{ruleNames[rule]}</span>
      <div className="verdict-words">
        <p>
          <strong>{actual}</strong>
          {limit === null ? null : (
            <span className="quiet">
              （{limitWords[rule] ?? '要求'} {limit}）
            </span>
          )}
        </p>
        {ok ? null : <p className="verdict-message">{message}</p>}
      </div>
    </li>
  )
}

/** Each rule with the true value beside its limit; what is wrong first, what nobody looked at last and quiet. */
export function VerdictList({ verdicts }: { verdicts: readonly VideoVerdict[] }) {
  const grave = ({ ok, grade }: VideoVerdict) => (ok ? 2 : grade === 'block' ? 0 : 1)
  const rules = verdicts.filter(({ grade }) => grade !== 'info').toSorted((a, b) => grave(a) - grave(b))
  const notes = verdicts.filter(({ grade }) => grade === 'info')
  return (
    <>
      <ul className="verdicts" aria-label="对照通知要求">
        {rules.map((verdict) => (
          <Verdict key={verdict.rule} verdict={verdict} />
        ))}
      </ul>
      {notes.map(({ rule, message }) => (
        <p key={rule} className="quiet verdict-note">
          {message}
        </p>
      ))}
    </>
  )
}
