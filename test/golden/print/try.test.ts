import { test } from 'vitest'
import { buildPrintProgram, printAll, pdfText, pdfFonts, pageSizes, drawPage, readQr } from '/work/main/test/support/pdf.ts'
import { print, values, longPlan } from '/work/main/test/golden/print/sample-documents.ts'
import { inRoot } from '/work/main/build/paths.mjs'
test('try', async () => {
  const program = await buildPrintProgram('/tmp/rp/out')
  const d = 'a'.repeat(63)
  const pics = Object.fromEntries(['/work/shared/material/photos/现场照片-无EXIF.jpg','/work/shared/material/photos/exif-orientation-6.jpg','/work/shared/material/photos/30-megapixel.jpg'].map((f,i)=>[d+i,f]))
  const list = Object.keys(pics).map((digest,i)=>({digest,title:['2021年走访慰问科技工作者','农技专家到田头','报告会现场，专家与青年科技工作者面对面交流座谈，气氛热烈，会后合影留念'][i]!,width:4000,height:3000}))
  const files = await printAll(program, {
    f2: print('JS-F2', values), empty: print('JS-F2', {}, {draft:true}),
    long: print('JS-F2', {...values, plan: longPlan(5000), contactName:'𠮷田𫖯㐂', hostName:'海陵县'.repeat(20)}),
    photos: print('JS-T14', {setTitle:'2021年科技工作者日', note:'说明'.repeat(40)}, {pictures:{photos:list}}),
    intro: print('JS-T13', {introTitle:'点亮科学之光', body: longPlan(230)}), plan: print('JS-T11', {}),
  }, pics)
  for (const [n,f] of Object.entries(files)) {
    const sizes = await pageSizes(f)
    console.log(n, sizes, await pdfFonts(f), await readQr(f,1))
    for (let p=1;p<=sizes.length;p++) await drawPage(f,p,70,`/tmp/rp/out/${n}-${p}`)
  }
  console.log(await pdfText(files.f2!))
}, 120000)
