/** Computers of our office, its keys and its card, in a clerk's words. */
import type { DeviceInfo, OwnDevices } from '../../shared/api/devices.ts'

export type ReturnWay = 'whole' | 'backup' | 'join' | 'anew'

/** The third door: an office that used the program before comes to this computer. */
export const returnDoor = '本单位以前用过本程序'
/** The first one is the best: everything comes, and nothing has to be told to anybody. */
export const returnWays: readonly { value: ReturnWay; label: string; needs: string; best?: true }[] = [
  {
    value: 'whole',
    label: '从整体搬家文件恢复',
    needs: '要有：旧电脑上保存的整体搬家文件，和它的口令。填报、照片、报送包、钥匙全都过来。',
    best: true,
  },
  { value: 'backup', label: '有钥匙备份文件', needs: '要有：钥匙备份文件，和做备份时设的口令。' },
  { value: 'join', label: '单位里另一台电脑正在用', needs: '要有：那台电脑和一个U盘，文件要来回拿一次。' },
  {
    value: 'anew',
    label: '钥匙丢了，重新备案',
    needs: '要有：以前导出的单位名片，或请上级发来名片副本；还要盖公章。',
  },
]
export const returnLimit =
  '后三种接上的只是单位名称、钥匙和来往单位；以前填的表格留在旧电脑上，不会一起过来。旧电脑还打得开的，请先去保存整体搬家文件。'

export const oldComputerChoices = [
  { value: 'gone', label: '不能用了：坏了、丢了或交出去了', means: '旧电脑随即停用，以后它签名的都不算数。' },
  { value: 'in-use', label: '还在用', means: '两台都是本单位的电脑，都可以报送。' },
] as const

export const anewFacts: readonly string[] = [
  '单位编号不变，以前报送的材料照旧算数。',
  '旧钥匙全部停用；用旧钥匙保护的个人信息，新钥匙打不开。',
  '上级要照着盖了公章的单位备案表比对，才认新的名片。',
]

/** What an office does after it was registered anew; the third step has the button that ends it. */
export const anewSteps = {
  title: '重新备案还差三步',
  print: '打印单位备案表，手写地址、负责人等。',
  stamp: '盖公章。',
  send: '导出新名片，连同盖章的备案表一起交给上级。',
  sent: '请连同盖了公章的单位备案表一起交给上级。',
  note: '上级比对以前仍按旧名片办，收到您的报送包会先放着。名片导出以后，这几步不再显示。',
} as const

export const cardChanged = '名片有变化，请把新名片交给上级。'
export const cardChangedSent = '请交给上级导入，以前报过的其他单位也要给一份。'
export const cardChangedWhy = '上级收到以前，不认得新加的电脑，也不知道停用了哪台。'

/** 二楼电脑; 第 2 台 where it has no name. @param index in the list, from 0 */
export const deviceName = ({ name }: Pick<DeviceInfo, 'name'>, index: number): string =>
  name || `第 ${index + 1} 台电脑`

export const revokeMeans: readonly string[] = [
  '从现在起，它签名的报送包和回执都不算数；以前报送的照旧算数。',
  '停用不能撤销。要再用那台电脑，须重新添加。',
  '停用以后，请把新名片交给上级，上级才知道。',
]

export const renewMeans: readonly string[] = [
  '把数据文件夹整个拷到另一台电脑上用，两台就用同一把钥匙、同一串编号签名：报送包会重号，上级分不清是谁报的。',
  '在拷来的这台上登记一次，它就成为单独的一台，编号另起；原来那台什么也不用做。',
  '这台上还没有收到回执的报送包会作废，请从原来那台报送，或在这台上重新写出。',
]

export const backupUse =
  '存到U盘，放进保险柜。电脑坏了、换了，凭它接着用；没有它，又忘了口令和恢复码，就打不开了，只能重新备案。'

/** What is to be said of the key file; null: nothing. @param guarded whether a passphrase protects the keys */
export function backupHint(
  { backupSavedAt, backupStale }: Pick<OwnDevices, 'backupSavedAt' | 'backupStale'>,
  guarded: boolean,
): string | null {
  if (backupStale) return '名片在上次保存钥匙备份以后变过：请再保存一份，把旧的换掉。'
  return backupSavedAt === null && guarded ? '还没有保存过钥匙备份：电脑坏了又没有它，只能重新备案。' : null
}
