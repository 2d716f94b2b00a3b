/** `intake run`: a folder as one batch, as the intake desk takes it in. */
import type { BatchCounts, IntakeBatch } from '../../../shared/api/intake.ts'
import { Problem } from '../../../shared/problems.ts'
import type { Answer } from './answer.ts'
import type { CoreCalls } from './core-calls.ts'
import { exitCodes } from './exit-codes.ts'

const none: BatchCounts = {
  files: 0,
  waiting: 0,
  imported: 0,
  duplicate: 0,
  held: 0,
  refused: 0,
  failed: 0,
  other: 0,
}

/** An empty folder is no failure: a script looks into it every hour. */
export async function runInbox(core: CoreCalls, inbox: string): Promise<Answer> {
  try {
    const { batchId } = await core.call('intake.start', { paths: [inbox] })
    return intakeAnswer(await core.call('intake.run', { batchId }))
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'intake.nothing') throw error
    return { result: { batchId: null, counts: none, files: [] }, say: '文件夹里没有文件。', exitCode: exitCodes.done }
  }
}

function intakeAnswer(batch: IntakeBatch): Answer {
  const { imported, duplicate, held, refused, failed, other, waiting } = batch.counts
  const parts = [
    `收入 ${imported} 个`,
    ...(duplicate > 0 ? [`${duplicate} 个以前收过`] : []),
    ...(held > 0 ? [`${held} 个待人决定`] : []),
    ...(refused > 0 ? [`${refused} 个不合格没有收入`] : []),
    ...(failed > 0 ? [`${failed} 个读不出`] : []),
    ...(other > 0 ? [`${other} 个不是报送包`] : []),
    ...(waiting > 0 ? [`${waiting} 个还没有轮到`] : []),
  ]
  return { result: batch, say: `${parts.join('，')}。`, exitCode: exitOf(batch.counts) }
}

function exitOf({ held, refused, failed, waiting }: BatchCounts): number {
  if (refused > 0) return exitCodes.refused
  if (held > 0) return exitCodes.held
  if (failed > 0) return exitCodes.file
  return waiting > 0 ? exitCodes.cancelled : exitCodes.done
}
