/** Pictures and films of an activity: copied by digest, never sealed, noted with a step of their own. */
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Queryable } from '../../../db/connection.ts'
import { saveAttachment } from '../../../db/queries/attachments.ts'
import { cleanText } from '../../../shared/form/normalise.ts'
import { Problem } from '../../../shared/problems.ts'
import { mediaFacts } from '../attachments/media.ts'
import { sourceMark, takeIn } from '../attachments/source-file.ts'
import { putWith, type TakenFile } from '../attachments/take-file.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { headBytes, videoContainerOf } from '../videos/box-walk.ts'
import { inspectVideo, patientTimeout } from '../videos/inspect.ts'
import { keepFacts, videoMedia } from '../videos/video-files.ts'
import { moveActivities } from './change.ts'
import { needKnown } from './edit.ts'
import type { ActivityState, HeldFile } from './state.ts'
import { stepWords } from './step-words.ts'

const maxPictureBytes = 30 * 1024 * 1024
const maxVideoBytes = 4 * 1024 * 1024 * 1024
const maxFiles = 300
const accepted = ['image/jpeg', 'image/png', 'video/mp4']

/** What it is, before a byte of it was copied. @throws Problem file.unreadable, file.vanished */
async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new Problem('file.unreadable', { path, reason: String(error.code ?? 'unknown') })
  })
  try {
    const head = Buffer.alloc(headBytes)
    const { bytesRead } = await file.read(head, 0, headBytes, 0)
    return head.subarray(0, bytesRead)
  } catch {
    throw new Problem('file.vanished', { path })
  } finally {
    await file.close()
  }
}

async function takeFile(ctx: HandlerContext, call: Call, activityId: string, path: string): Promise<TakenFile> {
  const fileName = basename(path)
  // First of all: a pipe would wait for whoever writes into it.
  const mark = await sourceMark(path)
  const head = await headOf(path)
  const kind = mediaFacts(head)
  const isPicture = kind === 'broken-picture' || kind?.mediaType.startsWith('image/') === true
  if (!isPicture && videoContainerOf(head) === null) throw new Problem('attachment.type', { fileName, accepted })
  const inspected = isPicture ? null : await inspectVideo(path, { signal: call.signal, timeout: patientTimeout })
  const staged = await takeIn(ctx.attachments, path, {
    sealed: false,
    recordId: activityId,
    maxBytes: isPicture ? maxPictureBytes : maxVideoBytes,
    signal: call.signal,
    mark,
    dataDir: ctx.store.dataDir,
    onBytes: (done, total) => call.progress({ phase: 'copy', done, total, unit: 'bytes' }),
  })
  if (inspected) {
    const { verdicts: _, ...video } = inspected
    return { staged, media: videoMedia(video), video }
  }
  const media = mediaFacts(staged.head)
  if (media !== null && media !== 'broken-picture') return { staged, media, video: null }
  await ctx.attachments.drop(staged)
  throw new Problem('attachment.not-a-picture', { fileName })
}

/** The same file twice is one. @throws Problem activity.unknown, attachment.*, video.unreadable, file.*, disk.full, cancelled */
export async function attachFile(
  ctx: HandlerContext,
  call: Call,
  { activityId, path }: { activityId: string; path: string },
): Promise<void> {
  const { state } = await needKnown(ctx.db, activityId)
  if (state.files.length >= maxFiles)
    throw new Problem('attachment.too-many', { fieldLabel: '照片和视频', count: state.files.length, limit: maxFiles })
  const taken = await takeFile(ctx, call, activityId, path)
  const { staged, media, video } = taken
  await putWith(ctx, taken, async () => {
    await ctx.write(async (trx) => {
      const { mediaType: media_type, width, height } = media
      const { digest, bytes } = staged
      const added_at = ctx.now().toISOString()
      await saveAttachment(trx, { digest, bytes, media_type, width, height, personal: 0, thumb: null, added_at })
      if (video) await keepFacts(trx, ctx, digest, video)
      await changeFiles(trx, ctx, activityId, video ? '添加了视频：' : '添加了照片：', (files) => {
        if (files.some((file) => file.digest === digest)) return files
        // Never the name of the source file: it may hold a person's name.
        const title = `${video ? '视频' : '照片'}${files.length + 1}`
        return [...files, { digest, title }]
      })
    })
    return { noted: true }
  })
}

/** @throws Problem activity.unknown, attachment.unknown */
export async function detachFile(
  trx: Queryable,
  ctx: HandlerContext,
  { activityId, digest }: { activityId: string; digest: string },
): Promise<void> {
  await changeFiles(trx, ctx, activityId, '删去了照片或视频：', (files) => {
    needFile(files, digest)
    return files.filter((file) => file.digest !== digest)
  })
}

/** @throws Problem activity.unknown, attachment.unknown */
export async function captionFile(
  trx: Queryable,
  ctx: HandlerContext,
  { activityId, digest, title }: { activityId: string; digest: string; title: string },
): Promise<void> {
  await changeFiles(trx, ctx, activityId, '修改了图片说明：', (files) => {
    const old = needFile(files, digest).title
    const words = cleanText(title).replace(/\s+/g, ' ').trim() || old
    return files.map((file) => (file.digest === digest ? { digest, title: words } : file))
  })
}

function needFile(files: ActivityState['files'], digest: string): HeldFile {
  const file = files.find((one) => one.digest === digest)
  if (!file) throw new Problem('attachment.unknown', { digest })
  return file
}

async function changeFiles(
  trx: Queryable,
  ctx: HandlerContext,
  activityId: string,
  verb: string,
  change: (files: ActivityState['files']) => readonly HeldFile[],
): Promise<void> {
  const known = await needKnown(trx, activityId)
  const after = { ...known.state, files: change(known.state.files) }
  const words = (_facts: ReadonlySet<string>, titles: readonly string[]) => stepWords(verb, titles)
  await moveActivities(trx, ctx, { kind: 'files', words }, [{ known, after }])
}
