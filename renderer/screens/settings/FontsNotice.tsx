import { useMemo } from 'react'

/** The fonts that official documents ask for; whoever lacks one sees a substitute. */
const wanted = [
  { name: '小标宋', families: ['方正小标宋简体', 'FZXiaoBiaoSong-B05S', '方正小标宋_GBK'] },
  { name: '仿宋', families: ['仿宋_GB2312', 'FangSong_GB2312', '仿宋', 'FangSong', 'STFangsong'] },
  { name: '楷体', families: ['楷体_GB2312', 'KaiTi_GB2312', '楷体', 'KaiTi', 'STKaiti'] },
  { name: '黑体', families: ['黑体', 'SimHei', 'STHeiti'] },
] as const

/** A font is there when text set in it, with two different fallbacks, comes out equally wide. */
function isInstalled(family: string, context: CanvasRenderingContext2D): boolean {
  const width = (fallback: string) => {
    context.font = `40px "${family}", ${fallback}`
    return context.measureText('iIWw永和一〇').width
  }
  return width('monospace') === width('serif')
}

export function FontsNotice() {
  const missing = useMemo(() => {
    const context = document.createElement('canvas').getContext('2d')
    if (!context) return []
    return wanted
      .filter((font) => !font.families.some((family) => isInstalled(family, context)))
      .map((font) => font.name)
  }, [])
  if (missing.length === 0) return <span>公文常用字体都已安装。</span>
  return (
    <>
      这台电脑没有安装 {missing.join('、')}。
      <p className="field-note">打印时用程序自带的相近字体代替，表格的行列和内容不受影响。</p>
    </>
  )
}
