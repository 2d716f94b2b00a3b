import type { StaleWord } from '../../../../shared/notice/stale-words.ts'

const why: Readonly<Record<StaleWord['reason'], string>> = {
  year: '往年的年份',
  ordinal: '届次要核对',
  date: '日期要核对',
  theme: '往年的主题',
  name: '往年的名称',
  contact: '电话、邮箱要核对',
}

/** A text with its words of the past year marked; the mark says why. */
export function StaleText({ text, words }: { text: string; words: readonly StaleWord[] }) {
  const pieces = words.map((word, index) => ({ before: text.slice(words[index - 1]?.end ?? 0, word.start), word }))
  return (
    <>
      {pieces.map(({ before, word }) => (
        <span key={word.start}>
          {before}
          <mark className="stale-word" title={why[word.reason]}>
            {word.text}
          </mark>
        </span>
      ))}
      {text.slice(words.at(-1)?.end ?? 0)}
    </>
  )
}
