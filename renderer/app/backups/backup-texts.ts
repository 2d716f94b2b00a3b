import type { BackupKind, BackupPreview, LostCounts } from '../../../shared/api/backups.ts'

export const kindNames: Readonly<Record<BackupKind, string>> = {
  hourly: '每小时自动备份',
  manual: '手动备份',
  'before-import': '收件以前',
  'before-migration': '程序升级以前',
  'before-restore': '恢复以前',
}

/** 新填 1 份、改过 2 份、…; empty when nothing would be lost. */
export function lostText(counts: LostCounts): string {
  const parts: [number, (n: number) => string][] = [
    [counts.added, (n) => `新填的 ${n} 份表`],
    [counts.changed, (n) => `${n} 份表后来的修改`],
    [counts.revisions, (n) => `没有报送过的 ${n} 个定稿`],
    [counts.received, (n) => `收到的 ${n} 个文件`],
    [counts.receipts, (n) => `${n} 份回执`],
    [counts.other, (n) => `其他 ${n} 项`],
  ]
  return parts.flatMap(([n, text]) => (n > 0 ? [text(n)] : [])).join('、')
}

export type LostGroup = { title: string; rows: { key: string; text: string; at: string }[] }

/** What would be lost, what comes back and what stays, in lists for the dialog. */
export function lostGroups(preview: BackupPreview): LostGroup[] {
  const { records, revisions, sent, received, receipts, other, backup } = preview
  const titled = (change: string) =>
    records
      .filter((record) => record.change === change)
      .map((record) => ({
        key: record.recordId,
        text: `${record.formShortName}${record.title === '' ? '' : `：${record.title}`}${record.own ? '' : `（${record.officeName}）`}`,
        at: record.at,
      }))
  const groups: LostGroup[] = [
    { title: '这些表会消失', rows: titled('added') },
    { title: '这些表会回到备份时的内容', rows: titled('changed') },
    {
      title: '这些定稿会消失（没有报送过；已打印的纸上，核对码将对不上）',
      rows: revisions
        .filter((one) => !one.sent)
        .map((one) => ({
          key: `${one.recordId}-${one.revision}`,
          text: `${one.title} 第${one.revision}稿，核对码 ${one.code}`,
          at: one.frozenAt,
        })),
    },
    {
      title: '这些收件会消失，要重新收取',
      rows: received.map((one) => ({ key: one.packageId, text: `${one.senderName}：${one.fileName}`, at: one.at })),
    },
    {
      title: '这些回执会消失，要重新收取或重新写',
      rows: receipts.map((one) => ({
        key: one.receiptId,
        text: one.direction === 'in' ? `${one.officeName}发来的回执` : `发给${one.officeName}的回执`,
        at: one.at,
      })),
    },
    {
      title: '另外会消失',
      rows: other.map((one) => ({ key: one.what, text: `${one.what} ${one.count} 项`, at: backup.createdAt })),
    },
    { title: '这些已删除的表会回来', rows: titled('deleted') },
    {
      title: '这些报送过的包和其中的定稿会保留，编号不会重复使用',
      rows: sent.map((one) => ({
        key: one.packageId,
        text: `第${one.sequence}号 ${one.recipientName ?? ''} ${one.fileName}`,
        at: one.at,
      })),
    },
  ]
  return groups.filter((group) => group.rows.length > 0)
}
