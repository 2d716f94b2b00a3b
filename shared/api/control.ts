/**
 * Frames between main and the core besides those of a page (protocol.ts).
 * With a utility process each page's port is handed over once; to a forked core all pages share one pipe, and main
 * passes their frames on, unread, in an envelope that carries the page's number.
 */
import type { AnswerFrame, AskFrame, CoreFrame, RequestFrame, StartFrame } from './protocol.ts'

/** A page has come; with a utility process its port is transferred with this frame. */
type PageOpenFrame = { readonly page: number; readonly open: true }
type PageClosedFrame = { readonly page: number; readonly closed: true }
/** `frame` is a PageFrame on its way in and a CoreFrame on its way out. */
export type PageEnvelope = { readonly page: number; readonly frame: unknown }
/** Close the store and exit. */
type StopFrame = { readonly stop: true }

export type ToCoreFrame =
  | StartFrame
  | RequestFrame
  | AnswerFrame
  | PageOpenFrame
  | PageClosedFrame
  | PageEnvelope
  | StopFrame

/** `core.ready` and `start.failed` are events of the start; replies answer main's own requests. */
export type FromCoreFrame = CoreFrame | AskFrame | PageEnvelope
