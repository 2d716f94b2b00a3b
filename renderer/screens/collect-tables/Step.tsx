import { type ReactNode, useId } from 'react'

type Props = {
  number: number
  title: string
  note?: ReactNode
  line?: ReactNode
  children?: ReactNode
  grows?: boolean
}

/** One of the three steps; all are in sight from the beginning. */
export function Step({ number, title, note, line, children, grows = false }: Props) {
  const id = useId()
  return (
    <section className="tables-step" aria-labelledby={id} data-grows={grows}>
      <div className="tables-step-head">
        <h2 id={id}>
          <span className="tables-step-number">{number}</span>
          {title}
        </h2>
        {note ? <span className="quiet tables-step-note">{note}</span> : null}
        {line}
      </div>
      {children}
    </section>
  )
}
