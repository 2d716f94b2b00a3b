import { Button } from 'antd'
import { evidenceWords, figureText } from '../../text/rollup.ts'
import { ProblemNote } from '../ProblemNote.tsx'
import { navigate } from '../route.ts'
import { ToneMark } from '../ToneMark.tsx'
import { useMethod } from '../use-method.ts'
import './rollup-check.css'

/** A received total, row by row against what each office signed, and whether its sums are the sums of its rows. */
export function RollupCheckNote({ recordId }: { recordId: string }) {
  const reading = useMethod('rollups.check', { recordId }, ['records', 'packages'])
  const check = reading.value
  if (!check)
    return <ProblemNote problem={reading.problem} action={<Button onClick={reading.reread}>再读一次</Button>} />
  const wrong = check.rows.filter(({ evidence }) => evidence === 'differs').length
  const absent = check.rows.filter(({ evidence }) => evidence === 'absent').length
  const unexplained = check.wrongSums.filter(({ reason }) => reason === '').length
  const grave = wrong > 0 || unexplained > 0
  const facts = [
    `${check.rows.length} 家的数`,
    wrong > 0 ? `${wrong} 家与原件不符` : '',
    absent > 0 ? `${absent} 家没有附原件` : '',
    check.wrongSums.length > 0 ? `${check.wrongSums.length} 个合计对不上` : '合计都对得上',
  ].filter((words) => words !== '')
  return (
    <details className="rollup-check" data-grave={grave} open={grave}>
      <summary>
        <strong>这是一份汇总</strong>：{facts.join('，')}
      </summary>
      {check.wrongSums.length > 0 ? (
        <ul className="rollup-check-sums" aria-label="对不上的合计">
          {check.wrongSums.map(({ field, label, said, sum, reason }) => (
            <li key={field}>
              {label}：表上写 <strong>{figureText(said)}</strong>，各家加起来是 <strong>{figureText(sum)}</strong>
              {reason === '' ? '' : `（说明：${reason}）`}
            </li>
          ))}
        </ul>
      ) : null}
      <ul className="rollup-check-rows" aria-label="各家的原件">
        {check.rows.map(({ officeName, recordId: of, evidence, words, carries }) => (
          <li key={`${of} ${officeName}`}>
            <ToneMark worded={evidenceWords[evidence]} />
            <span className="rollup-check-office">
              {evidence === 'same' || evidence === 'differs' ? (
                <button
                  type="button"
                  className="plain-button link-button"
                  onClick={() => void navigate({ screen: 'record', recordId: of, field: null })}
                >
                  {officeName}
                </button>
              ) : (
                officeName
              )}
              <span className="quiet"> {words}</span>
            </span>
            {carries ? <span className="quiet">它也是汇总</span> : null}
          </li>
        ))}
      </ul>
    </details>
  )
}
