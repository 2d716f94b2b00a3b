import { CheckCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { VideoFacts } from '../../../shared/domain/video-facts.ts'
import {
  type FieldValue,
  type FormDefinition,
  figureReasonsField,
  reasonsField,
} from '../../../shared/form/definition.ts'
import { tableRows } from '../../../shared/form/evaluate.ts'
import { fieldsInOrder, formSections } from '../../../shared/form/form-sections.ts'
import { coverDocument, identityTexts } from '../../../shared/form/identity-texts.ts'
import { type Finding, isBlocking, validateForm } from '../../../shared/form/validate.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { carriesTotals } from '../../../shared/rollup/rows.ts'
import { openPointsText } from '../../../shared/wording/finding-texts.ts'
import { call, problemOf } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { useIsExample } from '../../app/app-state.ts'
import { RecordFindings } from '../../app/backups/StoreWarning.tsx'
import { keep, keptOf } from '../../app/kept.ts'
import { RollupCheckNote } from '../../app/rollup/RollupCheckNote.tsx'
import { CoverContext, type CoverPlace } from '../../form/cover-context.ts'
import { FormFields } from '../../form/FormFields.tsx'
import { controlId, type ShownFinding } from '../../form/field-props.ts'
import { FieldExtrasContext } from '../../form/text-tools.ts'
import { useCover } from '../../form/use-cover.tsx'
import { LivePages } from '../../print/LivePages.tsx'
import { settledTexts } from '../../text/states.ts'
import { afterPress } from '../../ui/after-press.ts'
import { CopySheet } from './copy-sheet/CopySheet.tsx'
import { draftDocument, paperQuietMs, titleOf } from './draft-document.ts'
import { PurgedNote } from './PurgedNote.tsx'
import { RecordHead } from './RecordHead.tsx'
import { RecordSide, type RecordSideName } from './RecordSide.tsx'
import { ReturnedNote } from './ReturnedNote.tsx'
import { ReceivedNote } from './received/ReceivedNote.tsx'
import { OffersBar } from './register/OffersBar.tsx'
import { RegisterContext } from './register/register-context.ts'
import { useRegister } from './register/use-register.tsx'
import { RecordProblems } from './returned/RecordProblems.tsx'
import { UnlockDialog } from './returned/UnlockDialog.tsx'
import { useReturn } from './returned/use-return.ts'
import { SinceSent } from './SinceSent.tsx'
import { isTypedHere } from './typed-here.ts'
import { useFrozenPaper } from './use-frozen-paper.ts'
import { usePhotoNotes } from './use-photo-notes.ts'
import type { OpenRecord } from './use-record.ts'
import { useRecordActions } from './use-record-actions.ts'
import { useRecordFiles } from './use-record-files.ts'
import { useRecordKeys } from './use-record-keys.ts'
import { useSettled } from './use-settled.ts'
import { VersionNote } from './version/VersionNote.tsx'
import { WordBack } from './word-back/WordBack.tsx'

const Paper = memo(LivePages)

function focusField(field: string): void {
  const control = document.getElementById(controlId(field))
  control?.closest('[data-field-row]')?.scrollIntoView({ block: 'center' })
  control?.focus({ preventScroll: true })
}

const isPersonal = ({ fields }: FormDefinition, id: string): boolean =>
  fields.some((field) => field.id === id && field.personal === true)

const sideKey = 'record.side'

export function OpenedRecord({ record: opened, field }: { record: OpenRecord; field: string | null }) {
  const { detail, values, change: changeAny } = opened
  const back = useReturn(detail)
  const { isOpen } = back
  // Whatever writes into the form, a field that did not come back stays as it was sent.
  const change = useCallback(
    (id: string, value: FieldValue | null) => {
      if (isOpen(id)) changeAny(id, value)
    },
    [isOpen, changeAny],
  )
  const record = { ...opened, change }
  const { definition, summary, lastYear } = detail
  const purged = detail.purgedAt !== null
  const typedHere = isTypedHere(summary)
  const writable = typedHere && !purged
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set(field === null ? [] : [field]))
  const [sideShown, setSideShown] = useState(() => keptOf(sideKey) !== 'hidden')
  /** The field being worked on: the paper shows its place. */
  const [atField, setAtField] = useState<string | null>(null)
  const [copying, setCopying] = useState(false)
  const [unlocking, setUnlocking] = useState(false)
  const [side, setSide] = useState<RecordSideName>('paper')
  /** The figure whose activities are looked at. */
  const [figure, setFigure] = useState<string | null>(null)
  const files = useRecordFiles(summary.recordId, record.write, detail.attachments, setProblem)
  const attachments = useMemo(
    () => detail.attachments.filter((one) => !files.isHidden(one) && !(purged && isPersonal(definition, one.field))),
    [detail.attachments, files.isHidden, purged, definition],
  )

  const fileActions = usePhotoNotes(summary.recordId, definition, attachments, files.actions)

  const counts = useMemo(() => {
    const found: Record<string, number> = {}
    for (const attachment of attachments) found[attachment.field] = (found[attachment.field] ?? 0) + 1
    return found
  }, [attachments])
  const videos = useMemo(() => {
    const found: Record<string, (VideoFacts | null)[]> = {}
    for (const { field: of, video } of attachments) if (video) found[of] = [...(found[of] ?? []), video.facts]
    return found
  }, [attachments])
  const findings = useMemo(
    // What is missing was purged: nobody can fill it in.
    (): Finding[] => (purged ? [] : validateForm(definition, values, counts, lastYear, videos)),
    [purged, definition, values, counts, lastYear, videos],
  )
  const facts = useMemo(
    () => ({ definition, values, attachmentCounts: counts, lastYear }),
    [definition, values, counts, lastYear],
  )
  const order = useMemo(() => fieldsInOrder(formSections(definition)).map((one) => one.id), [definition])
  const firstBlocking = useMemo(
    () => order.find((id) => findings.some((finding) => finding.path === id && isBlocking(finding))) ?? null,
    [order, findings],
  )

  const fresh = writable && Object.keys(values).length === 0
  const latest = useRef({ order, firstBlocking, fresh })
  latest.current = { order, firstBlocking, fresh }
  const toFirst = useCallback(() => {
    const { order: ids, firstBlocking: first } = latest.current
    if (first === null) return
    // The form stands in the place of the copy sheet before a field of it can take the cursor.
    flushSync(() => setCopying(false))
    setTouched(new Set(ids))
    focusField(first)
  }, [])
  const toField = useCallback((id: string) => {
    flushSync(() => setCopying(false))
    focusField(id)
  }, [])
  const leave = useCallback(
    (id: string) => {
      afterPress(() => setTouched((before) => (before.has(id) ? before : new Set([...before, id]))))
      void record.flush()
    },
    [record.flush],
  )
  const giveReason = useCallback(
    ({ check, code, path }: ShownFinding, text: string) => {
      if (code === 'figure-reason') {
        const rows = tableRows(record.latest()[figureReasonsField])
        change(
          figureReasonsField,
          rows.map((row) => (row.field === path ? { ...row, reason: text } : row)),
        )
        return
      }
      const rows = tableRows(record.latest()[reasonsField])
      const others = rows.filter((row) => row.check !== check)
      const next = text.trim() === '' ? others : [...others, { check: check ?? '', reason: text }]
      change(reasonsField, next.length === 0 ? null : next)
    },
    [record.latest, change],
  )
  const blocked = () => {
    if (latest.current.firstBlocking === null) return false
    toFirst()
    return true
  }
  const actions = useRecordActions(record, { blocked, settleFiles: files.settle, onProblem: setProblem })
  const toggleSide = useCallback(() => {
    setSideShown((shown) => {
      keep(sideKey, shown ? 'hidden' : 'shown')
      return !shown
    })
  }, [])
  const showFigure = useCallback((id: string) => {
    setFigure(id)
    setSide('figures')
    setSideShown(true)
  }, [])
  const register = useRegister(record, { onProblem: setProblem, showFigure, isOpen })
  useRecordKeys({ toFirst, toggleSide, print: () => actions.run('print') })

  useEffect(() => {
    // A fresh form begins at its first question that must be answered; an old one is read first.
    const start = field ?? (latest.current.fresh ? latest.current.firstBlocking : null)
    if (start !== null) focusField(start)
  }, [field])

  const reveal = useCallback(
    async ({ field: id, row, column }: CoverPlace, text: string, reason: string): Promise<string> => {
      // The core reads what is stored: what was typed or moved goes first.
      if (typedHere) await record.flush()
      const rows = column === null ? [] : tableRows(record.latest()[id])
      const stored = column === null || !typedHere ? row : rows.findIndex((one) => one[column] === text)
      try {
        const { value } = await call('personal.reveal', {
          recordId: summary.recordId,
          field: id,
          row: stored,
          column,
          reason,
        })
        return typeof value === 'string' ? value : text
      } catch (error) {
        setProblem(problemOf(error))
        throw error
      }
    },
    [record.flush, record.latest, typedHere, summary.recordId],
  )

  const undoReturn = async (returnId: string) => {
    try {
      await call('records.undoReturn', { returnId })
      await record.reread()
      announce('已撤销这次电话退回的登记。')
    } catch (error) {
      setProblem(problemOf(error))
    }
  }

  const example = useIsExample()
  const printed = useSettled(values, paperQuietMs(definition, values))
  const { officeName } = summary
  const draft = useMemo(
    () => draftDocument(definition, printed, { officeName, attachments, example }),
    [definition, printed, officeName, attachments, example],
  )
  const page = useFrozenPaper(detail) ?? draft
  const { cover, shown, dialog } = useCover({ id: summary.recordId, definition, values }, reveal)
  const paper = useMemo(() => {
    const numbers = identityTexts(definition, printed)
    for (const text of shown) numbers.delete(text)
    return coverDocument(page, numbers)
  }, [page, definition, printed, shown])
  const points = openPointsText(findings)
  return (
    <RegisterContext.Provider value={register.place}>
      <div className="record" data-side={sideShown}>
        <RecordHead
          detail={detail}
          title={titleOf(detail, values)}
          actions={actions}
          copying={copying}
          onCopying={() => setCopying(!copying)}
          onReturned={() => void record.reread().catch(() => undefined)}
        />
        <RecordProblems
          record={record}
          problem={problem}
          onSeen={() => setProblem(null)}
          back={back}
          onUnlock={() => setUnlocking(true)}
        />
        <div className="record-body">
          {/* biome-ignore lint/a11y/noStaticElementInteractions: only watches which field the paper should show */}
          <div
            className="record-form"
            onFocus={(event) => {
              const row = event.target.closest<HTMLElement>('[data-field-row]')
              if (row?.dataset.fieldRow) setAtField(row.dataset.fieldRow)
            }}
          >
            {detail.purgedAt === null ? (
              <ReturnedNote
                detail={detail}
                standing={back.standing}
                onGo={toField}
                onUnlock={() => setUnlocking(true)}
                onUndo={(returnId) => void undoReturn(returnId)}
              />
            ) : (
              <PurgedNote at={detail.purgedAt} />
            )}
            <RecordFindings recordId={summary.recordId} />
            {summary.own || purged ? null : <ReceivedNote summary={summary} />}
            {!summary.own && carriesTotals(values) ? <RollupCheckNote recordId={summary.recordId} /> : null}
            {writable ? <VersionNote record={record} onProblem={setProblem} /> : null}
            {writable && summary.own ? <OffersBar record={record} /> : null}
            {writable && summary.own ? <SinceSent recordId={summary.recordId} noticeId={summary.noticeId} /> : null}
            {copying ? (
              <CopySheet recordId={summary.recordId} facts={facts} attachments={attachments} onProblem={setProblem} />
            ) : (
              <CoverContext.Provider value={cover}>
                <FieldExtrasContext.Provider value={register.extras}>
                  <FormFields
                    definition={definition}
                    values={values}
                    attachments={attachments}
                    findings={findings}
                    counts={counts}
                    lastYear={lastYear}
                    touched={touched}
                    disabled={!writable}
                    locks={back.locks}
                    purged={purged}
                    onChange={change}
                    onLeave={leave}
                    onReason={giveReason}
                    actions={fileActions}
                  />
                </FieldExtrasContext.Provider>
              </CoverContext.Provider>
            )}
          </div>
          {sideShown ? (
            <RecordSide
              record={record}
              actions={actions}
              hasFigures={register.hasFigures}
              side={side}
              onSide={setSide}
              figure={figure}
              onFigure={setFigure}
              isOpen={isOpen}
              paper={<Paper document={paper} field={atField} onPick={focusField} />}
            />
          ) : null}
        </div>
        <footer className="record-foot">
          {writable ? (
            <div className="record-points" data-open={points !== ''} role="status">
              {points === '' ? (
                <>
                  <CheckCircleOutlined aria-hidden="true" /> {settledTexts[summary.state]}
                </>
              ) : (
                <>
                  <strong>{points}</strong>
                  <Button size="small" onClick={toFirst} aria-keyshortcuts="Alt+J">
                    跳到第一处<kbd className="key-cap">Alt+J</kbd>
                  </Button>
                </>
              )}
            </div>
          ) : (
            <span className="quiet">
              {purged ? '个人信息已清除，只能查看。' : `这份材料由${summary.officeName}填报，只能查看。`}
            </span>
          )}
          <span className="record-foot-actions">
            {writable ? <WordBack record={record} isOpen={isOpen} onProblem={setProblem} /> : null}
            <Button
              size="small"
              type="text"
              onClick={toggleSide}
              aria-pressed={sideShown}
              aria-keyshortcuts="Control+\"
            >
              {sideShown ? '收起纸样' : '显示纸样'}
              <kbd className="key-cap">Ctrl+\</kbd>
            </Button>
          </span>
        </footer>
        {dialog}
        {unlocking && back.standing ? (
          <UnlockDialog
            returnId={back.standing.returnId}
            onClose={() => setUnlocking(false)}
            onUnlocked={() => {
              setUnlocking(false)
              setProblem(null)
              void record.flush()
            }}
          />
        ) : null}
      </div>
    </RegisterContext.Provider>
  )
}
