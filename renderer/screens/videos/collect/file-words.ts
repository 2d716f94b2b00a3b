import type { CollectedFile } from '../../../../shared/api/collection.ts'

export const fileKinds: Readonly<Record<CollectedFile['kind'], string>> = {
  video: '视频',
  registration: '登记表',
  authorization: '授权书',
  picture: '照片',
  other: '其他',
}
