/** Identity numbers that somebody quotes in a sentence. What is kept in clear says them covered. */
import { maskPersonal } from '../../../shared/form/value-words.ts'

const identityNumber = /[1-9０-９](?:[\s\-－—]*[0-9０-９]){16}[\s\-－—]*[0-9Xx０-９Ｘｘ]/g

export const quotesNumber = (text: string): boolean => text.search(identityNumber) >= 0

export const coverNumbers = (text: string): string =>
  text.replace(identityNumber, (found) => maskPersonal(found.normalize('NFKC').replace(/[^0-9Xx]/g, '')))
