/** Identity numbers that somebody quotes in a sentence. What is kept in clear says them covered. */
import { maskPersonal } from '../../../shared/form/value-words.ts'

const identityNumber = /[1-9０-９](?:[\s\-－—]*[0-9０-９]){16}[\s\-－—]*[0-9Xx０-９Ｘｘ]/g

const mobileNumber =
  /(?<![0-9０-９])(?:[8８][6６][\s\-－—]?)?[1１][3-9３-９][0-9０-９](?:[\s\-－—]?[0-9０-９]{4}){2}(?![0-9０-９])/g

export const quotesMobile = (text: string): boolean => text.search(mobileNumber) >= 0

/** Names of files, sheets and senders lie open: whoever wrote a number into them is not to be called by it. */
export const coverName = (text: string): string =>
  coverNumbers(text).replace(mobileNumber, (found) => maskPersonal(found.normalize('NFKC').replace(/[^0-9]/g, '')))

export const quotesNumber = (text: string): boolean => text.search(identityNumber) >= 0

export const coverNumbers = (text: string): string =>
  text.replace(identityNumber, (found) => maskPersonal(found.normalize('NFKC').replace(/[^0-9Xx]/g, '')))
