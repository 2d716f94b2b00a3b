/**
 * A program of its own for the tests of paper: the real printing window, the real scheme and the real pages, without a
 * store. Usage: electron FOLDER JOBS.json, where JOBS.json is a list of `{ document, out }`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { app, session } from 'electron'
import { guardContents, guardSession, partition } from '../../electron/main/guards.ts'
import { closePrinting, renderPdf } from '../../electron/main/print.ts'
import { declareScheme, serveScheme } from '../../electron/main/scheme.ts'

type Job = { document: unknown; out: string }
const jobsFile = process.argv.find((word) => word.endsWith('jobs.json')) ?? ''
const { jobs, pictures } = JSON.parse(readFileSync(jobsFile, 'utf8')) as {
  jobs: Job[]
  pictures: Record<string, string>
}

app.setPath('userData', path.join(path.dirname(jobsFile), 'profile'))
declareScheme()
guardContents()
void app.whenReady().then(async () => {
  const own = session.fromPartition(partition)
  guardSession(own)
  serveScheme(own, async (digest) => {
    const file = pictures[digest]
    if (!file) throw new Error('unknown picture')
    return { bytes: new Uint8Array(readFileSync(file)), mime: file.endsWith('.png') ? 'image/png' : 'image/jpeg' }
  })
  try {
    for (const job of jobs) writeFileSync(job.out, await renderPdf(job.document))
  } catch (error) {
    console.error(error)
    process.exitCode = 1
  }
  closePrinting()
  app.exit(Number(process.exitCode ?? 0))
})
