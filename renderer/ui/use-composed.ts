import {
  type ChangeEvent,
  type ChangeEventHandler,
  type CompositionEvent,
  type CompositionEventHandler,
  useState,
} from 'react'

type Box = HTMLInputElement | HTMLTextAreaElement
export type ComposedProps<E extends Box, V> = {
  value?: V | string | undefined
  onChange?: ChangeEventHandler<E> | undefined
  onCompositionStart?: CompositionEventHandler<E> | undefined
  onCompositionEnd?: CompositionEventHandler<E> | undefined
}

/**
 * What an input method has not finished stays in the box: no search, no save, no finding for half a word. `onChange`
 * hears of the word when it stands.
 * @param own the props of a box that looks after this itself (it has `onCompositionStart`) come back as they are
 */
export function useComposed<E extends Box, V = string>(own: ComposedProps<E, V>): ComposedProps<E, V> {
  const [half, setHalf] = useState<string | null>(null)
  const { value, onChange } = own
  if (own.onCompositionStart) return own
  return {
    ...(value !== undefined && { value: half ?? value }),
    onChange: (event: ChangeEvent<E>) => {
      if ((event.nativeEvent as InputEvent).isComposing) setHalf(event.target.value)
      else onChange?.(event)
    },
    onCompositionStart: (event: CompositionEvent<E>) => setHalf(event.currentTarget.value),
    onCompositionEnd: (event: CompositionEvent<E>) => {
      setHalf(null)
      own.onCompositionEnd?.(event)
      // The element and its value are the same as those of the change that it stands for.
      onChange?.(event as unknown as ChangeEvent<E>)
    },
  }
}
