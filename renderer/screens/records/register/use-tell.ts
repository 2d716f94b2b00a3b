import { useCallback, useEffect, useRef } from 'react'
import { announce, dismissAnnouncement, useAnnouncement } from '../../../app/announce.ts'

const standing = () => useAnnouncement.getState().current?.id ?? null

/** Announces with 撤销; once this record is left there is nothing to take it back in, and the line goes. */
export function useTell(): (text: string, undo: () => void) => void {
  const told = useRef<number | null>(null)
  useEffect(
    () => () => {
      if (told.current !== null && told.current === standing()) dismissAnnouncement()
    },
    [],
  )
  return useCallback((text, undo) => {
    announce(text, { label: '撤销', run: undo })
    told.current = standing()
  }, [])
}
