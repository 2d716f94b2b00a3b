/**
 * A program of its own for the benchmark of letters: the real printing window on one side, on the other a bare window that
 * prints the same pages as a finished HTML file. Usage: electron FOLDER JOBS.json
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { app, BrowserWindow, session } from 'electron'
import { guardContents, guardedPreferences, guardSession, partition } from '../../electron/main/guards.ts'
import { closePrinting, renderPdf } from '../../electron/main/print.ts'
import { declareScheme, serveScheme } from '../../electron/main/scheme.ts'
import { alternate } from './measure.ts'

const jobsFile = process.argv.find((word) => word.endsWith('jobs.json')) ?? ''
const folder = path.dirname(jobsFile)
const { documents, rounds, out } = JSON.parse(readFileSync(jobsFile, 'utf8')) as {
  documents: unknown[]
  rounds: number
  out: string
}

app.setPath('userData', path.join(folder, 'profile'))
declareScheme()
guardContents()
// The program ends when it has measured, not between two windows.
app.on('window-all-closed', () => undefined)

/** What the printing window shows, with its style rules, as one file. */
async function pageOf(): Promise<string> {
  const { preload: _none, ...webPreferences } = guardedPreferences
  const window = new BrowserWindow({ show: false, webPreferences })
  await window.loadURL('kexie://app/print.html')
  await window.webContents.executeJavaScript(`window.renderDocuments(${JSON.stringify(documents)}, '')`)
  const html = (await window.webContents.executeJavaScript(`
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>' +
    [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join('\\n') +
    '</style><body>' + document.getElementById('root').outerHTML + '</body></html>'`)) as string
  window.destroy()
  return html
}

const ms = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now()
  await work()
  return performance.now() - from
}

void app.whenReady().then(async () => {
  const own = session.fromPartition(partition)
  guardSession(own)
  serveScheme(own, () => Promise.reject(new Error('no pictures')))
  try {
    const html = await pageOf()
    const bare = session.fromPartition('bare')
    bare.protocol.handle('kexie', (request) => {
      const { host, pathname } = new URL(request.url)
      if (host === 'app') return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } })
      const bytes = readFileSync(path.join(folder, 'resources/fonts', path.basename(pathname)))
      return new Response(new Uint8Array(bytes), { headers: { 'access-control-allow-origin': '*' } })
    })
    const window = new BrowserWindow({ show: false, webPreferences: { session: bare, backgroundThrottling: false } })
    let pdf: Uint8Array = new Uint8Array()
    let barePdf: Uint8Array = new Uint8Array()
    const figures = await alternate(
      rounds,
      () =>
        ms(async () => {
          pdf = await renderPdf({ documents })
        }),
      () =>
        ms(async () => {
          await window.loadURL('kexie://app/bare.html')
          await window.webContents.executeJavaScript('document.fonts.ready.then(() => null)')
          barePdf = await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true })
        }),
    )
    writeFileSync(`${out}.pdf`, pdf)
    writeFileSync(`${out}-bare.pdf`, barePdf)
    writeFileSync(out, JSON.stringify({ ...figures, bytes: pdf.length, bareBytes: barePdf.length }))
  } catch (error) {
    console.error(error)
    process.exitCode = 1
  }
  closePrinting()
  app.exit(Number(process.exitCode ?? 0))
})
