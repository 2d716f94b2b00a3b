import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { ScanInfo } from '../../../shared/api/scans.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useMethod } from '../../app/use-method.ts'

/** The pages of a scanned PDF, as the scanner took them; where they lie in it in another way, a copy to be opened elsewhere. */
export function PaperPages({ scan }: { scan: ScanInfo }) {
  const { value, problem } = useMethod('scans.pages', { scanId: scan.scanId }, [])
  const [addresses, setAddresses] = useState<readonly string[]>([])
  const [failed, setFailed] = useState<ProblemData | null>(null)
  useEffect(() => {
    const made = (value ?? []).map(({ bytes, mime }) =>
      URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mime })),
    )
    setAddresses(made)
    return () => {
      for (const address of made) URL.revokeObjectURL(address)
    }
  }, [value])
  const save = async () => {
    setFailed(null)
    try {
      const out = await window.kexie.saveAs({
        title: '另存扫描件',
        defaultName: `${scan.title}.pdf`,
        filters: [{ name: 'PDF', extensions: ['pdf'] }],
      })
      if (out === null) return
      const saved = await call('attachments.save', { digest: scan.digest, out })
      announce('已另存扫描件', { label: '打开所在文件夹', run: () => void window.kexie.showInFolder(saved.path) })
    } catch (thrown) {
      setFailed(problemOf(thrown))
    }
  }
  return (
    <>
      <ProblemNote problem={failed ?? problem} />
      {addresses.map((address, at) => (
        <img key={address} src={address} alt={`${scan.title}，第 ${at + 1} 页`} />
      ))}
      {value === null ? null : (
        <div className="paper-pages-foot">
          {value.length === 0 ? <p>这份 PDF 里没有取到页面图片。请另存后用 PDF 阅读器打开，对照签名。</p> : null}
          <Button size="small" onClick={() => void save()}>
            另存 PDF…
          </Button>
        </div>
      )}
    </>
  )
}
