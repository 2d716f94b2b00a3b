/** People that came again for a letter that is here: nobody goes, and a signed row stays as it was signed. */
import { describe, expect, it } from 'vitest'
import { mergePeople } from '../../electron/core/collection/merge-people.ts'
import type { TableRow } from '../../shared/form/definition.ts'

const jia = { name: '示例甲', identityNumber: '320999198808080018', guardian: '' }
const yi = { name: '示例乙', identityNumber: '' }

describe('mergePeople', () => {
  it('keeps whoever is not named, adds whoever is new, fills gaps', () => {
    const came: TableRow[] = [{ name: '示 例 乙', identityNumber: '32099920081111002X' }, { name: '示例丙' }]
    expect(mergePeople([jia, yi], came, new Set())).toEqual([
      jia,
      { name: '示例乙', identityNumber: '32099920081111002X' },
      { name: '示例丙' },
    ])
  })
  it('does not touch what a signature hangs on, and fills the rest', () => {
    const came = [{ ...yi, identityNumber: '32099920081111002X', guardian: '示例丁', phone: '13800000000' }]
    expect(mergePeople([{}, jia, yi], came, new Set([2]))).toEqual([jia, { ...yi, phone: '13800000000' }])
  })
  it('does not overwrite what is written', () => {
    const known = { ...jia, phone: '13800000000' }
    expect(mergePeople([known], [{ ...jia, phone: '13900000000' }], new Set())).toEqual([known])
  })
  it('takes another number for another person of the same name, once each', () => {
    const other = { name: '示例甲', identityNumber: '320999199009090026' }
    expect(mergePeople([jia], [jia, other], new Set([1]))).toEqual([jia, other])
    expect(mergePeople([jia, other], [{ name: '示例甲' }, { name: '示例甲' }], new Set())).toEqual([jia, other])
    expect(mergePeople([yi], [{ name: '示例乙' }, { name: '示例乙' }], new Set())).toEqual([yi, { name: '示例乙' }])
  })
})
