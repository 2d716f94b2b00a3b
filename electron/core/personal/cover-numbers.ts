/** A reason is kept in clear: an identity number that somebody quotes in it is covered. */
import { maskPersonal } from '../../../shared/form/value-words.ts'

const identityNumber = /[1-9０-９](?:[\s\-－—]*[0-9０-９]){16}[\s\-－—]*[0-9Xx０-９Ｘｘ]/g

export const coverNumbers = (text: string): string =>
  text.replace(identityNumber, (found) => maskPersonal(found.normalize('NFKC').replace(/[^0-9Xx]/g, '')))
