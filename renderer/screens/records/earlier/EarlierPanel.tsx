import { HistoryOutlined } from '@ant-design/icons'
import { Button, Popconfirm, Select } from 'antd'
import type { EarlierSources } from '../../../../shared/api/earlier.ts'
import type { FieldValue, FormDefinition, FormValues } from '../../../../shared/form/definition.ts'
import { fieldsInOrder, formSections } from '../../../../shared/form/form-sections.ts'
import { staleWords } from '../../../../shared/notice/stale-words.ts'
import { useNow } from '../../../app/app-state.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { dayText } from '../../../text/dates.ts'
import { EmptyPlace } from '../../../ui/Page.tsx'
import { EarlierField } from './EarlierField.tsx'
import { StaleText } from './StaleText.tsx'
import { type Earlier, keyOf, sourceOf, useEarlier } from './use-earlier.ts'
import './earlier.css'

type Props = {
  recordId: string
  definition: FormDefinition
  values: FormValues
  latest: () => FormValues
  disabled: boolean
  isOpen: (field: string) => boolean
  change: (field: string, value: FieldValue | null) => void
}

function sourceOptions(sources: EarlierSources, now: number) {
  const records = sources.records.map((one) => ({
    value: `record ${one.recordId}`,
    label: `${one.noticeShortTitle} · ${one.title}（${dayText(one.updatedAt, now)}）`,
  }))
  const papers = sources.papers.map((one) => ({ value: `paper ${one.paperId}`, label: one.fileName }))
  return [
    { label: '以前填的表', options: records },
    { label: '导入的旧文件', options: papers },
  ].filter((group) => group.options.length > 0)
}

function Rows({
  earlier,
  definition,
  values,
  disabled,
  isOpen,
}: Omit<Props, 'recordId' | 'change' | 'latest'> & { earlier: Earlier }) {
  const { view, take } = earlier
  if (!view) return null
  const rows = new Map(view.rows.map((row) => [row.fieldId, row]))
  const { year, known } = view
  if (rows.size === 0)
    return (
      <p className="quiet">
        {view.unreadable ? '这个文件里没有可读的文字（可能是扫描件或图片）。' : '没有找到与这张表同名的栏目。'}
      </p>
    )
  return (
    <ul className="earlier-rows" aria-label="往年的内容">
      {fieldsInOrder(formSections(definition)).flatMap((field) => {
        const row = rows.get(field.id)
        if (!row) return []
        const current = values[field.id]
        const left = typeof current === 'string' ? staleWords(current, { year, known }) : []
        const item = { field, row, current, left, disabled, locked: !isOpen(field.id), onTake: () => take(row) }
        return [<EarlierField key={field.id} {...item} />]
      })}
    </ul>
  )
}

/** 去年: what was written before, beside what is written now. Nothing goes over by itself. */
export function EarlierPanel(props: Props) {
  const { definition, values, disabled, isOpen } = props
  const now = useNow()
  const earlier = useEarlier(props)
  const { sources, source, view, problem, busy } = earlier
  const options = sources ? sourceOptions(sources, now) : []
  const importButton = (
    <Button loading={busy} onClick={earlier.importFile}>
      导入旧文件…
    </Button>
  )
  if (sources && options.length === 0)
    return (
      <div className="earlier">
        <ProblemNote problem={problem} />
        <EmptyPlace icon={<HistoryOutlined aria-hidden="true" />} title="还没有往年的材料" action={importButton}>
          导入去年的 Word、Excel 或 PDF，按栏目对照，一栏一栏填入。文件封存在本机，不会报送出去。
        </EmptyPlace>
      </div>
    )
  return (
    <div className="earlier">
      <div className="earlier-source">
        <Select
          aria-label="对照哪一份"
          value={source ? keyOf(source) : undefined}
          placeholder="选择往年的表或文件"
          options={options}
          onChange={(key) => earlier.choose(sourceOf(key))}
        />
        {importButton}
      </div>
      <ProblemNote problem={problem} />
      {view && !disabled && view.rows.length > 0 ? (
        <p className="quiet">
          划线的字词是往年的，填入后请核对。光标在某一栏时按 <kbd className="key-cap">Alt+Y</kbd> 填入这一栏。
        </p>
      ) : null}
      <Rows earlier={earlier} definition={definition} values={values} disabled={disabled} isOpen={isOpen} />
      {view?.text ? (
        <details className="earlier-whole">
          <summary>文件全文</summary>
          <p className="earlier-text">
            <StaleText text={view.text} words={staleWords(view.text, { year: view.year, known: view.known })} />
          </p>
        </details>
      ) : null}
      {source?.kind === 'paper' ? (
        <Popconfirm
          title="移走这份旧文件？"
          description="程序里不再保留它，原来的文件不受影响。"
          okText="移走"
          cancelText="不移走"
          onConfirm={() => earlier.removePaper(source.paperId)}
        >
          <Button type="text" size="small">
            移走这份旧文件
          </Button>
        </Popconfirm>
      ) : null}
    </div>
  )
}
