import { readFileSync, readdirSync } from 'node:fs'
import { fileSource } from './electron/core/videos/byte-source.ts'
import { factsOf } from './electron/core/videos/structure.ts'
const dir='/work/shared/material/media'
const m = JSON.parse(readFileSync(dir+'/manifest.json','utf8')).files
for (const [k,f] of Object.entries<any>(m)) {
  const s = fileSource(dir+'/'+k)
  const t=performance.now()
  const a: any = await factsOf(s,k)
  const ms=(performance.now()-t).toFixed(1)
  if (!a.facts) { console.log(k.slice(0,40), a, 'ffprobe', f.ffprobeOpens, ms); continue }
  const g=a.facts; const bad: string[]=[]
  const eq=(n:string,x:any,y:any)=>{ if ((x??null)!==(y??null)) bad.push(`${n}: ${x} != ${y}`) }
  if (f.durationS!=null && Math.abs((g.durationSeconds??-1)-f.durationS)>0.05) bad.push(`dur ${g.durationSeconds} != ${f.durationS}`)
  for (const n of ['codedWidth','codedHeight','displayWidth','displayHeight','rotationClockwise','videoCodec','audioCodec','majorBrand']) eq(n,g[n],f[n])
  const [a1,b1]=(f.frameRate??'0/1').split('/').map(Number); if (Math.abs((g.frameRate??0)-a1/b1)>0.01) bad.push(`fps ${g.frameRate} ${f.frameRate}`)
  eq('frag', g.fragmented, f.fragmented); 
  console.log(k.slice(0,40), g.container, g.complete, g.faults.join(), g.pictureSeconds, f.videoDurationS, g.bitDepth, a.bytesRead, ms, bad)
}
