import { describe, expect, it } from 'vitest'
import { matchesRegion, regions } from '../../../renderer/form/regions.ts'
import { isRegionCode } from '../../../shared/domain/standard-numbers.ts'

const named = (typed: string) => regions.filter((region) => matchesRegion(region, typed)).map(({ code }) => code)
const nameOf = (code: string) => regions.find((region) => region.code === code)?.name

describe('regions', () => {
  it('are named from the province down', () => {
    expect(nameOf('320000')).toBe('江苏省')
    expect(nameOf('320600')).toBe('江苏省 南通市')
    expect(nameOf('320623')).toBe('江苏省 南通市 如东县')
    expect(nameOf('110101')).toBe('北京市 东城区')
    expect(nameOf('429004')).toBe('湖北省 仙桃市')
  })

  it('are found by name, by parts of it and by code', () => {
    expect(named('如东')).toEqual(['320623'])
    expect(named('江苏 如东')).toEqual(['320623'])
    expect(named('３２０６２３')).toEqual(['320623'])
    expect(named('4107')).toContain('410721')
  })

  it('all pass the check of the form', () => {
    expect(regions.length).toBeGreaterThan(3000)
    expect(regions.filter(({ code }) => !isRegionCode(code))).toEqual([])
    expect(new Set(regions.map(({ code }) => code)).size).toBe(regions.length)
  })
})
