/** Files of a field with limits for video, held against these limits. Pure. */
import type { VideoFacts, VideoRule } from '../domain/video-facts.ts'
import { videoVerdicts } from '../domain/video-rules.ts'
import type { FieldDefinition } from './definition.ts'

export interface VideoFault {
  code: 'video-fault'
  severity: 'block' | 'warn'
  actual: null
  limit: null
  rule: VideoRule
  message: string
}

/** One for each broken rule of each file; `info` never stands in the way. */
export function videoFaults(
  field: FieldDefinition & { kind: 'attachments' },
  files: readonly (VideoFacts | null)[],
): VideoFault[] {
  const { video: limits } = field
  if (!limits) return []
  return files.flatMap((facts, at) => {
    // With several files it must be seen which one is meant.
    const place = files.length > 1 ? `第 ${at + 1} 个文件：` : ''
    return broken(facts, limits).map(
      ({ rule, severity, message }): VideoFault => ({
        code: 'video-fault',
        severity,
        actual: null,
        limit: null,
        rule,
        message: place + message,
      }),
    )
  })
}

function broken(
  facts: VideoFacts | null,
  limits: NonNullable<(FieldDefinition & { kind: 'attachments' })['video']>,
): Pick<VideoFault, 'rule' | 'severity' | 'message'>[] {
  // Attached before the form had limits for it, or what a sender called a video and is none.
  if (facts === null)
    return [{ rule: 'readable', severity: 'block', message: '这个文件没有当作视频检查过，请移除后重新添加。' }]
  return videoVerdicts(facts, limits).flatMap(({ rule, grade, ok, message }) =>
    ok || grade === 'info' ? [] : [{ rule, severity: grade, message }],
  )
}
