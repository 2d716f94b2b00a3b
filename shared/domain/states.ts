/** States of a deliverable or record, the same on every screen, in this order. */
export const recordStates = [
  'not-started',
  'draft',
  'to-stamp',
  'to-send',
  'sent',
  'received',
  'accepted',
  'returned',
] as const
export type RecordState = (typeof recordStates)[number]

export const stateNames: Readonly<Record<RecordState, string>> = {
  'not-started': '未开始',
  draft: '填写中',
  'to-stamp': '待盖章',
  'to-send': '待报送',
  sent: '已写出',
  received: '已收',
  accepted: '已采用',
  returned: '退回',
}
