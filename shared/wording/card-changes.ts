/** What a later card of an office changes, in a clerk's words. */
interface Card {
  readonly names: readonly { readonly name: string }[]
  readonly level: string
  readonly region: string | null
  readonly upstream: string | null
  readonly ageRecipient: string
  readonly devices: readonly { readonly deviceId: string; readonly revokedAt: string | null }[]
}

/** Empty when nothing that matters differs. */
export function cardChangeNames(known: Card, next: Card): string[] {
  const inUse = (card: Card) => card.devices.filter((one) => one.revokedAt === null).map((one) => one.deviceId)
  const [before, after] = [inUse(known), inUse(next)]
  const added = after.filter((id) => !before.includes(id)).length
  const gone = before.filter((id) => !after.includes(id)).length
  const [was, is] = [known.names.at(-1)?.name, next.names.at(-1)?.name]
  return [
    was === is ? '' : `单位名称：${was ?? ''} → ${is ?? ''}`,
    known.level === next.level ? '' : '级别',
    known.region === next.region ? '' : '地区',
    known.upstream === next.upstream ? '' : '上级单位',
    known.ageRecipient === next.ageRecipient ? '' : '收件密钥',
    added === 0 ? '' : `新增电脑 ${added} 台`,
    gone === 0 ? '' : `停用电脑 ${gone} 台`,
  ].filter((change) => change !== '')
}
