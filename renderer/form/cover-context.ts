/** What a control of a form asks about values that are covered on the screen. */
import { createContext, useContext } from 'react'

export type CoverPlace = {
  field: string
  /** As the question names it. */
  label: string
  /** In a table: row from 0, and column. */
  row: number | null
  column: string | null
}

export type Cover = {
  /** An identity number that stood in the form when it was opened and that nobody has looked at since. */
  isCovered(text: string): boolean
  /** Somebody gave a reason: it may stand in clear until the form is closed. */
  isShown(text: string): boolean
  /** Of a record from elsewhere, whose values come masked: the one that was shown here; null: none. */
  given(place: CoverPlace): string | null
  /** Asks for a reason. Null: nobody can look here. */
  ask: ((place: CoverPlace, text: string) => void) | null
}

export const placeKey = ({ field, row, column }: CoverPlace): string => `${field}/${row ?? ''}/${column ?? ''}`

/** Without a record behind it, e.g. a form that is being designed: nothing to cover. */
const none: Cover = { isCovered: () => false, isShown: () => false, given: () => null, ask: null }

export const CoverContext = createContext<Cover>(none)
/** The table that a cell belongs to, and whether its answers are covered. */
export const CoverTable = createContext<{ field: string; covered: boolean }>({ field: '', covered: false })

export type Covered = {
  /** As it stands for the control: of a record from elsewhere the value that was shown. */
  value: string
  hidden: (text: string) => boolean
  shown: (text: string) => boolean
  /** Null when there is nothing to look at. */
  look: (() => void) | null
}

/** @param secret an identity number; @param masked a personal value of a record from elsewhere */
export function useCovered(
  place: CoverPlace,
  text: string,
  { secret, masked }: { secret: boolean; masked: boolean },
): Covered {
  const cover = useContext(CoverContext)
  const given = masked ? cover.given(place) : null
  const hidden = (one: string): boolean => secret && !masked && cover.isCovered(one)
  const closed = masked ? given === null && text.includes('*') : hidden(text)
  const { ask } = cover
  return {
    value: given ?? text,
    hidden,
    shown: (one) => given !== null || cover.isShown(one),
    look: ask && closed ? () => ask(place, text) : null,
  }
}
