/** The file dialogs of GTK, answered with real keys: a packaged program has no doors for tests. */
import { execFile, spawn } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Without a locale of this kind, as on a bare machine, a window with a Chinese title has no name that could be found. */
export const utf8 = { LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' } as const

/** What a dialog is answered with: a path, or null to close it. */
export type DialogAnswer = string | null

const everyMs = 60
/** A dialog that is answered while it is still unfolding now and then stays on the screen as a shell without a life. */
const settleMs = 300

export class GtkDialogs {
  readonly #env: NodeJS.ProcessEnv
  readonly #noDialogs: readonly string[]
  #answers: DialogAnswer[] = []
  readonly #answered = new Set<string>()
  #ended = false
  readonly #done: Promise<void>
  #failure: unknown = null

  /**
   * @param display X display that shows nothing but the program
   * @param noDialogs names of its own windows, and of what GTK unfolds below a line
   * @param onFailure nobody would wait for the end of a journey whose dialog stands open
   */
  constructor(display: string, noDialogs: readonly string[], onFailure: (error: unknown) => void) {
    this.#env = { ...process.env, ...utf8, DISPLAY: display }
    this.#noDialogs = noDialogs
    this.#done = this.#watch().catch((error: unknown) => {
      this.#failure = error
      onFailure(error)
    })
  }

  set(answers: readonly DialogAnswer[]): void {
    this.#answers = [...answers]
  }

  /** Rejects with what went wrong while answering. */
  async end(): Promise<void> {
    this.#ended = true
    await this.#done
    if (this.#failure) throw this.#failure
    if (this.#answers.length > 0) throw new Error('a dialog that was expected did not come')
  }

  async #watch(): Promise<void> {
    while (!this.#ended) {
      const dialog = this.#answers.length > 0 ? await this.#shown() : null
      const answer = dialog === null ? undefined : this.#answers.shift()
      if (dialog !== null && answer !== undefined) await this.#answer(dialog, answer)
      else await new Promise((resolve) => setTimeout(resolve, everyMs))
    }
  }

  async #xdo(...words: string[]): Promise<string> {
    // xdotool ends with 1 when a search finds nothing.
    const { stdout } = await execute('xdotool', words, { env: this.#env, timeout: 5000 }).catch(() => ({ stdout: '' }))
    return stdout
  }

  async #windows(): Promise<string[]> {
    return (await this.#xdo('search', '--onlyvisible', '--name', '.')).split('\n').filter((id) => id !== '')
  }

  /** A window of the program that is not its own page, and not a list of completions: it would take the keys' answer. */
  async #shown(): Promise<string | null> {
    for (const id of await this.#windows()) {
      if (this.#answered.has(id)) continue
      const name = (await this.#xdo('getwindowname', id)).trim()
      if (name !== '' && !this.#noDialogs.includes(name)) return id
    }
    return null
  }

  async #answer(id: string, answer: DialogAnswer): Promise<void> {
    this.#answered.add(id)
    await new Promise((resolve) => setTimeout(resolve, settleMs))
    // No window manager: nobody else gives the focus.
    await this.#xdo('windowfocus', '--sync', id)
    // Sent to this window alone: a key that comes when it has gone must not press a button of the page behind it.
    const press = (...keys: string[]) => this.#xdo('key', '--window', id, ...keys)
    for (let tries = 0; tries < 4; tries++) {
      if (answer === null) await press('Escape')
      else if (await this.#fillIn(answer, press)) await press('Return')
      if (await this.#gone(id)) return
    }
    throw new Error(`the dialog stayed open: ${await this.#xdo('getwindowname', id)}`)
  }

  /** @returns whether the line for the path holds it: on a loaded machine a key comes now and then before there is a line */
  async #fillIn(path: string, press: (...keys: string[]) => Promise<unknown>): Promise<boolean> {
    // ctrl+L opens the line in the dialogs for opening; in those for saving it is there and is chosen.
    await press('ctrl+l', 'ctrl+a')
    await this.#paste(path, () => press('ctrl+v'))
    await press('ctrl+a', 'ctrl+c')
    for (let left = 10; left > 0; left--) {
      const words = ['-selection', 'clipboard', '-o']
      const read = await execute('xclip', words, { env: this.#env, timeout: 2000 }).catch(() => ({ stdout: '' }))
      // A folder may have been completed with its stroke.
      if (read.stdout.replace(/\/$/, '') === path) return true
      await new Promise((resolve) => setTimeout(resolve, everyMs))
    }
    return false
  }

  /**
   * Letters of any script: a keyboard of X has only its own. Resolves when the text has been handed over, or when nobody
   * wanted it.
   */
  #paste(text: string, press: () => Promise<unknown>): Promise<void> {
    return new Promise((resolve, reject) => {
      const words = ['-selection', 'clipboard', '-loops', '1', '-quiet']
      const child = spawn('xclip', words, { env: this.#env, stdio: ['pipe', 'ignore', 'pipe'] })
      const timer = setTimeout(() => child.kill(), 3000)
      child.on('error', reject)
      child.on('close', () => {
        clearTimeout(timer)
        resolve()
      })
      // It says that it waits once the clipboard is its own.
      child.stderr.once('data', () => void press())
      child.stdin.end(text)
    })
  }

  async #gone(id: string): Promise<boolean> {
    for (let left = 2000 / everyMs; left > 0; left--) {
      const windows = await this.#windows()
      // The program's own window is always there: an empty list is a question that was not answered in time.
      if (windows.length > 0 && !windows.includes(id)) return true
      // The next one is there: what is left of this one is a shell, and its keys would go to the next one.
      if ((await this.#shown()) !== null) return true
      await new Promise((resolve) => setTimeout(resolve, everyMs))
    }
    return false
  }
}
