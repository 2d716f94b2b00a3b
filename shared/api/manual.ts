/** 使用手册. */
import { z } from 'zod'

const pageId = z.string().regex(/^[a-z0-9-]{1,60}$/)
export const manualPageInput = z.strictObject({ pageId })
export const searchManualInput = z.strictObject({ text: z.string().max(100) })
/** Null: the whole manual. */
export const manualDocumentInput = z.strictObject({ pageId: pageId.nullable() })
export const saveManualInput = manualDocumentInput.extend({ out: z.string().min(1).max(4096) })

export type ManualEntry = {
  pageId: string
  title: string
  chapter: string
  /** Names of the screens that it explains. */
  screens: string[]
  /** Codes of the problems that have a section on it; the section is named by the code. */
  problems: string[]
}

export type ManualInline =
  /** `button`: words that stand on a button or an entry of the program. */
  | { kind: 'text' | 'button' | 'key'; text: string }
  | { kind: 'link'; text: string; pageId: string; section: string | null }
  /** Opens a screen of the program. */
  | { kind: 'screen'; text: string; screen: string }

/** The small part of CommonMark that a page may use, already read. */
export type ManualBlock =
  | { kind: 'heading'; level: 2 | 3; section: string; text: string }
  | { kind: 'paragraph' | 'note'; inlines: ManualInline[] }
  | { kind: 'list'; ordered: boolean; items: ManualInline[][] }
  | { kind: 'table'; head: string[]; rows: ManualInline[][][] }
  | { kind: 'picture'; file: string; title: string; width: number; height: number }

export type ManualPage = ManualEntry & { blocks: ManualBlock[] }
/** `section`: where on the page, null: its head. */
export type ManualHit = ManualEntry & { section: string | null; heading: string | null; excerpt: string }
