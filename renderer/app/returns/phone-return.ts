/** A return that came by telephone: entered, told, and taken back while the line with 撤销 stands. */
import type { MethodInput } from '../../../shared/api/contract.ts'
import { call, problemOf } from '../../api.ts'
import { problemTexts } from '../../text/problem.ts'
import { announce } from '../announce.ts'

export type EnterReturn = MethodInput<'records.returnedByPhone'>

/** @param changed when it was entered, and when it was taken back */
export async function enterPhoneReturn(order: EnterReturn, changed: () => void): Promise<void> {
  const { returnId } = await call('records.returnedByPhone', order)
  announce('已登记：电话退回。改好后请再报送一次。', {
    label: '撤销',
    run: () =>
      void call('records.undoReturn', { returnId }).then(changed, (thrown: unknown) =>
        announce(problemTexts(problemOf(thrown)).what),
      ),
  })
  changed()
}
