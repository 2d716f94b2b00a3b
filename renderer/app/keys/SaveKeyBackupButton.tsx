import { Button } from 'antd'
import { useState } from 'react'
import { loadLater } from '../load-later.tsx'

const SaveKeyBackupDialog = loadLater(async () => (await import('./SaveKeyBackupDialog.tsx')).SaveKeyBackupDialog)

/** 保存钥匙备份, in 设置 and on the desk while there is none. */
export function SaveKeyBackupButton({ primary = false }: { primary?: boolean }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type={primary ? 'primary' : 'default'} onClick={() => setOpen(true)}>
        保存钥匙备份
      </Button>
      {open ? <SaveKeyBackupDialog onClose={() => setOpen(false)} /> : null}
    </>
  )
}
