import type { UnreadableVideo } from '../../../shared/problems.ts'

/** It is no video, or none that can be read; the reason is told to a person. */
export class Unreadable extends Error {
  readonly reason: UnreadableVideo
  constructor(reason: UnreadableVideo) {
    super(reason)
    this.reason = reason
  }
}
