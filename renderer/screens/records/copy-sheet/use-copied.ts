import { useCallback, useState } from 'react'
import { announce } from '../../../app/announce.ts'
import { toClipboard } from '../../../app/copy-text.ts'

/** What was copied since the program was opened, by record: key of the line → text. A changed text is to be copied again. */
const copiedOf = new Map<string, ReadonlyMap<string, string>>()

export type Copied = {
  isCopied: (key: string, text: string) => boolean
  copy: (key: string, text: string) => void
  startAgain: () => void
}

export function useCopied(recordId: string): Copied {
  const [copied, setCopied] = useState<ReadonlyMap<string, string>>(() => copiedOf.get(recordId) ?? new Map())
  const keep = useCallback(
    (next: ReadonlyMap<string, string>) => {
      copiedOf.set(recordId, next)
      setCopied(next)
    },
    [recordId],
  )
  return {
    isCopied: (key, text) => copied.get(key) === text,
    copy: (key, text) => {
      if (toClipboard(text)) keep(new Map([...copied, [key, text]]))
      else announce('没有复制上，请选中文字后按 Ctrl+C。')
    },
    startAgain: () => keep(new Map()),
  }
}
