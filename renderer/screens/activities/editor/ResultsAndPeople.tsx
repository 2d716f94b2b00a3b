import { type ActivityPersonal, type ActivityValues, activityPersonal } from '../../../../shared/register/activity.ts'
import { EditorSection } from './EditorSection.tsx'
import { type FactsProps, Line, LongLine, PlainText, textCell } from './facts.tsx'
import { RowTable } from './RowTable.tsx'
import { useDraftRows } from './use-draft-rows.ts'

type Venue = ActivityValues['venues'][number]
type Person = ActivityPersonal['people'][number]

const venueNames: Readonly<Record<Venue['kind'], string>> = {
  venue: '科普场馆',
  institute: '科研机构',
  university: '大学',
}
const venueKinds = ['venue', 'institute', 'university'] as const

export function ResultsSection(props: FactsProps) {
  const { values, change } = props
  const [rows, setRows] = useDraftRows(
    values.venues,
    ({ name }) => name.trim() !== '',
    (venues) => change('venues', venues),
  )
  return (
    <EditorSection name="results">
      <LongLine {...props} fact="results" placeholder="效果怎样，群众反映怎样，有什么经验" />
      <LongLine {...props} fact="joint" placeholder="和哪些部门、单位联合，做了什么" />
      <div className="fact" data-wide="true">
        <span className="fact-name">开放的场馆</span>
        <div className="fact-place">
          <RowTable
            label="开放的场馆"
            noun="个场馆"
            rows={rows}
            most={200}
            fresh={(): Venue => ({ kind: 'venue', name: '' })}
            onChange={setRows}
            columns={[
              {
                name: '类别',
                width: '160px',
                cell: (row, put, label) => (
                  <select
                    className="plain-input"
                    aria-label={label}
                    value={row.kind}
                    onChange={(event) =>
                      put({ kind: venueKinds.find((kind) => kind === event.target.value) ?? row.kind })
                    }
                  >
                    {venueKinds.map((kind) => (
                      <option key={kind} value={kind}>
                        {venueNames[kind]}
                      </option>
                    ))}
                  </select>
                ),
              },
              {
                name: '名称',
                cell: textCell('name', 80),
              },
            ]}
          />
        </div>
      </div>
    </EditorSection>
  )
}

const contactLines = [
  ['contactName', '联系人', 'text'],
  ['mobile', '手机', 'tel'],
  ['officePhone', '办公电话', 'tel'],
  ['fax', '传真', 'tel'],
  ['email', '电子邮箱', 'email'],
  ['address', '通讯地址', 'text'],
] as const

export function ContactSection({ values, change }: FactsProps) {
  const { personal } = values
  const [people, setPeople] = useDraftRows(
    personal.people,
    ({ name }) => name.trim() !== '',
    (next) => change('personal', { ...personal, people: next }),
  )
  return (
    <EditorSection name="contact" note="个人信息加密保存，不随统计数字报出。">
      {contactLines.map(([part, label, type]) => (
        <Line key={part} label={label} wide={part === 'address'}>
          {(id) => (
            <PlainText
              id={id}
              type={type}
              value={personal[part]}
              max={activityPersonal.shape[part].unwrap().maxLength ?? undefined}
              onText={(value) => change('personal', { ...personal, [part]: value })}
            />
          )}
        </Line>
      ))}
      <div className="fact" data-wide="true">
        <span className="fact-name">参加的科技工作者</span>
        <div className="fact-place">
          <RowTable
            label="参加的科技工作者"
            noun="位"
            rows={people}
            most={300}
            fresh={(): Person => ({ name: '', unit: '', mobile: '' })}
            onChange={setPeople}
            columns={[
              { name: '姓名', width: '24%', cell: textCell('name', 40) },
              { name: '单位', cell: textCell('unit', 80) },
              { name: '手机', width: '28%', cell: textCell('mobile', 40) },
            ]}
          />
        </div>
      </div>
    </EditorSection>
  )
}
