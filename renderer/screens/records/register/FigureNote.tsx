import { CalculatorOutlined } from '@ant-design/icons'
import { useContext } from 'react'
import type { Figure } from '../../../../shared/api/register.ts'
import { figureReasonsField } from '../../../../shared/form/definition.ts'
import { sameFigure } from '../../../../shared/register/settle.ts'
import { RegisterContext } from './register-context.ts'

/** 登记合计 46 场 · 21 项活动; of words only how many tell them. */
export function figureWords({ computed, unit, sources }: Figure): string {
  const number = computed !== null && /^\d/.test(computed) ? `登记合计 ${computed}${unit && ` ${unit}`}` : '登记汇总'
  return `${number} · ${sources} 项活动`
}

/** Under a field that counts over the register: what it counts to, where that comes from, and the way back to it. */
export function FigureNote({ field }: { field: string }) {
  const place = useContext(RegisterContext)
  const figure = place?.figures.get(field)
  if (!place || !figure || figure.computed === null) return null
  const { computed } = figure
  const value = place.values[field]
  const written = typeof value === 'string' ? value.trim() : ''
  const differs = written !== '' && !sameFigure(written, computed)
  const restore = () => {
    const before = place.latest()
    const [old, reasons] = [before[field] ?? null, before[figureReasonsField] ?? null]
    place.change(field, computed)
    void place.flush()
    place.tell(`${figure.label}已恢复登记合计。`, () => {
      place.change(field, old)
      place.change(figureReasonsField, reasons)
      void place.flush()
    })
  }
  return (
    <p className="figure-note" data-differs={differs}>
      <button
        type="button"
        className="plain-button link-button"
        title="看每个数从哪些活动来"
        aria-label={`${figure.label}：${figureWords(figure)}，看来源`}
        onClick={() => place.showFigure(field)}
      >
        <CalculatorOutlined aria-hidden="true" />
        {figureWords(figure)}
      </button>
      {differs ? (
        <>
          <span className="figure-note-differs">现在填的不一样</span>
          {place.writable && place.isOpen(field) ? (
            <button type="button" className="plain-button link-button" onClick={restore}>
              恢复登记合计
            </button>
          ) : null}
        </>
      ) : null}
    </p>
  )
}
