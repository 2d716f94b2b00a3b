/** Problems of 换电脑: the whole office in one file. */
import type { ProblemCode } from '../problems.ts'
import { bytesText } from './amounts.ts'
import type { Sentences } from './problem-sentence.ts'

const nothingHere = '这台电脑上没有写入任何内容，文件没有改动。'

export const movingSentences = {
  'moving.file-invalid': ({ path }) => ({
    what: `这不是整体搬家文件，或者没有拷完整、有损坏：${path}。`,
    safe: nothingHere,
    next: '请从原电脑再拷一次；仍打不开，请在原电脑“设置”的“换电脑”里重新保存一份。',
  }),
  'moving.file-newer': ({ appVersion }) => ({
    what: `这份整体搬家文件是更新版本的程序（${appVersion}）保存的，本程序不认识。`,
    safe: nothingHere,
    next: '请先在这台电脑上安装新版程序，再恢复。',
  }),
  'moving.given-up': () => ({
    what: '本单位已搬到另一台电脑，这台已停用，不能再签名报送。',
    safe: '这台电脑上的内容都在，可以查看、打印。',
    next: '请在新电脑上办理；没有搬成，要接着用这台，请到“设置”的“换电脑”里点“继续在本机使用”。',
  }),
  'moving.passphrase-wrong': () => ({
    what: '打不开这份整体搬家文件：口令不对。',
    safe: nothingHere,
    next: '要输的是保存这份文件时设的口令。请注意大小写和中英文，再试一次。',
  }),
  'moving.too-large': ({ bytes }) => ({
    what: `整体搬家文件有 ${bytesText(bytes)}，这个盘是 FAT32 格式，单个文件放不下 4 GB。`,
    safe: '没有写出任何文件，填报内容没有变化。',
    next: '请换一个 exFAT 或 NTFS 格式的U盘、移动硬盘，再保存一次。',
  }),
} satisfies Pick<Sentences, Extract<ProblemCode, `moving.${string}`>>
