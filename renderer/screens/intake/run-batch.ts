/** A batch is taken in as a task: it goes on while the clerk works elsewhere, and the top bar tells its end. */
import type { IntakeBatch } from '../../../shared/api/intake.ts'
import { call, problemOf } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { withKeys } from '../../app/keys/protect.ts'
import { navigate, useRoute } from '../../app/route.ts'
import { type PageTask, runTask, showTasks, useTasks } from '../../app/tasks.ts'
import { batchEnding } from '../../text/intake.ts'

const taskTitle = (title: string) => `收报：${title}`

/** The task of this page that takes the batch in; null when it does not run here. */
export function useRunOf(batch: { title: string } | null): PageTask | null {
  return useTasks(
    (held) =>
      held.tasks.find((task) => task.state === 'running' && batch !== null && task.title === taskTitle(batch.title)) ??
      null,
  )
}

/** Until every file had its turn or it is paused. Rejects with what went wrong; the batch is paused then. */
export async function runBatch({ batchId, title }: { batchId: string; title: string }): Promise<void> {
  try {
    await withKeys('收报', async () => {
      const run = runTask({
        title: taskTitle(title),
        method: 'intake.run',
        input: { batchId },
        ending: (batch) => ({ sentence: batchEnding(batch), next: null }),
      })
      // The screen itself shows how far it has come; on others the top bar does.
      showTasks(false)
      tellEnd(await run)
    })
  } catch (thrown) {
    // Stopped by hand, from the list of tasks: the batch says that it is paused.
    if (problemOf(thrown).code !== 'cancelled') throw thrown
  }
}

function tellEnd(batch: IntakeBatch): void {
  if (useRoute.getState().route.screen === 'intake') return
  announce(`收报：${batchEnding(batch)}`, {
    label: '去看',
    run: () => void navigate({ screen: 'intake', batchId: batch.batchId }),
  })
}

/** Lists what was dropped or chosen and shows it. */
export async function startBatch(paths: readonly string[]): Promise<IntakeBatch> {
  const batch = await call('intake.start', { paths: [...paths] })
  // Whoever went on to another screen meanwhile is left there.
  if (useRoute.getState().route.screen === 'intake') await navigate({ screen: 'intake', batchId: batch.batchId })
  return batch
}
