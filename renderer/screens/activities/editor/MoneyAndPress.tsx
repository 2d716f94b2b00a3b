import { DatePicker } from 'antd'
import { moneyFacts, type PressItem } from '../../../../shared/register/activity.ts'
import { dayOf, formats } from '../../../form/date-texts.ts'
import { grouped } from '../../../text/activities.ts'
import { EditorSection } from './EditorSection.tsx'
import { type FactsProps, NumberLine, TextLine, textCell } from './facts.tsx'
import { totalFunds } from './numbers.ts'
import { RowTable } from './RowTable.tsx'
import { useDraftRows } from './use-draft-rows.ts'

export function MoneySection(props: FactsProps) {
  const total = totalFunds(props.values)
  return (
    <EditorSection
      name="funds"
      note={total === null ? '按来源填，单位都是万元。' : <b role="status">合计 {grouped(total)} 万元</b>}
    >
      {moneyFacts.map((fact) => (
        <NumberLine key={fact} {...props} fact={fact} unit="万元" />
      ))}
      <TextLine {...props} fact="inKindNote" wide placeholder="如 科普读物 500 册" />
    </EditorSection>
  )
}

const freshItem = (): PressItem => ({ outlet: '', headline: '', url: '', day: null })

export function PressSection(props: FactsProps) {
  const { values, change } = props
  const [rows, setRows] = useDraftRows(
    values.press,
    ({ outlet, headline, url }) => outlet !== '' || headline !== '' || url !== '',
    (press) => change('press', press),
  )
  return (
    <EditorSection name="press">
      <div className="fact-table">
        <RowTable
          label="宣传报道"
          noun="条报道"
          rows={rows}
          most={500}
          fresh={freshItem}
          onChange={setRows}
          columns={[
            {
              name: '媒体',
              width: '24%',
              cell: textCell('outlet', 80),
            },
            {
              name: '标题',
              cell: textCell('headline', 160),
            },
            {
              name: '链接',
              width: '22%',
              cell: textCell('url', 500, 'url'),
            },
            {
              name: '日期',
              width: '164px',
              cell: (row, put, label) => (
                <DatePicker
                  aria-label={label}
                  size="large"
                  format={formats}
                  value={dayOf(row.day ?? '')}
                  onChange={(picked) => put({ day: picked ? picked.format('YYYY-MM-DD') : null })}
                  placeholder="哪天"
                />
              ),
            },
          ]}
        />
      </div>
      <NumberLine {...props} fact="moreOutlets" unit="家" />
      <NumberLine {...props} fact="moreItems" unit="条" />
    </EditorSection>
  )
}
