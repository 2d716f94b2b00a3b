/** What a screen adds to the controls of a form, where it knows more than the form: tools of a text, words at a field. */
import { createContext, type ReactNode } from 'react'
import type { TextEditor } from './text-editor.ts'

export type FieldExtras = {
  /** More buttons over a long text; null: none. */
  textTools: (field: string, editor: TextEditor) => ReactNode
  /** Under the control. */
  note: (field: string) => ReactNode
}

export const FieldExtrasContext = createContext<FieldExtras | null>(null)
