import type { RecordState } from '../../shared/domain/states.ts'

/** Tone of a state; icon and word go with it on every screen. */
export const stateTones: Readonly<Record<RecordState, 'none' | 'work' | 'wait' | 'good' | 'stamp'>> = {
  'not-started': 'none',
  draft: 'work',
  'to-stamp': 'stamp',
  'to-send': 'work',
  sent: 'wait',
  received: 'good',
  accepted: 'good',
  returned: 'wait',
}

/** The one next step of a record in each state, as the word on its button. */
export const nextStepNames: Readonly<Record<RecordState, string>> = {
  'not-started': '填写',
  draft: '继续填写',
  'to-stamp': '打印盖章',
  'to-send': '报送',
  sent: '查看',
  received: '查看',
  accepted: '查看',
  returned: '修改重报',
}
