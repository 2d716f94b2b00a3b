/** Into 示例单位 and out of it: main puts the window on the other store and loads the page anew. */
import type { ExampleStep } from '../../../shared/api/example.ts'
import { call } from '../../api.ts'
import { navigate, useRoute } from '../route.ts'

const stepWords: Readonly<Record<ExampleStep, string>> = {
  offices: '正在建立示例县、示例市两个单位…',
  notice: '正在放入示例通知，互相核对名片…',
  sent: '正在填写材料，报给示例市…',
  returned: '示例市正在收件、退回、写回执…',
  'at-work': '正在放入照片、视频和没写完的表…',
  township: '正在收一份乡镇报来的材料…',
  place: '马上就好…',
}

export const stepText = (phase: string): string => stepWords[phase as ExampleStep] ?? '正在准备示例单位…'

/** Rejects with a `Problem`: `cancelled`, a full disk. On success this page is on its way out. */
export async function openExample(onWords: (words: string) => void, signal: AbortSignal): Promise<void> {
  onWords('正在准备示例单位…')
  await call('example.prepare', {}, { signal, onProgress: ({ phase }) => onWords(stepText(phase)) })
  onWords('正在打开…')
  await window.kexie.switchStore('example')
}

/** What is being typed is saved first; false when the form said no. */
export async function leaveExample(to: 'own' | 'discard'): Promise<boolean> {
  // Thrown away is thrown away: nothing is saved for it.
  if (to === 'own') {
    await navigate({ screen: 'desk' })
    if (useRoute.getState().route.screen !== 'desk' && window.location.hash !== '#/desk') return false
  }
  await window.kexie.switchStore(to)
  return true
}
