import type { RivalRevision } from '../../../../shared/api/intake.ts'
import { codeText } from '../../../../shared/wording/revision-code.ts'
import { useNow } from '../../../app/app-state.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { useMethod } from '../../../app/use-method.ts'
import { momentText } from '../../../text/dates.ts'

const shown = (text: string): string => (text === '' ? '（空）' : text)

function Rival({ rival }: { rival: RivalRevision }) {
  const now = useNow()
  const differing = rival.fields.filter(({ differs }) => differs)
  return (
    <details className="rival">
      <summary>
        <strong>另有一份没有采用</strong>：第 {rival.revision} 版，版本核对码 {codeText(rival.code)}，
        {differing.length === 0 ? '各项文字一样，附件不同' : `${differing.length} 处不同`}
      </summary>
      <p className="quiet">{momentText(rival.keptAt, now)} 选定了现在这一份，那一份原样留着，不计入汇总。</p>
      {differing.length > 0 ? (
        <table className="rival-fields">
          <thead>
            <tr>
              <th scope="col">栏目</th>
              <th scope="col">现在这一份</th>
              <th scope="col">没有采用的</th>
            </tr>
          </thead>
          <tbody>
            {differing.map((field) => (
              <tr key={field.field}>
                <th scope="row">
                  {field.label}
                  {field.personal ? <span className="quiet">（个人信息，已遮盖）</span> : null}
                </th>
                <td>{shown(field.here)}</td>
                <td>{shown(field.arrived)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </details>
  )
}

/** Contents of the same revision that came too and do not count: kept, to be looked at. */
export function RivalVersions({ recordId }: { recordId: string }) {
  const { value, problem } = useMethod('intake.rivals', { recordId }, ['records', 'packages'])
  return (
    <>
      <ProblemNote problem={problem} />
      {value?.map((rival) => (
        <Rival key={rival.digest} rival={rival} />
      ))}
    </>
  )
}
