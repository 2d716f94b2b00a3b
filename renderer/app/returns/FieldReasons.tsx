import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useId, useMemo } from 'react'
import { fieldsInOrder, formSections, screenLabel } from '../../../shared/form/form-sections.ts'
import { Input } from '../../ui/Input.tsx'
import { ProblemNote } from '../ProblemNote.tsx'
import { useMethod } from '../use-method.ts'
import { filledReasons, type ReasonLine } from './reason-lines.ts'

/** As the contract has it. */
const mostLines = 40
const whole = ''

type Props = {
  recordId: string
  lines: readonly ReasonLine[]
  onLines: (lines: readonly ReasonLine[]) => void
  department: string
  onDepartment: (department: string) => void
}

/** What is to be changed in one record, as it was said on the telephone: field by field, and who called. */
export function FieldReasons({ recordId, lines, onLines, department, onDepartment }: Props) {
  const id = useId()
  const { value: detail, problem } = useMethod('records.open', { recordId }, [])
  const options = useMemo(() => {
    const fields = detail ? fieldsInOrder(formSections(detail.definition)) : []
    return [
      { value: whole, label: '整份材料' },
      ...fields
        .filter(({ kind }) => kind !== 'fixed')
        .map((field) => ({ value: field.id, label: screenLabel(field.label) })),
    ]
  }, [detail])
  const set = (at: number, change: Partial<ReasonLine>) =>
    onLines(lines.map((line, index) => (index === at ? { ...line, ...change } : line)))
  const add = () => {
    const last = lines.reduce((most, line) => Math.max(most, line.id), 0)
    onLines([...lines, { id: last + 1, field: null, text: '' }])
  }
  const said = filledReasons(lines)
  const locks = said.length > 0 && said.every(({ field }) => field !== null)
  return (
    <>
      <ProblemNote problem={problem} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame that the dialog has not */}
      <div role="group" aria-labelledby={`${id}-lines`}>
        <span className="field-label" id={`${id}-lines`}>
          要改哪几栏，怎么改
        </span>
        <ul className="returned-lines">
          {lines.map((line, at) => (
            <li key={line.id}>
              <Select
                aria-label={`第 ${at + 1} 条：哪一栏`}
                showSearch
                optionFilterProp="label"
                loading={detail === null && problem === null}
                value={line.field ?? whole}
                options={options}
                onChange={(field) => set(at, { field: field === whole ? null : field })}
              />
              <Input
                aria-label={`第 ${at + 1} 条：怎么说的`}
                placeholder="对方怎么说的"
                maxLength={500}
                value={line.text}
                onChange={(event) => set(at, { text: event.target.value })}
              />
              {lines.length > 1 ? (
                <Button
                  type="text"
                  icon={<CloseOutlined aria-hidden="true" />}
                  aria-label={`去掉第 ${at + 1} 条`}
                  onClick={() => onLines(lines.filter((one) => one.id !== line.id))}
                />
              ) : null}
            </li>
          ))}
        </ul>
        {lines.length < mostLines ? (
          <Button type="text" size="small" icon={<PlusOutlined aria-hidden="true" />} onClick={add}>
            再加一条
          </Button>
        ) : null}
        <p className="field-note">
          {locks
            ? '登记后只有这几栏可以改，别的栏目锁着，到下次定稿为止。'
            : said.length > 0
              ? '有一条说的是“整份材料”，登记后全部栏目都可以改。'
              : '选了是哪一栏的，登记后只有那几栏可以改。'}
          原来报送的内容一直留着。
        </p>
      </div>
      <div>
        <label className="field-label" htmlFor={`${id}-department`}>
          哪个部门来的电话
        </label>
        <Input
          id={`${id}-department`}
          maxLength={60}
          placeholder="如：科普部（不写人名）"
          value={department}
          onChange={(event) => onDepartment(event.target.value)}
        />
      </div>
    </>
  )
}
