import { Button, DatePicker } from 'antd'
import { dayOf, formats } from '../../../form/date-texts.ts'
import { daysText } from '../../../text/activities.ts'
import { type FactsProps, Line, PlainText } from './facts.tsx'
import { foundDays } from './found-days.ts'

/** The words as they are written, and the days that are certain; days in the words are offered, never put in. */
export function TimeLine({ values, change }: FactsProps) {
  const { time, year } = values
  const found = time.words === '' ? null : foundDays(time.words, year)
  const offered = found !== null && (found.from !== time.from || found.to !== (time.to ?? time.from)) ? found : null
  const setDays = (from: string | null, to: string | null) => {
    change('time', { ...time, from, to: from === null ? null : (to ?? from) })
    // The register's year is that of the first day.
    if (from !== null && Number(from.slice(0, 4)) !== year) change('year', Number(from.slice(0, 4)))
  }
  return (
    <>
      <Line label="时间" wide>
        {(id) => (
          <>
            <PlainText
              id={id}
              value={time.words}
              max={120}
              placeholder="按原话写，如 5月28日上午9:00，或 5月中旬"
              onText={(words) => change('time', { ...time, words })}
            />
            {offered ? (
              <p className="found-days" role="status">
                <span>
                  文字里的日期：<b>{daysText(offered.from, offered.to, 0)}</b>
                  {offered.question === null ? '' : `（${offered.question}）`}
                </span>
                <Button size="small" onClick={() => setDays(offered.from, offered.to)}>
                  就用这个日期
                </Button>
              </p>
            ) : null}
          </>
        )}
      </Line>
      <Line label="确定的日期" wide>
        {(id) => (
          <DatePicker.RangePicker
            id={{ start: id, end: `${id}-end` }}
            size="large"
            className="range-control"
            format={formats}
            allowEmpty={[true, true]}
            value={[dayOf(time.from ?? ''), dayOf(time.to ?? '')]}
            onChange={(picked) => {
              const [start, end] = picked ?? []
              setDays(start?.format('YYYY-MM-DD') ?? null, end?.format('YYYY-MM-DD') ?? null)
            }}
            placeholder={['第一天（没定就空着）', '最后一天']}
            preserveInvalidOnBlur
          />
        )}
      </Line>
    </>
  )
}
