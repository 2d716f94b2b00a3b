/** The file dialogs of GTK, answered with real keys: a packaged program has no doors for tests. */
import { execFile, spawn } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** What a dialog is answered with: a path, or null to close it. */
export type DialogAnswer = string | null

const everyMs = 60

export class GtkDialogs {
  readonly #env: NodeJS.ProcessEnv
  readonly #windowName: string
  #answers: DialogAnswer[] = []
  #ended = false
  readonly #done: Promise<void>
  #failure: unknown = null

  /** @param display X display that shows nothing but the program @param windowName title of its own windows */
  constructor(display: string, windowName: string) {
    this.#env = { ...process.env, DISPLAY: display }
    this.#windowName = windowName
    this.#done = this.#watch().catch((error: unknown) => {
      this.#failure = error
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

  /** A window of the program that is not its own page. */
  async #shown(): Promise<string | null> {
    for (const id of await this.#windows()) {
      const name = (await this.#xdo('getwindowname', id)).trim()
      if (name !== '' && name !== this.#windowName) return id
    }
    return null
  }

  async #answer(id: string, answer: DialogAnswer): Promise<void> {
    // No window manager: nobody else gives the focus.
    await this.#xdo('windowfocus', '--sync', id)
    // Sent to this window alone: a key that comes when it has gone must not press a button of the page behind it.
    const press = (key: string) => this.#xdo('key', '--window', id, key)
    if (answer !== null) {
      await this.#copy(answer)
      // ctrl+L opens the line for a path in the dialogs for opening; in those for saving it is there and is chosen.
      for (const key of ['ctrl+l', 'ctrl+a', 'ctrl+v']) await press(key)
    }
    // What was pasted arrives by itself: a key that came too early is pressed again.
    for (let tries = 0; tries < 10; tries++) {
      await press(answer === null ? 'Escape' : 'Return')
      if (await this.#gone(id)) return
    }
    throw new Error('the dialog stayed open')
  }

  /** Letters of any script: a keyboard of X has only its own. */
  #copy(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const child = spawn('xclip', ['-selection', 'clipboard'], { env: this.#env, stdio: ['pipe', 'ignore', 'ignore'] })
      child.on('error', reject)
      child.on('close', () => resolve())
      child.stdin.end(text)
    })
  }

  async #gone(id: string): Promise<boolean> {
    for (let left = 400 / everyMs; left > 0; left--) {
      await new Promise((resolve) => setTimeout(resolve, everyMs))
      if (!(await this.#windows()).includes(id)) return true
    }
    return false
  }
}
