import { describe, expect, it } from 'vitest'
import { Problem, type ProblemCode } from '../../shared/problems.ts'
import { bytesText } from '../../shared/wording/amounts.ts'
import { problemLine, problemSentence, problemSentences } from '../../shared/wording/problem-sentences.ts'

const lists = new Set('issues findings names changes givenGroups differingGroups accepted missing asked'.split(' '))
/** Details wide enough for every sentence. */
const anyDetails = new Proxy(
  {},
  {
    get: (_target, name) =>
      lists.has(String(name))
        ? []
        : name === 'labels'
          ? ['某', '某']
          : /bytes|limit|count/i.test(String(name))
            ? 1
            : '某',
  },
)

describe('problem sentences', () => {
  it('say what happened, what is safe and what to do, in Chinese, for every code', () => {
    for (const code of Object.keys(problemSentences) as ProblemCode[]) {
      const { what, safe, next } = problemSentence({ code, details: anyDetails as never })
      for (const part of [what, safe, next]) {
        expect(part, code).toMatch(/[\u4e00-\u9fff]/)
        expect(part, code).toMatch(/[。）]$/)
        expect(part, code).not.toMatch(/undefined|null|NaN|\[object/)
      }
    }
  })

  it('name the groups of a 指纹码 that differ', () => {
    const problem = new Problem('card.fingerprint-mismatch', {
      officeName: '示例市科协',
      givenGroups: Array<string>(8).fill('12345'),
      differingGroups: [2, 5],
    })
    expect(problemLine(problem.toData())).toContain('第 2、5 组不同')
  })

  it('show the first blocking finding of a package and count the others', () => {
    const finding = (path: string, severity: 'error' | 'info') => ({ code: 'x', severity, path, message: '被改动' })
    const problem = new Problem('package.refused', {
      path: 'a.zip',
      findings: [finding('', 'info'), finding('data/a', 'error'), finding('data/b', 'error')],
    })
    const { what } = problemSentence(problem.toData())
    expect(what).toContain('data/a')
    expect(what).toContain('另有 1 处')
  })

  it('still has words for a code of a newer core', () => {
    expect(problemSentence({ code: 'brand.new' as ProblemCode, details: {} as never }).what).toContain('brand.new')
  })

  it('counts bytes as a file manager does', () => {
    expect([0, 1023, 1024, 1536, 10 * 1024 ** 2, 4_187_593_113].map(bytesText)).toEqual([
      '0 字节',
      '1023 字节',
      '1 KB',
      '1.5 KB',
      '10 MB',
      '3.9 GB',
    ])
  })
})
