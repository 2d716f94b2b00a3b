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

/** What is said under a record with nothing left to correct. */
export const settledTexts: Readonly<Record<RecordState, string>> = {
  'not-started': '都填好了，可以定稿',
  draft: '都填好了，可以定稿',
  'to-stamp': '已定稿：打印、盖章以后，点“标记已盖章”',
  'to-send': '可以报送了',
  sent: '已写出，等上级回音',
  received: '上级已收',
  accepted: '上级已采用',
  returned: '改好退回的栏目，再定稿、报送',
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
