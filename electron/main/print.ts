/** Paper and PDF: one hidden, sandboxed window of our own pages draws a document; Chromium prints what stands there. */
import { app, BrowserWindow, ipcMain } from 'electron'
import type { PrintAnswer } from '../../shared/api/bridge.ts'
import type { PrintWish } from '../../shared/api/print-wish.ts'
import type { PrintDocument } from '../../shared/form/print-document.ts'
import { Problem } from '../../shared/problems.ts'
import { guardedPreferences, isOwnFrame } from './guards.ts'
import { describePdf } from './pdf-info.ts'

/** Loading fonts and thirty large photographs takes seconds on an old machine, never this long. */
const limitMs = 60_000

/** Each further document of one job. */
const limitEachMs = 1_000

/** Each piece of a document: the whole manual has thousands. */
const limitEachBlockMs = 40

function limitOf(documents: readonly PrintDocument[]): number {
  const blocks = documents.reduce((sum, document) => sum + document.blocks.length, 0)
  return limitMs + limitEachMs * documents.length + limitEachBlockMs * blocks
}

type PrintMethod =
  | 'authorizations.printDocuments'
  | 'custody.printDocument'
  | 'deeds.printDocument'
  | 'manual.printDocument'
  | 'papers.printDocument'
  | 'personal.purgeDocument'
  | 'records.printDocument'
  | 'register.originDocument'
  | 'reviews.printDocuments'
  | 'rollups.printDocument'
  | 'rosters.printDocument'
  | 'sent.printDocument'
  | 'tables.correctionDocument'
  | 'year.printDocument'
/** What names the documents decides who makes them. */
function askFor(input: PrintWish): [PrintMethod, unknown] {
  if ('letters' in input) return ['authorizations.printDocuments', { order: input.letters, masked: input.masked }]
  if ('review' in input) return ['reviews.printDocuments', { order: input.review }]
  if ('origin' in input) return ['register.originDocument', input.origin]
  if ('correction' in input) return ['tables.correctionDocument', input.correction]
  if ('yearPage' in input) return ['year.printDocument', input.yearPage]
  if ('rosterSheet' in input) return ['rosters.printDocument', input.rosterSheet]
  if ('rollup' in input) return ['rollups.printDocument', input.rollup]
  if ('manual' in input) return ['manual.printDocument', input.manual]
  if ('deeds' in input) return ['deeds.printDocument', input.deeds]
  if ('custody' in input) return ['custody.printDocument', input.custody]
  if ('purgeId' in input) return ['personal.purgeDocument', input]
  if ('recordId' in input) return ['records.printDocument', input]
  return ['order' in input ? 'papers.printDocument' : 'sent.printDocument', input]
}
const printedOf = (wish: PrintWish, documents: readonly PrintDocument[]) => ({
  formName: documents[0]?.formName ?? '',
  documents: documents.length,
  recordId: 'recordId' in wish ? wish.recordId : null,
  revision: 'recordId' in wish ? wish.revision : null,
})

type PrintOutcome = 'printed' | 'cancelled'
interface Printer {
  /** Bytes of an A4 PDF with embedded fonts, one document after the other. Rejects with `print.failed`. */
  renderPdf(documents: readonly PrintDocument[]): Promise<Uint8Array>
  /** The system's print dialog. Rejects with `print.failed`; a closed dialog is an outcome, not a failure. */
  printDialog(documents: readonly PrintDocument[]): Promise<PrintOutcome>
  owns(window: BrowserWindow): boolean
  /** Printers that the system knows. */
  countPrinters(): Promise<number>
  close(): void
}

/** Name of the PDF and of the job in the printer's list. */
function titleOf(documents: readonly PrintDocument[]): string {
  const [first] = documents
  if (!first) return ''
  return `${first.formName} · ${first.officeName}${documents.length > 1 ? ` · ${documents.length} 份` : ''}`
}

const failed = (reason: string) => new Problem('print.failed', { reason })

function makePrinter(): Printer {
  let window: BrowserWindow | null = null
  /** One document at a time: the window holds one. */
  let line: Promise<unknown> = Promise.resolve()

  async function open(): Promise<BrowserWindow> {
    if (window && !window.isDestroyed() && !window.webContents.isCrashed()) return window
    window?.destroy()
    const { preload: _none, ...preferences } = guardedPreferences
    const opened = new BrowserWindow({
      show: false,
      skipTaskbar: true,
      width: 900,
      height: 1200,
      // No preload: this page calls nobody.
      webPreferences: { ...preferences, backgroundThrottling: false },
    })
    window = opened
    opened.once('closed', () => {
      if (window === opened) window = null
    })
    await opened.loadURL('kexie://paper/print.html')
    return opened
  }

  async function place(target: BrowserWindow, documents: readonly PrintDocument[]): Promise<void> {
    // The documents are data inside a call of our own page's function; JSON is a subset of the language.
    const source = `window.renderDocuments(${JSON.stringify(documents)}, ${JSON.stringify(titleOf(documents))})`
    const placed = (await target.webContents.executeJavaScript(source)) as { pages: number; missingPictures: string[] }
    if (placed.missingPictures.length > 0) throw failed(`有 ${placed.missingPictures.length} 张图片读不出来`)
    if (placed.pages < 1) throw failed('没有可打印的页')
  }

  function inLine<T>(work: (target: BrowserWindow) => Promise<T>, limit: number | null): Promise<T> {
    const run = async (): Promise<T> => {
      let timer: NodeJS.Timeout | undefined
      try {
        const target = await open()
        const late = new Promise<never>((_resolve, reject) => {
          if (limit !== null) timer = setTimeout(() => reject(failed('排版超过了时间限制')), limit)
          target.webContents.once('render-process-gone', () => reject(failed('打印窗口意外关闭')))
        })
        const value = await Promise.race([work(target), late])
        await target.webContents.executeJavaScript('window.clearDocument()').catch(() => undefined)
        return value
      } catch (error) {
        // A window in an unknown state is not used again.
        window?.destroy()
        window = null
        throw error instanceof Problem ? error : failed(error instanceof Error ? error.message : String(error))
      } finally {
        clearTimeout(timer)
      }
    }
    const result = line.then(run, run)
    line = result.catch(() => undefined)
    return result
  }

  return {
    renderPdf: (documents) =>
      inLine(async (target) => {
        await place(target, documents)
        const bytes = await target.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true })
        return new Uint8Array(describePdf(bytes, titleOf(documents)))
      }, limitOf(documents)),

    printDialog: (documents) =>
      // No limit: the dialog stays open for as long as the person looks at it.
      inLine(async (target) => {
        await place(target, documents)
        return new Promise<PrintOutcome>((resolve, reject) => {
          const options = {
            silent: false,
            printBackground: true,
            pageSize: 'A4',
            margins: { marginType: 'none' },
          } as const
          target.webContents.print(options, (done, reason) => {
            if (done) resolve('printed')
            else if (/cancel/i.test(reason)) resolve('cancelled')
            else reject(failed(reason || '打印机没有接受'))
          })
        })
      }, null),

    owns: (other) => other === window,

    countPrinters: () => inLine(async (target) => (await target.webContents.getPrintersAsync()).length, limitMs),

    close() {
      window?.destroy()
      window = null
    },
  }
}

const printer = makePrinter()

/** Answers the core's `print.render`: the input is a PrintDocument, alone or as `{ document }`, or `{ documents }`. */
export function renderPdf(input: unknown): Promise<Uint8Array> {
  const { document, documents } = input as { document?: PrintDocument; documents?: PrintDocument[] }
  return printer.renderPdf(documents ?? [document ?? (input as PrintDocument)])
}

export const countPrinters = (): Promise<number> => printer.countPrinters()

export function closePrinting(): void {
  printer.close()
}

/**
 * Takes the page's wish to print a revision, what was sent for a notice, a paper that goes with records, letters to be
 * signed, papers of a review, or the record of a purge.
 * @param call asks the core for the print data, and tells it what was printed: a page names a record, notice or paper, it
 * never brings its own text
 */
export function registerPrinting(
  call: (method: PrintMethod | 'papers.printed', input: unknown) => Promise<unknown>,
): void {
  ipcMain.handle('print.dialog', async (event, input: unknown): Promise<PrintAnswer> => {
    if (!isOwnFrame(event.senderFrame)) throw new Error('refused')
    // Its schema takes long to make, and a start prints nothing.
    const { printWish } = await import('../../shared/api/print-wish.ts')
    const parsed = printWish.safeParse(input)
    if (!parsed.success) throw new Error('refused')
    try {
      const answer = (await call(...askFor(parsed.data))) as PrintDocument | PrintDocument[]
      const documents = Array.isArray(answer) ? answer : [answer]
      const outcome = await printer.printDialog(documents)
      // The paper is out: a log that cannot be written is no reason to say that it is not.
      if (outcome === 'printed') await call('papers.printed', printedOf(parsed.data, documents)).catch(() => undefined)
      return { outcome }
    } catch (error) {
      const problem = error instanceof Problem ? error : failed(error instanceof Error ? error.message : String(error))
      return { problem: problem.toData() }
    }
  })
  // The hidden window must not keep the program alive when the last one that a person sees has gone.
  app.on('browser-window-created', (_event, created) => {
    created.once('closed', () => {
      if (BrowserWindow.getAllWindows().every((window) => printer.owns(window))) printer.close()
    })
  })
}
