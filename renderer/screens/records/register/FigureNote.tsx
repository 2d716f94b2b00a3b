import { CalculatorOutlined } from '@ant-design/icons'
import { useContext } from 'react'
import type { Figure } from '../../../../shared/api/register.ts'
import { figureReasonsField } from '../../../../shared/form/definition.ts'
import { sameFigure } from '../../../../shared/register/settle.ts'
import { RegisterContext } from './register-context.ts'
import { type SourceWords, sourceWords } from './source-words.ts'

/** 登记合计 46 场 · 21 项活动, 各单位合计 401 场 · 27 个单位; of words only how many tell them. */
function figureWords({ computed, unit, sources }: Figure, words: SourceWords): string {
  const number =
    computed !== null && /^\d/.test(computed) ? `${words.sum} ${computed}${unit && ` ${unit}`}` : words.gathered
  return `${number} · ${words.count(sources)}`
}

/** Under a field that counts over the register, or adds up what offices reported: what it counts to, where that comes from, and the way back to it. */
export function FigureNote({ field }: { field: string }) {
  const place = useContext(RegisterContext)
  const figure = place?.figures.get(field)
  if (!place || !figure || figure.computed === null) return null
  const { computed } = figure
  const words = sourceWords(place.totals)
  const value = place.values[field]
  const written = typeof value === 'string' ? value.trim() : ''
  const differs = written !== '' && !sameFigure(written, computed)
  const restore = () => {
    const before = place.latest()
    const [old, reasons] = [before[field] ?? null, before[figureReasonsField] ?? null]
    place.change(field, computed)
    void place.flush()
    place.tell(`${figure.label}已恢复${words.sum}。`, () => {
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
        title={place.totals ? '看每个数从哪些单位来' : '看每个数从哪些活动来'}
        aria-label={`${figure.label}：${figureWords(figure, words)}，看来源`}
        onClick={() => place.showFigure(field)}
      >
        <CalculatorOutlined aria-hidden="true" />
        {figureWords(figure, words)}
      </button>
      {differs ? (
        <>
          <span className="figure-note-differs">现在填的不一样</span>
          {place.writable && place.isOpen(field) ? (
            <button type="button" className="plain-button link-button" onClick={restore}>
              恢复{words.sum}
            </button>
          ) : null}
        </>
      ) : null}
    </p>
  )
}
