import { expect, it } from 'vitest'
import { packageFindingText } from '../../shared/wording/package-findings.ts'

const evidence = 'data/evidence/01a201bf-8459-7012-a219-59deb11afcc8'

it.each([
  ['', '这个包'],
  ['data/attachments/视频文件1.mp4', '“data/attachments/视频文件1.mp4”'],
  [evidence, '所附的原报送包凭据'],
  [`${evidence}/data/package.json`, '原报送包凭据里的“data/package.json”'],
])('names %s as %s', (path, words) => {
  expect(packageFindingText('zip.crc', path)).toBe(
    `${words}的内容与 ZIP 校验值不符，可能在复制时损坏。没有写入任何内容，本机资料未受影响；请让对方重新导出一份再送来。`,
  )
})
