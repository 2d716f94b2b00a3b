import type { DeviceRequest } from '../../../shared/api/devices.ts'
import { call } from '../../api.ts'
import { asFileName } from '../../text/file-names.ts'

/** Writes the 加机申请 where the person wants it. Null: the dialog was closed. */
export async function writeRequest(name: string): Promise<DeviceRequest | null> {
  const out = await window.kexie.saveAs({
    title: '写出加机申请',
    defaultName: `加机申请-${asFileName(name)}.json`,
    filters: [{ name: '加机申请', extensions: ['json'] }],
  })
  return out === null ? null : call('devices.request', { name, out })
}
