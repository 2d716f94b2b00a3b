import { rawBook, textCell } from './support/ugly-tables.ts'
import { openGrid } from '../electron/core/tables/read/open-grid.ts'
import { findTables } from '../electron/core/tables/read/find-tables.ts'
import { findLists } from '../electron/core/tables/read/find-lists.ts'
const cols='ABCDEFGHIJKLMNOPQRST'
const row=(n:number,t:string)=>`<row r="${n}">${[...cols].map(c=>textCell(c+n,t)).join('')}</row>`
const N=Number(process.argv[2])
const head=`<row r="1">${[...cols].map((c,i)=>textCell(c+'1',i==0?'活动名称':'备注'+c)).join('')}</row>`
const b=rawBook(head+Array.from({length:N},(_,i)=>row(i+2,'讲座')).join(''))
let t=performance.now(); const lap=(w:string)=>{console.log(w,(performance.now()-t).toFixed(0));t=performance.now()}
const g=openGrid(b); lap('grid'); findTables(g.sheets[0]!); lap('find'); findLists(g); lap('lists')
