import type { DragEvent } from 'react'

/** Asks for photos and scans; empty when the dialog was closed. */
export function pickScans(title = '选择盖章件的照片或扫描件'): Promise<string[]> {
  return window.kexie.pickFiles({
    title,
    filters: [{ name: '照片和扫描件', extensions: ['jpg', 'jpeg', 'png', 'pdf'] }],
    multiple: true,
  })
}

/** Empty where the runtime does not tell a dropped file's path: the dialog is the way then. */
export function droppedPaths(event: DragEvent): string[] {
  return [...event.dataTransfer.files].map((file) => window.kexie.pathOf?.(file) ?? '').filter((path) => path !== '')
}
