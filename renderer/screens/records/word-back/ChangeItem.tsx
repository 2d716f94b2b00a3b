import { Button } from 'antd'
import { screenLabel } from '../../../../shared/form/form-sections.ts'
import type { WordChange, WordPiece } from '../../../../shared/form/word-changes.ts'
import { kindWords, whyNot } from './word-back-words.ts'

/** Of what stayed the same so many characters are shown on either side of a change. */
const around = 28

function shortened(text: string, first: boolean, last: boolean): string {
  const characters = [...text]
  if (characters.length <= around * 2 + 4) return text
  const head = first ? '' : characters.slice(0, around).join('')
  const tail = last ? '' : characters.slice(-around).join('')
  return `${head}…${tail}`
}

/** What went out is struck through, what came in is underlined; a line break that came or went is shown as a sign. */
function Pieces({ pieces }: { pieces: readonly WordPiece[] }) {
  const seen = pieces.map((piece, at) => ({ piece, at }))
  return (
    <p className="wordback-text">
      {seen.map(({ piece: { text, how }, at }) => {
        if (how === 'same')
          return <span key={at}>{shortened(text, at === 0, at === pieces.length - 1 && pieces.length > 1)}</span>
        const shown = text.replace(/\n/gu, '↵\n')
        return how === 'out' ? <del key={at}>{shown}</del> : <ins key={at}>{shown}</ins>
      })}
    </p>
  )
}

type Props = {
  change: WordChange
  /** Its field did not come back with the others. */
  locked: boolean
  /** Undefined: not decided yet. */
  taken: boolean | undefined
  onDecide: (take: boolean) => void
  onFocus: () => void
}

export function ChangeItem({ change, locked, taken, onDecide, onFocus }: Props) {
  const { place, kind, pieces, now, effect, exact, field } = change
  const label = screenLabel(change.label)
  const name = `${label}${place === '' ? '' : ` · ${place}`}`
  return (
    <li
      className="wordback-item"
      data-change={change.id}
      data-taken={taken}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys of the list act on the item with the focus
      tabIndex={0}
      aria-label={name}
      onFocus={onFocus}
    >
      <div className="wordback-head">
        <strong className="wordback-name">{label}</strong>
        <span className="quiet wordback-place">
          {field === null && kind === 'fixed-words' ? '' : `${kindWords[kind]}${place === '' ? '' : ' · '}`}
          {place}
        </span>
        {effect === null ? null : (
          <span className="wordback-buttons">
            <Button
              size="small"
              tabIndex={-1}
              type={taken === true ? 'primary' : 'default'}
              aria-pressed={taken === true}
              aria-label={`采用：${name}`}
              onClick={() => onDecide(true)}
            >
              {taken === true ? '✓ 采用' : '采用'}
            </Button>
            <Button
              size="small"
              tabIndex={-1}
              aria-pressed={taken === false}
              aria-label={`不采用：${name}`}
              onClick={() => onDecide(false)}
            >
              {taken === false ? '✕ 不采用' : '不采用'}
            </Button>
          </span>
        )}
      </div>
      <Pieces pieces={pieces} />
      {now === null ? null : (
        <p className="wordback-both">
          <strong>两边都改过</strong>：现在表里写的是“{now === '' ? '（空）' : now}”，采用就换成纸上的。
        </p>
      )}
      {exact ? null : <p className="wordback-both">名称只是相近，请核对。</p>}
      {effect === null ? <p className="quiet">{locked ? '这一栏没有退回，现在不能改。' : whyNot(change)}</p> : null}
    </li>
  )
}
