/**
 * A long list of which only the pages around what is in sight are held. Pages that are asked for while others are on
 * their way wait in line, the latest wish first; pages far from sight are let go.
 */
import type { ActivityList, ActivityRow, ActivitySums } from '../../../../shared/api/activities.ts'

export const pageSize = 200
const mostPages = 10
/** Two at a time: a fast drag of the scroll bar must not queue up fifty pages. */
const mostRunning = 2

type Page = { rows: readonly ActivityRow[]; round: number }
type Options = {
  read: (offset: number, limit: number) => Promise<ActivityList>
  /** Something that can be seen has come in. */
  onChange: () => void
  onProblem: (thrown: unknown) => void
}

const noSums: ActivitySums = { onsite: 0, online: 0, funds: '' }

export class ListWindow {
  total = 0
  sums: ActivityList['sums'] = { held: noSums, planned: noSums }
  /** True once the first page is here. */
  ready = false
  private readonly options: Options
  private pages = new Map<number, Page>()
  private wanted: readonly number[] = [0]
  private running = new Set<number>()
  /** Goes up when the data changed: pages of an earlier round are shown until the fresh ones are here. */
  private round = 0
  private closed = false

  constructor(options: Options) {
    this.options = options
    this.pump()
  }

  at(index: number): ActivityRow | null {
    return this.pages.get(Math.floor(index / pageSize))?.rows[index % pageSize] ?? null
  }

  /** Index of a row that is held; -1 where it is not. */
  indexOf(activityId: string): number {
    for (const [page, { rows }] of this.pages) {
      const at = rows.findIndex((row) => row.activityId === activityId)
      if (at >= 0) return page * pageSize + at
    }
    return -1
  }

  /** What is in sight, from the first to the last row; half a page more is read on either side. */
  want(first: number, last: number): void {
    const margin = pageSize / 2
    const from = Math.floor(Math.max(0, first - margin) / pageSize)
    const to = Math.floor(Math.max(0, Math.min(last + margin, this.total - 1)) / pageSize)
    const middle = Math.floor((first + last) / 2 / pageSize)
    this.wanted = Array.from({ length: to - from + 1 }, (_, index) => from + index).sort(
      (a, b) => Math.abs(a - middle) - Math.abs(b - middle),
    )
    this.pump()
  }

  /** Reads what is in sight again; until it is here what was there stays. */
  refresh(): void {
    this.round++
    this.running.clear()
    this.pump()
  }

  close(): void {
    this.closed = true
  }

  private pump(): void {
    for (const page of this.wanted) {
      if (this.closed || this.running.size >= mostRunning) return
      const held = this.pages.get(page)
      if ((held && held.round === this.round) || this.running.has(page)) continue
      void this.fetch(page, this.round)
    }
  }

  private async fetch(page: number, round: number): Promise<void> {
    this.running.add(page)
    try {
      const { rows, total, sums } = await this.options.read(page * pageSize, pageSize)
      if (this.closed || round !== this.round) return
      this.pages.set(page, { rows, round })
      this.total = total
      this.sums = sums
      this.ready = true
      this.letGo()
      this.options.onChange()
    } catch (thrown) {
      if (this.closed || round !== this.round) return
      // Not asked for again until somebody looks there again.
      this.wanted = this.wanted.filter((one) => one !== page)
      this.options.onProblem(thrown)
    } finally {
      if (round === this.round) {
        this.running.delete(page)
        this.pump()
      }
    }
  }

  private letGo(): void {
    const [middle = 0] = this.wanted
    const far = [...this.pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle))
    for (const page of far.slice(0, Math.max(0, far.length - mostPages))) this.pages.delete(page)
  }
}
