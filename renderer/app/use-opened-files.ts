/**
 * Files that the clerk opened with the program (a double click, a drop on its icon): the desk that takes packages in
 * looks at them at once. While the desk is locked, has no office yet or shows 示例单位, they wait in main.
 */
import { useEffect } from 'react'
import { announce } from './announce.ts'
import { useIsExample, useUpstreamDesk } from './app-state.ts'
import { navigate } from './route.ts'

async function takeOpened(upstreamDesk: boolean): Promise<void> {
  const paths = await window.kexie.openedFiles()
  if (paths.length === 0) return
  if (upstreamDesk) {
    const { runBatch, startBatch } = await import('../screens/intake/run-batch.ts')
    await navigate({ screen: 'intake', batchId: null })
    const batch = await startBatch(paths)
    if (batch.counts.waiting > 0) await runBatch(batch)
  } else {
    const { verifyFiles } = await import('../screens/inbox/arrivals.ts')
    await navigate({ screen: 'inbox', packageId: null })
    await verifyFiles(paths)
  }
}

export function useOpenedFiles(): void {
  const upstreamDesk = useUpstreamDesk()
  const isExample = useIsExample()
  useEffect(() => {
    if (isExample) {
      return window.kexie.onFilesOpened(() => announce('打开的文件先放着：关掉示例单位，回到本单位再收。'))
    }
    const take = () => void takeOpened(upstreamDesk).catch(() => announce('打开的文件没有收进来，请到收件处再选一次。'))
    take()
    return window.kexie.onFilesOpened(take)
  }, [upstreamDesk, isExample])
}
