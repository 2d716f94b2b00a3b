import { type ReactNode, useId } from 'react'

/** In the order of the page; the outline beside it goes to them. */
export const editorSections = {
  basic: '基本',
  place: '时间地点',
  scale: '规模和人员',
  funds: '经费（万元）',
  press: '宣传报道',
  results: '成效和联合行动',
  pictures: '照片视频',
  risk: '风险预案',
  contact: '联系人',
} as const
export type EditorSectionName = keyof typeof editorSections

export const sectionId = (name: EditorSectionName): string => `activity-${name}`

export function EditorSection({
  name,
  note,
  children,
}: {
  name: EditorSectionName
  note?: ReactNode
  children: ReactNode
}) {
  const id = useId()
  return (
    <section className="editor-section" id={sectionId(name)} aria-labelledby={id}>
      <div className="editor-section-head">
        <h2 id={id} tabIndex={-1}>
          {editorSections[name]}
        </h2>
        {note ? <span className="quiet">{note}</span> : null}
      </div>
      <div className="facts-grid">{children}</div>
    </section>
  )
}
