import { Button, Checkbox, Modal, Select } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import type { ActivitySelection } from '../../../../shared/api/activities.ts'
import { activityStateNames, activityStates, activityValues, factLabels } from '../../../../shared/register/activity.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { useMethod } from '../../../app/use-method.ts'
import { useImeText } from '../../../form/use-ime-text.ts'
import { Input } from '../../../ui/Input.tsx'
import { InputNumber } from '../../../ui/InputNumber.tsx'
import type { ActivityActions } from '../use-activity-actions.ts'
import { useNoticeModules } from '../use-activity-forms.ts'
import { type BulkDraft, type BulkText, bulkOrder, bulkTexts, bulkWords, noBulk } from './bulk-change.ts'

const asItIs = '不改'

/** One fact: its name, and what it becomes. */
function Line({ label, changed, children }: { label: string; changed: boolean; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="bulk-line" data-changed={changed}>
      <label htmlFor={id}>{label}</label>
      <div>{children(id)}</div>
    </div>
  )
}

function TextLine({
  fact,
  value,
  onChange,
}: {
  fact: BulkText
  value: string | null
  onChange: (value: string | null) => void
}) {
  const ime = useImeText(value ?? '', (text) => onChange(text === '' ? null : text))
  const emptied = value === ' '
  return (
    <Line label={factLabels[fact]} changed={value !== null}>
      {(id) => (
        <>
          <Input
            {...ime.props}
            id={id}
            placeholder={emptied ? '清空' : asItIs}
            disabled={emptied}
            maxLength={activityValues.shape[fact].unwrap().maxLength ?? undefined}
          />
          {/* A blank stands for “make it empty”: no field holds one by itself. */}
          <Checkbox checked={emptied} onChange={(event) => onChange(event.target.checked ? ' ' : null)}>
            清空
          </Checkbox>
        </>
      )}
    </Line>
  )
}

/** The same change for all chosen activities: only what is filled in here changes. */
export function BulkDialog({
  selection,
  count,
  actions,
  onClose,
}: {
  selection: ActivitySelection
  count: number
  actions: ActivityActions
  onClose: () => void
}) {
  const [draft, setDraft] = useState<BulkDraft>(noBulk)
  const [busy, setBusy] = useState(false)
  const notices = useMethod('notices.list', {}, ['notices']).value ?? []
  const [target] = useNoticeModules(draft.addNotice === null ? [] : [draft.addNotice.noticeId])
  const set = (part: Partial<BulkDraft>) => setDraft((before) => ({ ...before, ...part }))
  const words = bulkWords(draft, (noticeId) => notices.find(({ id }) => id === noticeId)?.shortTitle ?? noticeId)
  const noticeOptions = notices.map(({ id, shortTitle }) => ({ value: id, label: shortTitle }))
  const run = async () => {
    setBusy(true)
    const done = await actions.edit(bulkOrder(draft, selection))
    setBusy(false)
    if (done) onClose()
  }
  return (
    <Modal open title={`批量修改 ${count} 项活动`} footer={null} width={640} onCancel={onClose}>
      <div className="bulk">
        <p className="quiet">只改这里填了的，其他保持原样。改完可以撤销。</p>
        <Line label="状态" changed={draft.state !== null}>
          {(id) => (
            <Select
              id={id}
              allowClear
              placeholder={asItIs}
              value={draft.state}
              onChange={(state) => set({ state: state ?? null })}
              options={activityStates.map((state) => ({ value: state, label: activityStateNames[state] }))}
            />
          )}
        </Line>
        <Line label="算进通知" changed={draft.addNotice !== null}>
          {(id) => (
            <>
              <Select
                id={id}
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                placeholder={asItIs}
                value={draft.addNotice?.noticeId ?? null}
                onChange={(noticeId) => set({ addNotice: noticeId ? { noticeId, modules: [] } : null })}
                options={noticeOptions}
              />
              {target && draft.addNotice && target.modules.length > 0 ? (
                <Checkbox.Group
                  aria-label="模块"
                  value={draft.addNotice.modules}
                  onChange={(modules) =>
                    set({ addNotice: { noticeId: target.noticeId, modules: modules.map(String) } })
                  }
                  options={target.modules.map(({ id: value, name: label }) => ({ value, label }))}
                />
              ) : null}
            </>
          )}
        </Line>
        <Line label="移出通知" changed={draft.removeNotice !== null}>
          {(id) => (
            <Select
              id={id}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={asItIs}
              value={draft.removeNotice}
              onChange={(removeNotice) => set({ removeNotice: removeNotice ?? null })}
              options={noticeOptions}
            />
          )}
        </Line>
        {bulkTexts.map((fact) => (
          <TextLine
            key={fact}
            fact={fact}
            value={draft.texts[fact]}
            onChange={(value) => set({ texts: { ...draft.texts, [fact]: value } })}
          />
        ))}
        <Line label="年份" changed={draft.year !== null}>
          {(id) => (
            <InputNumber
              id={id}
              min={1949}
              max={2199}
              precision={0}
              placeholder={asItIs}
              value={draft.year}
              onChange={(year) => set({ year })}
            />
          )}
        </Line>
        <Line label="主场活动" changed={draft.main !== null}>
          {(id) => (
            <Select
              id={id}
              allowClear
              placeholder={asItIs}
              value={draft.main === null ? null : draft.main ? 'yes' : 'no'}
              onChange={(value) => set({ main: value ? value === 'yes' : null })}
              options={[
                { value: 'yes', label: '是主场活动' },
                { value: 'no', label: '不是主场活动' },
              ]}
            />
          )}
        </Line>
      </div>
      <ProblemNote problem={actions.problem} />
      <div className="dialog-foot">
        <span className="dialog-foot-note quiet bulk-words" role="status">
          {words.length === 0 ? '还没有填要改什么' : words.join('；')}
        </span>
        <Button size="large" onClick={onClose}>
          先不改
        </Button>
        <Button size="large" type="primary" disabled={words.length === 0} loading={busy} onClick={() => void run()}>
          修改这 {count} 项
        </Button>
      </div>
    </Modal>
  )
}
