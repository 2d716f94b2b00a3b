import { Button, Checkbox, Modal } from 'antd'
import { useContext, useState } from 'react'
import type { Candidate, Candidates } from '../../../../shared/api/register.ts'
import { tableRows } from '../../../../shared/form/evaluate.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { navigate } from '../../../app/route.ts'
import { useMethod } from '../../../app/use-method.ts'
import { EmptyPlace } from '../../../ui/Page.tsx'
import { Segments } from '../../../ui/Segments.tsx'
import { type CandidateRules, candidateKey, quotaText, standing } from './candidate-choice.ts'
import { RegisterContext } from './register-context.ts'

type Props = {
  rules: CandidateRules
  onTake: (candidates: Candidates, chosen: ReadonlySet<string>) => void
  onClose: () => void
}

const shownAtOnce = 50

function CandidateItem({
  candidate,
  rank,
  ticked,
  onTick,
}: {
  candidate: Candidate
  rank: number
  ticked: boolean
  onTick: (on: boolean) => void
}) {
  const { name, facts, evidence, activityIds, kind } = candidate
  return (
    <li className="candidate" data-ticked={ticked}>
      <Checkbox checked={ticked} onChange={(event) => onTick(event.target.checked)}>
        <span className="candidate-rank">{rank}</span>
        <strong>{name}</strong>
        {kind === 'unit' ? <span className="quiet"> {activityIds.length} 项活动</span> : null}
      </Checkbox>
      {facts.length === 0 ? (
        <p className="quiet candidate-words">登记里还没有数字。</p>
      ) : (
        <dl className="candidate-words">
          {facts.map(({ criterion, words }) => (
            <div key={criterion}>
              <dt>{criterion}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      )}
      {ticked && evidence !== '' ? <p className="candidate-evidence">理由：{evidence}</p> : null}
    </li>
  )
}

/** Candidates with what the register says of them by criterion, the strongest first, and the quota of the notice. */
export function CandidatesDialog({ rules, onTake, onClose }: Props) {
  const place = useContext(RegisterContext)
  const { value, problem } = useMethod('register.candidates', place ? { recordId: place.recordId } : null, [
    'activities',
  ])
  const [kind, setKind] = useState<Candidate['kind']>('unit')
  const [ticked, setTicked] = useState<ReadonlySet<string> | null>(null)
  const [all, setAll] = useState(false)
  const both = value ? [...value.units, ...value.activities] : []
  const chosen = ticked ?? (place ? standing(rules, tableRows(place.latest()[rules.table]), both) : new Set<string>())
  const set = (candidate: Candidate, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(candidateKey(candidate))
    else next.delete(candidateKey(candidate))
    setTicked(next)
  }
  const list = value ? (kind === 'unit' ? value.units : value.activities) : []
  const shown = all ? list : list.slice(0, shownAtOnce)
  const { quota = null } = value ?? {}
  const off = quota !== null && (chosen.size < quota.min || chosen.size > quota.max)
  return (
    <Modal open title="挑选推荐对象" footer={null} width={760} onCancel={onClose} destroyOnHidden>
      <div className="stack">
        <div className="candidates-head">
          <Segments
            label="推荐什么"
            value={kind}
            onChange={(next) => {
              setKind(next)
              setAll(false)
            }}
            options={[
              { value: 'unit' as const, label: `单位 ${value?.units.length ?? 0}` },
              { value: 'activity' as const, label: `活动 ${value?.activities.length ?? 0}` },
            ]}
          />
          <strong className="candidates-quota" data-off={off} role="status">
            {quotaText(chosen.size, quota)}
          </strong>
        </div>
        {quota?.wording ? <p className="quiet">通知原话：{quota.wording}</p> : null}
        <ProblemNote problem={problem} />
        <div className="candidate-list">
          {value && list.length === 0 ? (
            <EmptyPlace
              title={kind === 'unit' ? '还没有办过活动的单位' : '还没有已举办的活动'}
              action={
                <Button onClick={() => void navigate({ screen: 'activities', view: 'list', noticeId: null })}>
                  去登记活动
                </Button>
              }
            >
              在“活动”里把办过的活动标为“已举办”，填好人数和报道，这里就会列出来。
            </EmptyPlace>
          ) : null}
          <ol>
            {shown.map((one, at) => (
              <CandidateItem
                key={`${candidateKey(one)}/${one.activityIds[0] ?? ''}`}
                candidate={one}
                rank={at + 1}
                ticked={chosen.has(candidateKey(one))}
                onTick={(on) => set(one, on)}
              />
            ))}
          </ol>
          {list.length > shown.length ? (
            <Button type="text" onClick={() => setAll(true)}>
              再看 {list.length - shown.length} 个
            </Button>
          ) : null}
        </div>
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            先不填
          </Button>
          <Button size="large" type="primary" disabled={!value} onClick={() => value && onTake(value, chosen)}>
            填入表格
          </Button>
        </div>
      </div>
    </Modal>
  )
}
