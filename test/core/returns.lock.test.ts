import { describe, expect, it } from 'vitest'
import { openFields } from '../../electron/core/records/return-lock.ts'
import { fieldDefinition } from '../../shared/form/definition.ts'

const text = (id: string) => ({ id, kind: 'text', multiline: false, label: id, required: false, personal: false })
const number = (id: string) => ({ id, kind: 'integer', label: id, required: false, personal: false })
const fields = [
  text('name'),
  text('why'),
  number('men'),
  number('women'),
  { ...text('reason'), requiredWhen: { filled: 'why' } },
  { ...text('witness'), requiredWhen: { filled: 'reason' } },
  {
    id: 'total',
    kind: 'computed',
    label: 'total',
    required: false,
    personal: false,
    places: 0,
    expression: { sum: [{ field: 'men' }, { field: 'women' }] },
  },
  { id: 'head', kind: 'fixed', label: 'head', required: false, personal: false, text: '江苏省' },
].map((one) => fieldDefinition.parse(one))
const open = (named: (string | null)[], unlocked_at: string | null = null) => {
  const found = openFields({ fields }, { fields_json: JSON.stringify(named), unlocked_at })
  return found && [...found]
}

describe('fields that a return leaves open', () => {
  it('are those that it names, with what must be filled in because of them', () => {
    expect(open(['name'])).toEqual(['name'])
    expect(open(['why'])).toEqual(['why', 'reason', 'witness'])
  })
  it('are the numbers of a sum when the sum is returned', () => {
    expect(open(['total'])).toEqual(['total', 'men', 'women'])
  })
  it('are all of them: as a whole, for a field that the form has not, for printed words, once unlocked', () => {
    expect(open(['name', null])).toBeNull()
    expect(open([])).toBeNull()
    expect(open(['noSuchField'])).toBeNull()
    expect(open(['head'])).toBeNull()
    expect(open(['name'], '2022-05-12T00:00:00.000Z')).toBeNull()
  })
})
