import { Button } from 'antd'
import { createContext, useContext } from 'react'
import type { StalePlace } from '../../../shared/notice/stale-words.ts'

/** Places with words of the old notice, by path, and how to confirm one. */
export const StaleContext = createContext<{
  places: ReadonlyMap<string, StalePlace>
  confirm: (path: string) => void
}>({ places: new Map(), confirm: () => undefined })

const reasonNames = {
  year: '年份',
  ordinal: '届次',
  date: '日期',
  theme: '主题',
  name: '名称',
  contact: '联系方式',
} as const

/** Under a box: which words come from the old notice, until somebody has looked at them. */
export function StaleNote({ path, label }: { path: string; label: string }) {
  const { places, confirm } = useContext(StaleContext)
  const place = places.get(path)
  if (!place) return null
  return (
    <p className="own-stale">
      旧通知的
      {[...new Set(place.words.map((word) => reasonNames[word.reason]))].join('、')}：
      {place.words.map((word) => (
        <mark key={word.start}>{word.text}</mark>
      ))}
      <Button size="small" onClick={() => confirm(path)} aria-label={`核对过了：${label}`}>
        没有错，照旧
      </Button>
    </p>
  )
}
