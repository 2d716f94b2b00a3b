/** How days and moments may be typed, and how they stand in a picker. */
import dayjs, { type Dayjs } from 'dayjs'
import customParseFormat from 'dayjs/plugin/customParseFormat'

dayjs.extend(customParseFormat)

/** The first is how it stands there; the others may be typed as well. */
export const formats = ['YYYY年M月D日', 'YYYY-M-D', 'YYYY.M.D', 'YYYY/M/D', 'YYYYMMDD', 'YYYY年MM月DD日']
export const momentFormats = ['YYYY年M月D日 HH:mm', 'YYYY-M-D H:mm', 'YYYY.M.D H:mm', 'YYYY/M/D H:mm']

const read = (text: string, format: string): Dayjs | null => {
  const day = dayjs(text, format, true)
  return day.isValid() ? day : null
}

export const dayOf = (text: string): Dayjs | null => read(text, 'YYYY-MM-DD')
export const momentOf = (text: string): Dayjs | null => read(text, 'YYYY-MM-DDTHH:mm')
