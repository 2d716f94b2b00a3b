/** word/fontTable.xml: what Word and WPS take where a face is not installed. The docx library can only embed faces. */
import { type Face, faces } from './styles.ts'

const standIns: Readonly<Record<Face, { altName: string; panose: string; family: string; pitch: string }>> = {
  song: { altName: '宋体', panose: '02010601030101010101', family: 'script', pitch: 'variable' },
  fang: { altName: '仿宋', panose: '02010609030101010101', family: 'modern', pitch: 'fixed' },
  kai: { altName: '楷体', panose: '02010609030101010101', family: 'modern', pitch: 'fixed' },
  hei: { altName: 'SimHei', panose: '02010609060101010101', family: 'modern', pitch: 'fixed' },
  sun: { altName: 'SimSun', panose: '02010600030101010101', family: 'auto', pitch: 'variable' },
}

export const fontTableXml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${Object.entries(
  standIns,
)
  .map(
    ([face, { altName, panose, family, pitch }]) =>
      `<w:font w:name="${faces[face as Face]}"><w:altName w:val="${altName}"/><w:panose1 w:val="${panose}"/><w:charset w:val="86"/><w:family w:val="${family}"/><w:pitch w:val="${pitch}"/></w:font>`,
  )
  .join('')}</w:fonts>`
