import type { FromCoreFrame } from '../../shared/api/control.ts'
import type { AnswerFrame } from '../../shared/api/protocol.ts'

type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void }

export interface Asking {
  /** Rejects with main's message when it cannot do what is asked. */
  ask(method: string, input: unknown): Promise<unknown>
  take(frame: AnswerFrame): void
}

/** Questions of the core to main: `print.render`, `keys.protect`, `keys.unprotect`. */
export function createAsking(post: (frame: FromCoreFrame) => void): Asking {
  const waiting = new Map<number, Waiting>()
  let last = 0
  return {
    ask(method, input) {
      const ask = ++last
      return new Promise((resolve, reject) => {
        waiting.set(ask, { resolve, reject })
        post({ ask, method, input })
      })
    },
    take(frame) {
      const question = waiting.get(frame.answer)
      waiting.delete(frame.answer)
      if (frame.ok) question?.resolve(frame.value)
      else question?.reject(new Error(frame.message))
    },
  }
}
