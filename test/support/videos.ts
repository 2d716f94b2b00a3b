/** Small real videos for the store: the one of the example, and what ffmpeg makes of it. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { newFolder, projectDir, type TestCore } from './core.ts'
import { ffmpeg } from './video-variants.ts'

export const exampleVideo = path.join(projectDir, 'resources/example/video-20s.mp4')
export const videoNotice = 'jiangsu-2022-workers-day'
export const videoDuty = 'T15'

/** A sound video of its own content: a box that players skip hangs behind the film. */
export function ownVideo(mark: string, fillBytes = 0): string {
  const payload = Buffer.concat([Buffer.from(mark), Buffer.alloc(fillBytes)])
  const box = Buffer.alloc(8)
  box.writeUInt32BE(8 + payload.length, 0)
  box.write('free', 4, 'latin1')
  const file = path.join(newFolder(), `${mark}.mp4`)
  writeFileSync(file, Buffer.concat([readFileSync(exampleVideo), box, payload]))
  return file
}

/** 181 s, in a few kilobytes. */
export async function longVideo(): Promise<string> {
  const file = path.join(newFolder(), 'long.mp4')
  const source = ['-f', 'lavfi', '-i', 'color=c=gray:size=1280x720:rate=1:duration=181']
  await ffmpeg([...source, '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', file])
  return file
}

/** The same film in another wrapping, e.g. `mov`, `mkv`. */
export async function wrapped(ending: string): Promise<string> {
  const file = path.join(newFolder(), `film.${ending}`)
  await ffmpeg(['-i', exampleVideo, '-c', 'copy', file])
  return file
}

/** F3 without a blocking finding but for its film. The person and the number are made up. */
export const registration = (workTitle: string) => ({
  workTitle,
  creatorName: '测试主创甲',
  workUnit: '示例县农业技术推广中心',
  contactName: '测试联系人甲',
  mobile: '13900001234',
  idea: '跟拍一位青年农技员的一天。',
})

/** Two made-up people; the numbers are of a region that is none. */
export const participants = [
  { name: '测试甲', identityNumber: '320999198808080018', guardian: '', phone: '', employer: '' },
  { name: '测试乙', identityNumber: '32099920081111002X', guardian: '测试丙', phone: '', employer: '' },
]

export async function saveValues(
  core: TestCore,
  recordId: string,
  changes: Record<string, string | Record<string, string>[] | null>,
): Promise<void> {
  const { draftSeq } = await core.call('records.open', { recordId })
  await core.call('records.saveDraft', { recordId, draftSeq, changes })
}

export async function newEntry(core: TestCore, workTitle: string) {
  const entry = await core.call('videos.create', { noticeId: videoNotice, deliverableId: videoDuty, workTitle })
  return { entryId: entry.entryId, authorizationId: entry.authorizationId ?? '' }
}
