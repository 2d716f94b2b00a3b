/** The keys themselves, place by place; what is asked of them is in shortcuts.ts. */
export const shortcutPlaces = [
  '到处',
  '清单和格子表',
  '填报',
  '表格栏目（一行一行填）',
  '公文正文',
  '审核',
  '活动',
  '收表',
  '自建通知',
  '评审和视频',
  '使用手册',
] as const
export type ShortcutPlace = (typeof shortcutPlaces)[number]

/** `on`: `KeyboardEvent.key` of a named key, `code` of a letter, digit or sign. `shift: 'any'`: with it or without. */
export type Stroke = { on: string; ctrl?: true; alt?: true; shift?: true | 'any' }
export type Shortcut = {
  place: ShortcutPlace
  does: string
  strokes: readonly Stroke[]
  /** The files below renderer/ that listen. Empty: the menu of the window does (electron/main/menu.ts). */
  by: readonly string[]
}

const digits = (first: number, last: number): Stroke[] =>
  Array.from({ length: last - first + 1 }, (_, at) => ({ on: `Digit${first + at}` }))
const named = (...keys: string[]): Stroke[] => keys.map((on) => ({ on }))
const ctrl = (...keys: string[]): Stroke[] => keys.map((on) => ({ on, ctrl: true }))
const alt = (...keys: string[]): Stroke[] => keys.map((on) => ({ on, alt: true }))

const lists = ['app/use-chosen.ts', 'ui/use-cells.ts', 'screens/activities/list/use-list-choice.ts']

const queue = ['screens/queue/use-queue-keys.ts']

export const shortcutTable = {
  help: { place: '到处', does: '这个画面怎么用', strokes: named('F1'), by: ['app/help/use-help-key.ts'] },
  sheet: {
    place: '到处',
    does: '这张快捷键表',
    strokes: [
      { on: 'Slash', ctrl: true },
      { on: 'Slash', shift: true },
    ],
    by: ['app/use-shortcut-sheet.ts'],
  },
  find: { place: '到处', does: '查找', strokes: ctrl('KeyK'), by: ['app/use-shortcuts.ts'] },
  screen: {
    place: '到处',
    does: '打开左边的栏目，从上往下数',
    strokes: [...digits(1, 9), ...digits(0, 0)].map((stroke) => ({ ...stroke, alt: true as const })),
    by: ['app/use-shortcuts.ts'],
  },
  region: {
    place: '到处',
    does: '换到下一块：栏目、顶栏、正文；加 Shift 往回',
    strokes: [{ on: 'F6', shift: 'any' }],
    by: ['app/use-shortcuts.ts'],
  },
  zoomIn: { place: '到处', does: '放大', strokes: ctrl('Plus'), by: [] },
  zoomOut: { place: '到处', does: '缩小', strokes: ctrl('Minus'), by: [] },
  zoomReset: { place: '到处', does: '还原大小', strokes: ctrl('Digit0'), by: [] },
  close: {
    place: '到处',
    does: '关上对话框、菜单或右边的详情',
    strokes: named('Escape'),
    by: [
      'ui/escape-key.ts',
      'ui/use-menu.ts',
      'screens/activities/NewActivity.tsx',
      'screens/settings/DevicesSection.tsx',
    ],
  },
  group: {
    place: '到处',
    does: '在一组按钮、页签、菜单里走',
    strokes: named('ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'),
    by: ['ui/use-roving.ts'],
  },

  walk: {
    place: '清单和格子表',
    does: '上下走；到头、到尾；翻一屏',
    strokes: named('ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'),
    by: [...lists, 'ui/VirtualRows.tsx'],
  },
  walkCells: {
    place: '清单和格子表',
    does: '在格子表里左右走',
    strokes: named('ArrowLeft', 'ArrowRight'),
    by: ['ui/use-cells.ts', 'screens/reviews/scores/ScoreGrid.tsx'],
  },
  corner: {
    place: '清单和格子表',
    does: '格子表的第一行、最后一行',
    strokes: ctrl('Home', 'End'),
    by: ['ui/use-cells.ts', 'screens/reviews/scores/ScoreGrid.tsx'],
  },
  open: {
    place: '清单和格子表',
    does: '打开',
    strokes: named('Enter'),
    by: [
      'ui/VirtualRows.tsx',
      'screens/records/RecordRows.tsx',
      'screens/videos/VideoRows.tsx',
      'screens/activities/list/ActivityRows.tsx',
      'screens/subordinates/matrix/MatrixGrid.tsx',
      'screens/rollup/RollupTable.tsx',
    ],
  },
  mark: { place: '清单和格子表', does: '选上、取消选上', strokes: named(' '), by: lists },
  markOn: {
    place: '清单和格子表',
    does: '连着选',
    strokes: [
      { on: 'ArrowUp', shift: true },
      { on: 'ArrowDown', shift: true },
    ],
    by: ['app/use-chosen.ts', 'screens/activities/list/use-list-choice.ts'],
  },
  markAll: { place: '清单和格子表', does: '全选', strokes: ctrl('KeyA'), by: lists },
  unmark: { place: '清单和格子表', does: '全不选', strokes: named('Escape'), by: lists },

  toOpenPoint: {
    place: '填报',
    does: '跳到第一处没填好的',
    strokes: alt('KeyJ'),
    by: ['screens/records/use-record-keys.ts'],
  },
  fromLastYear: {
    place: '填报',
    does: '把往年的写法填进光标所在的栏',
    strokes: alt('KeyY'),
    by: ['screens/records/earlier/use-earlier.ts'],
  },
  paper: {
    place: '填报',
    does: '展开或收起右边的纸样',
    strokes: ctrl('Backslash'),
    by: ['screens/records/use-record-keys.ts'],
  },
  print: {
    place: '填报',
    does: '定稿并打印',
    strokes: ctrl('KeyP'),
    by: ['screens/records/use-record-keys.ts'],
  },
  take: {
    place: '填报',
    does: '读回 Word、登记里的变化：采用这一处',
    strokes: named('Enter'),
    by: ['screens/records/word-back/use-decisions.ts', 'screens/records/register/OffersBar.tsx'],
  },
  leave: {
    place: '填报',
    does: '读回 Word、登记里的变化：不采用这一处',
    strokes: named('Delete'),
    by: ['screens/records/word-back/use-decisions.ts', 'screens/records/register/OffersBar.tsx'],
  },
  showCovered: {
    place: '填报',
    does: '看一眼遮住的号码（要写原因）',
    strokes: named('F2'),
    by: ['form/table/TableCell.tsx'],
  },

  nextRow: {
    place: '表格栏目（一行一行填）',
    does: '下一行；加 Shift 上一行',
    strokes: [{ on: 'Enter', shift: 'any' }],
    by: ['form/table/use-table-keys.ts'],
  },
  rowBelow: {
    place: '表格栏目（一行一行填）',
    does: '在下面插一行；加 Shift 在上面插',
    strokes: [{ on: 'Enter', ctrl: true, shift: 'any' }],
    by: ['form/table/use-table-keys.ts'],
  },
  rowCopy: {
    place: '表格栏目（一行一行填）',
    does: '照这一行再来一行',
    strokes: ctrl('KeyD'),
    by: ['form/table/use-table-keys.ts'],
  },
  rowMove: {
    place: '表格栏目（一行一行填）',
    does: '把这一行往上、往下移',
    strokes: alt('ArrowUp', 'ArrowDown'),
    by: ['form/table/use-table-keys.ts'],
  },
  rowDelete: {
    place: '表格栏目（一行一行填）',
    does: '删这一行',
    strokes: alt('Delete'),
    by: ['form/table/use-table-keys.ts'],
  },

  heading: {
    place: '公文正文',
    does: '把这一行定为一到四级标题；0 是正文',
    strokes: [...digits(1, 4), ...digits(0, 0)].map((stroke) => ({ ...stroke, ctrl: true as const })),
    by: ['form/official/use-official-text.ts'],
  },
  sectionMove: {
    place: '公文正文',
    does: '把这一节往上、往下移',
    strokes: alt('ArrowUp', 'ArrowDown'),
    by: ['form/official/use-official-text.ts'],
  },

  queueNext: { place: '审核', does: '下一份', strokes: named('KeyJ', 'ArrowDown'), by: queue },
  queueBack: { place: '审核', does: '上一份', strokes: named('KeyK', 'ArrowUp'), by: queue },
  queueAccept: { place: '审核', does: '采用', strokes: named('KeyA'), by: ['screens/queue/use-queue-keys.ts'] },
  queueReturn: { place: '审核', does: '退回', strokes: named('KeyR'), by: ['screens/queue/use-queue-keys.ts'] },
  queuePhrase: {
    place: '审核',
    does: '用第几句常用原因',
    strokes: digits(1, 9),
    by: ['screens/queue/use-queue-keys.ts', 'screens/queue/ReasonBox.tsx'],
  },
  queueUndo: {
    place: '审核',
    does: '撤销上一步',
    strokes: ctrl('KeyZ'),
    by: ['screens/queue/use-queue-keys.ts'],
  },

  undo: {
    place: '活动',
    does: '撤销',
    strokes: ctrl('KeyZ'),
    by: ['screens/activities/use-undo-keys.ts'],
  },
  redo: {
    place: '活动',
    does: '重做',
    strokes: [
      { on: 'KeyY', ctrl: true },
      { on: 'KeyZ', ctrl: true, shift: true },
    ],
    by: ['screens/activities/use-undo-keys.ts'],
  },
  day: {
    place: '活动',
    does: '日历：前后一天、一周；翻一个月',
    strokes: named('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'),
    by: ['screens/activities/calendar/CalendarPane.tsx'],
  },
  card: {
    place: '活动',
    does: '看板：把这张卡移到旁边的模块',
    strokes: alt('ArrowLeft', 'ArrowRight'),
    by: ['screens/activities/board/BoardCard.tsx'],
  },

  question: {
    place: '收表',
    does: '下一处待定；加 Shift 上一处',
    strokes: [
      { on: 'F8', shift: 'any' },
      { on: 'KeyN', shift: 'any' },
    ],
    by: ['screens/collect-tables/use-question-keys.ts'],
  },

  proposalTake: {
    place: '自建通知',
    does: '采用认出来的这一条',
    strokes: named('Enter'),
    by: ['screens/own-notice/ProposalList.tsx'],
  },
  proposalDrop: {
    place: '自建通知',
    does: '不用这一条',
    strokes: named('Delete'),
    by: ['screens/own-notice/ProposalList.tsx'],
  },
  proposalChange: {
    place: '自建通知',
    does: '改这一条',
    strokes: named('KeyE'),
    by: ['screens/own-notice/ProposalList.tsx'],
  },
  proposalAnswer: {
    place: '自建通知',
    does: '有疑问的，选第几个',
    strokes: digits(1, 3),
    by: ['screens/own-notice/ProposalList.tsx'],
  },
  fieldMove: {
    place: '自建通知',
    does: '改表：把这一栏往上、往下移',
    strokes: alt('ArrowUp', 'ArrowDown'),
    by: ['screens/own-notice/form/FieldRow.tsx'],
  },

  film: {
    place: '评审和视频',
    does: '评分表：看这件作品的片子',
    strokes: named('F2'),
    by: ['screens/reviews/scores/ScoreGrid.tsx'],
  },
  filmBack: {
    place: '评审和视频',
    does: '从片子回到评分表',
    strokes: named('Escape'),
    by: ['screens/reviews/scores/FilmPanel.tsx'],
  },
  tieMove: {
    place: '评审和视频',
    does: '并列的作品：往上、往下移',
    strokes: alt('ArrowUp', 'ArrowDown'),
    by: ['screens/reviews/results/TieDialog.tsx'],
  },
  sign: {
    place: '评审和视频',
    does: '参赛人：记下已签',
    strokes: named('Enter'),
    by: ['screens/videos/ConsentRows.tsx'],
  },
  signedPaper: {
    place: '评审和视频',
    does: '参赛人：看授权书纸面',
    strokes: [{ on: 'Enter', shift: true }],
    by: ['screens/videos/ConsentRows.tsx'],
  },

  manualFind: {
    place: '使用手册',
    does: '到查找框',
    strokes: ctrl('KeyF'),
    by: ['screens/manual/ManualScreen.tsx'],
  },
  manualBack: {
    place: '使用手册',
    does: '后退',
    strokes: alt('ArrowLeft'),
    by: ['screens/manual/ManualScreen.tsx'],
  },
  manualForward: {
    place: '使用手册',
    does: '前进',
    strokes: alt('ArrowRight'),
    by: ['screens/manual/ManualScreen.tsx'],
  },
  manualFirst: {
    place: '使用手册',
    does: '在查找框里：打开找到的第一处',
    strokes: named('Enter'),
    by: ['screens/manual/ManualScreen.tsx'],
  },
  manualClear: {
    place: '使用手册',
    does: '在查找框里：清空，回到目录',
    strokes: named('Escape'),
    by: ['screens/manual/ManualScreen.tsx'],
  },
} satisfies Record<string, Shortcut>
