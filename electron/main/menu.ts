import { app, Menu, type MenuItemConstructorOptions, shell } from 'electron'
import type { MenuCommand } from '../../shared/api/bridge.ts'
import { nextZoom, smallestZoom, type ToneChoice } from '../../shared/domain/appearance.ts'
import { appearance, chooseAppearance } from './appearance.ts'

const toneLabels: readonly (readonly [ToneChoice, string])[] = [
  ['system', '跟随系统'],
  ['light', '浅色'],
  ['dark', '深色'],
  ['light-contrast', '高对比（浅色）'],
  ['dark-contrast', '高对比（深色）'],
]

const zoomBy = (by: 1 | -1) => () => void chooseAppearance({ zoom: nextZoom(appearance().zoom, by) })

export function setMenu({ dataDir, send }: { dataDir: () => string; send: (command: MenuCommand) => void }): void {
  const command = (label: string, name: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: () => send(name),
  })
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  const template: MenuItemConstructorOptions[] = [
    {
      label: '文件(&F)',
      submenu: [
        command('打印…', 'print', 'CmdOrCtrl+P'),
        separator,
        { label: '打开数据文件夹', click: () => void shell.openPath(dataDir()) },
        command('设置', 'settings'),
        separator,
        { label: '退出', role: 'quit' },
      ],
    },
    {
      label: '编辑(&E)',
      submenu: [
        { label: '撤销', role: 'undo' },
        { label: '重做', role: 'redo' },
        separator,
        { label: '剪切', role: 'cut' },
        { label: '复制', role: 'copy' },
        { label: '粘贴', role: 'paste' },
        { label: '全选', role: 'selectAll' },
        separator,
        command('查找', 'search', 'CmdOrCtrl+K'),
      ],
    },
    {
      label: '视图(&V)',
      submenu: [
        { id: 'zoom-in', label: '放大', accelerator: 'CmdOrCtrl+Plus', click: zoomBy(1) },
        // The same key without Shift, and the one of the number pad.
        { label: '放大', accelerator: 'CmdOrCtrl+=', click: zoomBy(1), visible: false },
        { label: '放大', accelerator: 'CmdOrCtrl+numadd', click: zoomBy(1), visible: false },
        { label: '缩小', accelerator: 'CmdOrCtrl+-', click: zoomBy(-1) },
        { label: '缩小', accelerator: 'CmdOrCtrl+numsub', click: zoomBy(-1), visible: false },
        { label: '实际大小', accelerator: 'CmdOrCtrl+0', click: () => void chooseAppearance({ zoom: smallestZoom }) },
        separator,
        {
          label: '外观',
          submenu: toneLabels.map(([tone, label]) => ({
            id: `tone-${tone}`,
            label,
            type: 'radio',
            checked: appearance().tone === tone,
            click: () => void chooseAppearance({ tone }),
          })),
        },
        separator,
        { label: '全屏', role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ label: '开发者工具', role: 'toggleDevTools' } as MenuItemConstructorOptions]),
      ],
    },
    {
      label: '帮助(&H)',
      submenu: [
        // The page listens for F1 itself, in every window: here it is only named.
        { ...command('这个画面怎么用', 'help', 'F1'), registerAccelerator: false },
        command('使用手册', 'manual'),
        { ...command('快捷键', 'shortcuts', 'CmdOrCtrl+/'), registerAccelerator: false },
        command('更新说明', 'changelog'),
        separator,
        { label: '关于科协报送台', role: 'about' },
      ],
    },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
