/** Opens Word documents in LibreOffice as another office would, and lets it save them in other formats. */
import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { outApp } from '../../build/paths.mjs'

const run = promisify(execFile)

/** The faces of the paper are not free: the same stand-ins as on the printed page, so that both break lines alike. */
const standIns: Readonly<Record<string, { family: string; weight: string }>> = {
  方正小标宋简体: { family: 'Noto Serif SC', weight: 'bold' },
  仿宋_GB2312: { family: 'Noto Serif SC', weight: 'regular' },
  楷体_GB2312: { family: 'Noto Serif SC', weight: 'regular' },
  宋体: { family: 'Noto Serif SC', weight: 'regular' },
  黑体: { family: 'Noto Sans SC', weight: 'medium' },
}

function fontConfig(cache: string): string {
  const rules = Object.entries(standIns).map(
    ([name, { family, weight }]) =>
      `<match target="pattern"><test name="family" qual="any"><string>${name}</string></test>` +
      `<edit name="family" mode="assign" binding="same"><string>${family}</string></edit>` +
      `<edit name="weight" mode="assign" binding="same"><const>${weight}</const></edit></match>`,
  )
  const fonts = path.join(outApp, 'resources', 'fonts')
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><cachedir>${cache}</cachedir>${rules.join('')}</fontconfig>`
}

/**
 * All files in one process, with a profile of its own.
 * @param format a filter of LibreOffice, e.g. `pdf` or `docx:MS Word 2007 XML`
 * @returns the folder of the results, which keep their names
 */
export async function convertAll(files: readonly string[], format: string, folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const config = path.join(folder, 'fonts.conf')
  writeFileSync(config, fontConfig(path.join(folder, 'font-cache')))
  const profile = pathToFileURL(path.join(folder, 'profile')).href
  await run(
    'soffice',
    [`-env:UserInstallation=${profile}`, '--headless', '--convert-to', format, '--outdir', folder, ...files],
    {
      timeout: 120_000,
      killSignal: 'SIGKILL',
      maxBuffer: 16 * 1024 * 1024,
      env: { ...process.env, FONTCONFIG_FILE: config },
    },
  )
  return folder
}
