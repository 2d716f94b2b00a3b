import { ArrowLeftOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { memo, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import type { FormDefinition } from '../../../../shared/form/definition.ts'
import { makePrintDocument } from '../../../../shared/form/print-document.ts'
import { editedBase } from '../../../../shared/notice/duty-form.ts'
import { applyFieldEdits, moveField } from '../../../../shared/notice/edit-form.ts'
import { printedFields } from '../../../../shared/notice/edit-layout.ts'
import {
  addField,
  changeField,
  type FieldSort,
  type FormEdits,
  fieldSort,
  fieldSortNames,
  noEdits,
  removeField,
  restoreField,
} from '../../../../shared/notice/field-edits.ts'
import { dutyFormsOf, type OwnDeliverable, withFormEdits } from '../../../../shared/notice/own-draft.ts'
import { sampleValues } from '../../../../shared/notice/sample-values.ts'
import { announce } from '../../../app/announce.ts'
import { useAppState } from '../../../app/app-state.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { useMethod } from '../../../app/use-method.ts'
import { LivePages } from '../../../print/LivePages.tsx'
import { StaleNote } from '../StaleText.tsx'
import { FieldRow, labelId } from './FieldRow.tsx'
import { FormWords } from './FormWords.tsx'
import './form-editor.css'

const Paper = memo(LivePages)

type Props = {
  item: OwnDeliverable
  /** Place among the forms of the duty. */
  at: number
  onSet: (change: (item: OwnDeliverable) => OwnDeliverable) => void
  onBack: () => void
}

export function FormEditor(props: Props) {
  const form = dutyFormsOf(props.item)[props.at]
  const { value, problem } = useMethod('ownNotices.form', { formId: form?.formId ?? '' }, [])
  if (problem)
    return (
      <div className="page">
        <ProblemNote problem={problem} action={<Button onClick={props.onBack}>回到通知</Button>} />
      </div>
    )
  return value ? <Editor {...props} form={value} /> : null
}

function Editor({ item, at, form, onSet, onBack }: Props & { form: FormDefinition }) {
  const edits = dutyFormsOf(item)[at]?.edits ?? noEdits
  const base = useMemo(() => (at === 0 ? editedBase(form, item) : form), [form, item, at])
  const made = useMemo(() => applyFieldEdits(base, edits), [base, edits])
  const [open, setOpen] = useState<string | null>(null)
  const [focused, setFocused] = useState<string | null>(null)
  const [sort, setSort] = useState<FieldSort>('text')
  const toFocus = useRef<string | null>(null)
  const edit = (change: (before: FormEdits) => FormEdits) =>
    onSet((before) => withFormEdits(before, at, change(dutyFormsOf(before)[at]?.edits ?? noEdits)))
  const office = useAppState((held) => held.state?.office?.name ?? '')
  const shown = useDeferredValue(made)
  const paper = useMemo(() => {
    const context = { officeName: office, footer: null, masked: false, pictures: {}, example: true }
    return makePrintDocument(shown, sampleValues(shown), context)
  }, [shown, office])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a moved or new row takes the cursor once it is there
  useEffect(() => {
    if (toFocus.current === null) return
    document.getElementById(labelId(toFocus.current))?.focus()
    toFocus.current = null
  }, [made])

  const byId = new Map(made.fields.map((field) => [field.id, field]))
  const order = [...new Set([...printedFields(made), ...byId.keys()])]
  const fields = order.map((id) => byId.get(id)).filter((field) => field !== undefined)
  const removed = [...base.fields, ...made.fields].filter(({ id }) => edits.removed.includes(id) && !byId.has(id))
  const newOnes = edits.added.filter(({ id }) => edits.removed.includes(id))
  const move = (id: string, by: -1 | 1) => {
    toFocus.current = id
    const next = moveField(base, edits, id, by)
    if (next === edits) announce(by < 0 ? '已经在最前面，不能再往上移。' : '已经在最后面，不能再往下移。')
    else edit(() => next)
  }
  const add = () => {
    toFocus.current = `own${edits.next}`
    setOpen(`own${edits.next}`)
    edit((before) => addField(before, sort))
  }
  const remove = (id: string, label: string) => {
    edit((before) => removeField(before, id))
    announce(`已去掉“${label}”。`, { label: '撤销', run: () => edit((before) => restoreField(before, id)) })
  }
  return (
    <div className="form-editor">
      <header className="form-editor-head">
        <Button type="text" icon={<ArrowLeftOutlined aria-hidden="true" />} onClick={onBack} autoFocus>
          回到通知
        </Button>
        <h1 className="one-line">改表格：{made.name}</h1>
        <span className="quiet one-line">
          {fields.length} 栏{edits === noEdits ? '' : ' · 改动自动保存'}
        </span>
        <Button
          disabled={edits === noEdits}
          onClick={() => {
            // Numbers of new fields are not given a second time.
            edit(() => ({ ...noEdits, next: edits.next }))
            announce('已恢复成原来的表。', { label: '撤销', run: () => edit(() => edits) })
          }}
        >
          恢复原表
        </Button>
      </header>
      <div className="form-editor-body">
        <div className="form-editor-work">
          <StaleNote path={`deliverables.${item.id}.forms`} label={`表格的标题和固定文字：${item.title}`} />
          <FormWords base={base} edits={edits} edit={edit} />
          <h2>
            栏目 <span className="quiet">在栏目上按 Alt+↑、Alt+↓ 移动</span>
          </h2>
          <ul className="field-list">
            {fields.map((field) => (
              <FieldRow
                key={field.id}
                field={field}
                typed={edits.changed[field.id]}
                isNew={edits.added.some(({ id }) => id === field.id)}
                open={open === field.id}
                last={fields.length === 1}
                onOpen={(isOpen) => setOpen(isOpen ? field.id : null)}
                onFocus={() => setFocused(field.id)}
                onMove={(by) => move(field.id, by)}
                onRemove={() => remove(field.id, field.label)}
                onChange={(change) => edit((before) => changeField(before, field.id, change))}
              />
            ))}
          </ul>
          <div className="field-add">
            <Select
              aria-label="新栏目的种类"
              className="field-add-sort"
              virtual={false}
              value={sort}
              options={fieldSort.options.map((value) => ({ value, label: fieldSortNames[value] }))}
              onChange={setSort}
            />
            <Button type="primary" onClick={add}>
              加一栏
            </Button>
          </div>
          {removed.length + newOnes.length > 0 ? (
            <section aria-label="去掉的栏目">
              <h2>去掉的栏目</h2>
              <ul className="field-removed">
                {[
                  ...removed,
                  ...newOnes.map(({ id, sort: kind }) => ({
                    id,
                    label: edits.changed[id]?.label || fieldSortNames[kind],
                  })),
                ].map(({ id, label }) => (
                  <li key={id}>
                    <span className="one-line">{label}</span>
                    <Button
                      size="small"
                      aria-label={`恢复：${label}`}
                      onClick={() => edit((before) => restoreField(before, id))}
                    >
                      恢复
                    </Button>
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard */}
        <section className="form-editor-paper" tabIndex={0} aria-label="纸样">
          <Paper document={paper} field={focused} />
        </section>
      </div>
    </div>
  )
}
