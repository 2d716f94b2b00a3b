import { app, Menu, type MenuItemConstructorOptions, shell } from 'electron'
import type { MenuCommand } from '../../shared/api/bridge.ts'

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
        { label: '放大', role: 'zoomIn' },
        { label: '缩小', role: 'zoomOut' },
        { label: '实际大小', role: 'resetZoom' },
        separator,
        { label: '全屏', role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ label: '开发者工具', role: 'toggleDevTools' } as MenuItemConstructorOptions]),
      ],
    },
    { label: '帮助(&H)', submenu: [{ label: '关于科协报送台', role: 'about' }] },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
