/** Files of fields that have limits for video: inspected when they come, told by what they say about themselves. */
import type { Queryable } from '../../../db/connection.ts'
import { saveVideoFacts, type VideoFileRow, videoFilesOf } from '../../../db/queries/videos.ts'
import type { VideoContainer, VideoFacts } from '../../../shared/domain/video-facts.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import type { FieldVideos } from '../../../shared/form/validate.ts'
import { isVideoField } from '../../../shared/notice/video-forms.ts'
import type { HandlerContext } from '../handlers/context.ts'

const mediaTypes: Readonly<Record<VideoContainer, string>> = {
  mp4: 'video/mp4',
  quicktime: 'video/quicktime',
  '3gpp': 'video/3gpp',
  matroska: 'video/x-matroska',
  webm: 'video/webm',
  'mpeg-ts': 'video/mp2t',
  'mpeg-ps': 'video/mpeg',
  avi: 'video/x-msvideo',
  flv: 'video/x-flv',
  asf: 'video/x-ms-asf',
  ogg: 'video/ogg',
}

/** How files of these types are called on their way to others. */
export const videoExtensions: Readonly<Record<string, string>> = {
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/3gpp': '3gp',
  'video/x-matroska': 'mkv',
  'video/webm': 'webm',
  'video/mp2t': 'ts',
  'video/mpeg': 'mpg',
  'video/x-msvideo': 'avi',
  'video/x-flv': 'flv',
  'video/x-ms-asf': 'wmv',
  'video/ogg': 'ogv',
}

/** How an inspected file stands among the attachments. */
export function videoMedia(facts: VideoFacts): { mediaType: string; width: number | null; height: number | null } {
  const pixels = (size: number | null) => (size === null ? null : Math.round(size))
  return {
    mediaType: mediaTypes[facts.container],
    width: pixels(facts.displayWidth),
    height: pixels(facts.displayHeight),
  }
}

/** Facts as they were kept; what a form and a program of later days asks for beyond them is absent. */
export const keptFacts = (json: string): VideoFacts => JSON.parse(json) as VideoFacts

export async function keepFacts(
  trx: Queryable,
  ctx: Pick<HandlerContext, 'now'>,
  digest: string,
  facts: VideoFacts,
): Promise<void> {
  await saveVideoFacts(trx, { digest, facts_json: JSON.stringify(facts), inspected_at: ctx.now().toISOString() })
}

type Held = { readonly field: string; readonly digest: string }

/** Rows of the files of a record; none are asked for where its form has no field for video. */
export async function videoRows(
  db: Queryable,
  definition: FormDefinition,
  recordId: string,
  /** Null: of the draft. */
  revision: number | null,
): Promise<ReadonlyMap<string, VideoFileRow>> {
  return definition.fields.some(isVideoField) ? videoFilesOf(db, recordId, revision) : new Map()
}

/** As `validateForm` takes them. */
export function fieldVideos(
  definition: FormDefinition,
  files: readonly Held[],
  rows: ReadonlyMap<string, VideoFileRow>,
): FieldVideos {
  return Object.fromEntries(
    definition.fields.filter(isVideoField).map(({ id }) => [
      id,
      files
        .filter(({ field }) => field === id)
        .map(({ digest }) => {
          const row = rows.get(digest)
          return row ? keptFacts(row.facts_json) : null
        }),
    ]),
  )
}

/** Of a draft, from inside a transaction or beside one. */
export async function draftVideos(
  db: Queryable,
  definition: FormDefinition,
  recordId: string,
  files: readonly Held[],
): Promise<FieldVideos> {
  return fieldVideos(definition, files, await videoRows(db, definition, recordId, null))
}
