/** What is read out of a Word document: crosses from the reading thread as it is. */

export interface WordParagraph {
  /** `\n` is a line break, `\t` a tab. */
  readonly text: string
  /** Numbers of our bookmarks that begin in it. */
  readonly marks: readonly number[]
  readonly pictures: number
  /** Stands in a text box, a footnote or an endnote. */
  readonly aside: boolean
}

/** Cells that are merged upward are left out. */
export interface WordCell {
  readonly paragraphs: readonly WordParagraph[]
}

export type WordLine =
  | ({ readonly kind: 'paragraph' } & WordParagraph)
  | { readonly kind: 'row'; readonly cells: readonly WordCell[] }

export interface WordNote {
  readonly author: string
  readonly text: string
  /** Line of the document that it is hung on, counted from 0; null when it is on none. */
  readonly line: number | null
  /** The words between its marks. */
  readonly on: string
}

export interface WordPaper {
  /** Body of the document: paragraphs, and rows of its tables. */
  readonly lines: readonly WordLine[]
  readonly notes: readonly WordNote[]
  /** Custom properties of ours, by name. */
  readonly properties: Readonly<Record<string, string>>
  /** Words of all headers and footers. */
  readonly edges: string
}
