import type { Handover, HandoverItem } from '../../shared/api/handovers.ts'
import type { Worded } from './packages.ts'

export const handoverStates: Readonly<Record<Handover['state'], Worded>> = {
  written: { word: '已写出，还没交', tone: 'wait' },
  given: { word: '已交出', tone: 'wait' },
  confirmed: { word: '电话确认收到', tone: 'good' },
  returned: { word: '退回', tone: 'wait' },
  withdrawn: { word: '已作废', tone: 'none' },
}

export const handoverItemStates: Readonly<Record<HandoverItem['state'], Worded>> = {
  ready: { word: '可以报送', tone: 'good' },
  unfrozen: { word: '写出时定稿', tone: 'work' },
  blocked: { word: '还不能报送', tone: 'wait' },
  missing: { word: '还没有', tone: 'none' },
  'by-hand': { word: '自行准备', tone: 'none' },
  received: { word: '对方已收', tone: 'good' },
}
