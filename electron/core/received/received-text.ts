/** What comes out of a received file. Crosses from the reading thread as it is. */

export type ReceivedKind = 'pdf' | 'docx' | 'text' | 'picture'

export interface ReceivedPage {
  /** Where the page begins and ends in the whole text (UTF-16 offsets, end exclusive). */
  readonly start: number
  readonly end: number
}

export interface ReceivedPicture {
  readonly bytes: Uint8Array
  readonly mediaType: 'image/jpeg' | 'image/png'
}

export interface ReceivedText {
  readonly kind: ReceivedKind
  /** One paragraph a line; '' for a picture and for a scan without a text layer. */
  readonly text: string
  readonly pages: readonly ReceivedPage[]
  /** Pages of a scan, to be shown beside: only where the text is missing. */
  readonly pictures: readonly ReceivedPicture[]
  /** Rows of its tables, where they were asked for. */
  readonly rows?: readonly (readonly string[])[]
}

/** Why a file gives nothing; the core turns it into a Problem. */
export type ReadingFailure =
  | { readonly why: 'empty' | 'damaged' | 'locked' | 'too-much' | 'unknown-type' }
  | { readonly why: 'other-program'; readonly format: OtherFormat }

/** Formats that we know and do not read. */
export type OtherFormat = 'doc' | 'rtf' | 'ofd' | 'spreadsheet' | 'slides' | 'archive'

export class CannotRead extends Error {
  readonly failure: ReadingFailure
  constructor(failure: ReadingFailure) {
    super(failure.why)
    this.name = 'CannotRead'
    this.failure = failure
  }
}

export type ReadingAnswer = { readonly read: ReceivedText } | { readonly failure: ReadingFailure }
