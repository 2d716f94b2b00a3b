import { CheckOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { EarlierRow } from '../../../../shared/api/earlier.ts'
import { plainLabel } from '../../../../shared/form/compare.ts'
import type { FieldDefinition, FieldValue } from '../../../../shared/form/definition.ts'
import { isEmpty } from '../../../../shared/form/evaluate.ts'
import { screenLabel } from '../../../../shared/form/form-sections.ts'
import type { StaleWord } from '../../../../shared/notice/stale-words.ts'
import { StaleText } from './StaleText.tsx'

type Props = {
  field: FieldDefinition
  row: EarlierRow
  current: FieldValue | undefined
  /** Words of the past year in what stands in the form now. */
  left: readonly StaleWord[]
  disabled: boolean
  /** It did not come back with the others. */
  locked: boolean
  onTake: () => void
}

/** One field: what stood there last year, and one button that takes it over. */
export function EarlierField({ field, row, current, left, disabled, locked, onTake }: Props) {
  const label = screenLabel(field.label)
  const same = JSON.stringify(current) === JSON.stringify(row.value)
  const renamed = plainLabel(row.label) !== plainLabel(field.label)
  return (
    <li className="earlier-row">
      <div className="earlier-head">
        <span className="earlier-label">{label}</span>
        {row.value === null ? (
          <span className="quiet">这张表没有对应的选项，请对照填写</span>
        ) : same ? (
          <span className="earlier-same">
            <CheckOutlined aria-hidden="true" /> 已填入
          </span>
        ) : (
          <Button
            size="small"
            disabled={disabled || locked}
            title={locked ? '这一栏没有退回，现在不能改' : undefined}
            onClick={onTake}
            aria-label={`${isEmpty(current) ? '填入' : '替换'}：${label}`}
          >
            {isEmpty(current) ? '填入' : '替换现有内容'}
          </Button>
        )}
      </div>
      {renamed ? (
        <p className="quiet">
          原来叫“{screenLabel(row.label)}”{row.exact ? '' : '，名称相近，请核对'}
        </p>
      ) : null}
      <p className="earlier-text">
        <StaleText text={row.text} words={row.stale} />
      </p>
      {same && left.length > 0 ? (
        <p className="earlier-left">请改：{[...new Set(left.map((word) => word.text))].join('、')}</p>
      ) : null}
    </li>
  )
}
