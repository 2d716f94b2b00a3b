import { type ReactNode, useId } from 'react'
import './page.css'

/** Title of a screen, one line under it, and its actions at the right. */
export function PageHead({
  title,
  lead,
  actions,
  level = 1,
}: {
  title: string
  lead?: ReactNode
  actions?: ReactNode
  /** 2 for the details beside a list whose screen has its own title. */
  level?: 1 | 2
}) {
  const Title = level === 1 ? 'h1' : 'h2'
  return (
    <header className="page-head">
      <div className="page-head-text">
        <Title className="page-title" title={title}>
          {title}
        </Title>
        {lead ? <p className="quiet">{lead}</p> : null}
      </div>
      {actions ? <div className="page-head-actions">{actions}</div> : null}
    </header>
  )
}

export function Section({
  title,
  note,
  actions,
  children,
}: {
  title: string
  note?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  const id = useId()
  return (
    <section className="section" aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id}>{title}</h2>
        {note ? <span className="quiet one-line">{note}</span> : null}
        {actions ? <div className="section-actions">{actions}</div> : null}
      </div>
      {children}
    </section>
  )
}

/** An empty place says what it is for and what the first step is. */
export function EmptyPlace({
  icon,
  title,
  children,
  action,
}: {
  icon?: ReactNode
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="empty-place">
      {icon ? <div className="empty-place-icon">{icon}</div> : null}
      <p className="empty-place-title">{title}</p>
      {children ? <div className="quiet">{children}</div> : null}
      {action ? <div className="empty-place-action">{action}</div> : null}
    </div>
  )
}
