/** Ways into 自建通知 that several screens share: the first start, 通知与任务, a dropped file. */
import type { DragEvent } from 'react'
import type { MethodInput } from '../../shared/api/contract.ts'
import { call } from '../api.ts'
import { navigate } from './route.ts'

export const receivedFilter = {
  name: '通知（PDF、Word、文本、照片）',
  extensions: ['pdf', 'docx', 'txt', 'jpg', 'jpeg', 'png', 'doc', 'wps'],
}

/** Makes the draft and stands the clerk in it. Rejects with the Problem. */
export async function startOwnNotice(
  from: MethodInput<'ownNotices.start'>['from'],
  signal?: AbortSignal,
): Promise<void> {
  const { noticeId } = await call('ownNotices.start', { from }, signal ? { signal } : {})
  await navigate({ screen: 'own-notice', noticeId })
}

/** Null when the dialog was closed. */
export async function pickReceived(): Promise<string | null> {
  const [path] = await window.kexie.pickFiles({ title: '选择收到的通知', filters: [receivedFilter] })
  return path ?? null
}

/** Older runtimes put the path on the file itself. */
function pathOf(file: File): string {
  const told = window.kexie.pathOf?.(file) ?? ''
  if (told !== '') return told
  return 'path' in file && typeof file.path === 'string' ? file.path : ''
}

/** Properties for a place that takes a dropped file; `onPath` gets the first one's path. */
export function fileDrop(onPath: (path: string) => void): {
  onDragOver: (event: DragEvent) => void
  onDrop: (event: DragEvent) => void
} {
  return {
    onDragOver: (event) => {
      if (event.dataTransfer.types.includes('Files')) event.preventDefault()
    },
    onDrop: (event) => {
      const [file] = event.dataTransfer.files
      if (!file) return
      event.preventDefault()
      const path = pathOf(file)
      if (path !== '') onPath(path)
    },
  }
}
