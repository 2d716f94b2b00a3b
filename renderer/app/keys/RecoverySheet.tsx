import { createPortal } from 'react-dom'
import { dayText } from '../../text/dates.ts'
import { useAppState, useNow } from '../app-state.ts'

/** The sheet that goes into the cabinet; on paper only. */
export function RecoverySheet({ code }: { code: string }) {
  const office = useAppState((held) => held.state?.office)
  const now = useNow()
  return createPortal(
    <div className="print-sheet recovery-sheet">
      <h1>恢复码保管单</h1>
      <p>单位：{office?.name}</p>
      <p>程序：科协报送台</p>
      <p>日期：{dayText(new Date(now).toISOString(), 0)}</p>
      <div className="recovery-sheet-code">{code}</div>
      <p>用途：忘记口令时，在打开程序的页面选择“用恢复码打开”，照此输入。</p>
      <p>保管：盖章后由专人锁存。任何人拿到它都能打开本单位的数据，请勿拍照、请勿外传。</p>
      <p className="recovery-sheet-sign">保管人（签字）：　　　　　　　　　　单位（盖章）：</p>
    </div>,
    document.body,
  )
}
