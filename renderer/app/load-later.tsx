/**
 * A component whose file is loaded when it is first shown, or earlier with `ahead`. Unlike React.lazy it shows at
 * once when the file is here: React holds suspended content back for a third of a second.
 */
import { type ComponentType, createElement, type ReactElement, useEffect, useState } from 'react'

export type Later<P> = ((props: P) => ReactElement | null) & { ahead: () => Promise<void> }

export function loadLater<P extends object>(load: () => Promise<ComponentType<P>>): Later<P> {
  let loaded: ComponentType<P> | null = null
  let loading: Promise<void> | null = null
  const ahead = () => {
    loading ??= load().then((component) => {
      loaded = component
    })
    return loading
  }
  // biome-ignore lint/correctness/noComponentHookFactories: called once a screen, at module level
  function LoadedLater(props: P): ReactElement | null {
    const [, setHere] = useState(loaded !== null)
    useEffect(() => {
      let shown = true
      if (!loaded) void ahead().then(() => shown && setHere(true))
      return () => {
        shown = false
      }
    }, [])
    return loaded ? createElement(loaded, props) : null
  }
  return Object.assign(LoadedLater, { ahead })
}
