/** What stands beside the form: the choice of a source, the reading of it, and the taking over of single fields. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { EarlierRow, EarlierSource, EarlierSources, EarlierView } from '../../../../shared/api/earlier.ts'
import { pressed } from '../../../../shared/domain/shortcuts.ts'
import type { FieldValue, FormDefinition, FormValues } from '../../../../shared/form/definition.ts'
import { isEmpty } from '../../../../shared/form/evaluate.ts'
import { screenLabel } from '../../../../shared/form/form-sections.ts'
import type { ProblemData } from '../../../../shared/problems.ts'
import { call } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import { useAttempt } from '../../../app/use-attempt.ts'
import { useMethod } from '../../../app/use-method.ts'

const filters = [{ name: '往年材料', extensions: ['docx', 'xlsx', 'xls', 'pdf'] }]

export const keyOf = (source: EarlierSource): string =>
  source.kind === 'record' ? `record ${source.recordId}` : `paper ${source.paperId}`

export function sourceOf(key: string): EarlierSource {
  const [kind, id = ''] = key.split(' ')
  return kind === 'paper' ? { kind, paperId: id } : { kind: 'record', recordId: id }
}

function first(sources: EarlierSources | null): EarlierSource | null {
  const record = sources?.records.find((one) => one.sameForm)
  if (record) return { kind: 'record', recordId: record.recordId }
  const paper = sources?.papers[0]
  return paper ? { kind: 'paper', paperId: paper.paperId } : null
}

export type Earlier = {
  sources: EarlierSources | null
  source: EarlierSource | null
  view: EarlierView | null
  problem: ProblemData | null
  busy: boolean
  choose: (source: EarlierSource) => void
  importFile: () => void
  removePaper: (paperId: string) => void
  take: (row: EarlierRow) => void
}

type Form = {
  recordId: string
  definition: FormDefinition
  /** With everything typed so far. */
  latest: () => FormValues
  disabled: boolean
  isOpen: (field: string) => boolean
  change: (field: string, value: FieldValue | null) => void
}

export function useEarlier({ recordId, definition, latest: latestValues, disabled, isOpen, change }: Form): Earlier {
  const { value: sources, problem: sourcesProblem } = useMethod('earlier.sources', { recordId }, ['records'])
  const [chosen, setChosen] = useState<EarlierSource | null>(null)
  const source = useMemo(() => chosen ?? first(sources), [chosen, sources])
  const { value: view, problem: viewProblem } = useMethod('earlier.show', source && { recordId, source }, [])
  const { busy, problem, attempt } = useAttempt<'import' | 'remove'>()
  const latest = useRef({ view, definition })
  latest.current = { view, definition }

  const take = useCallback(
    (row: EarlierRow) => {
      const { fieldId, value } = row
      const field = latest.current.definition.fields.find((one) => one.id === fieldId)
      if (!field || value === null) return
      const before = latestValues()[fieldId] ?? null
      change(fieldId, value)
      const label = screenLabel(field.label)
      announce(before === null || isEmpty(before) ? `已填入“${label}”。` : `已替换“${label}”。`, {
        label: '撤销',
        run: () => change(fieldId, before),
      })
    },
    [change, latestValues],
  )

  useEffect(() => {
    if (disabled) return
    // Alt+Y: the field that the cursor stands in takes what stood there last year.
    const press = (event: KeyboardEvent) => {
      if (!pressed(event, 'fromLastYear')) return
      const place = document.activeElement?.closest<HTMLElement>('[data-field-row]')
      const row = latest.current.view?.rows.find((one) => one.fieldId === place?.dataset.fieldRow)
      event.preventDefault()
      if (row && !isOpen(row.fieldId)) announce('这一栏没有退回，现在不能改。')
      else if (row) take(row)
      else announce('往年材料里没有找到这一栏。')
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [take, disabled, isOpen])

  const importFile = () =>
    void attempt('import', async () => {
      const [path] = await window.kexie.pickFiles({ title: '选择往年材料', filters })
      if (path === undefined) return
      const { paperId } = await call('earlier.import', { recordId, path })
      setChosen({ kind: 'paper', paperId })
    })
  const removePaper = (paperId: string) =>
    void attempt('remove', async () => {
      await call('earlier.remove', { paperId })
      setChosen(null)
    })
  return {
    sources,
    source,
    view,
    problem: problem ?? sourcesProblem ?? viewProblem,
    busy: busy !== null,
    choose: setChosen,
    importFile,
    removePaper,
    take,
  }
}
