/**
 * An instant whose clock shows the time in China whatever the machine says. The library that writes iCalendar asks a
 * plain `Date` for the machine's own time; one of this shape it asks for a zone first.
 */
const offsetMs = 8 * 3_600_000

export class ChinaClock extends Date {
  readonly timeZone = 'Asia/Shanghai'
  readonly internal: Date

  constructor(epochMs: number) {
    super(epochMs)
    this.internal = new Date(epochMs + offsetMs)
  }

  withTimeZone(): this {
    return this
  }
  tzComponents(): [string, string, string] {
    return ['+', '08', '00']
  }
  override getFullYear(): number {
    return this.internal.getUTCFullYear()
  }
  override getMonth(): number {
    return this.internal.getUTCMonth()
  }
  override getDate(): number {
    return this.internal.getUTCDate()
  }
  override getHours(): number {
    return this.internal.getUTCHours()
  }
  override getMinutes(): number {
    return this.internal.getUTCMinutes()
  }
  override getSeconds(): number {
    return this.internal.getUTCSeconds()
  }
}
