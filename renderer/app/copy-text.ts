import { announce } from './announce.ts'

/** Copies by the page's own means: no permission is asked for, and none is ever given. False when it did not work. */
export function toClipboard(text: string): boolean {
  const area = document.createElement('textarea')
  area.value = text
  area.setAttribute('readonly', '')
  area.style.position = 'fixed'
  area.style.opacity = '0'
  document.body.append(area)
  const before = document.activeElement
  area.select()
  const copied = document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus()
  return copied
}

export function copyText(text: string, what: string): void {
  const copied = toClipboard(text)
  announce(copied ? `${what}已复制，可以粘贴到邮件或微信里。` : `${what}没有复制上，请选中文字后按 Ctrl+C。`)
}
