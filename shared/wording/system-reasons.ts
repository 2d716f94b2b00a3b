/** What the operating system says about files, in words. */
const systemReasons: Readonly<Record<string, string>> = {
  EACCES: '没有权限',
  EBUSY: '正被其他程序占用',
  EIO: '读写出错，盘可能坏了',
  EISDIR: '这是一个文件夹',
  ENAMETOOLONG: '文件名太长',
  ENODEV: '盘不在了',
  ENOENT: '找不到这个位置',
  ENOTDIR: '找不到这个位置',
  EPERM: '没有权限',
  EROFS: '写保护',
}

/** The system's word for it, in brackets; a code that nobody knows stays for the telephone. */
export const because = (reason: string): string => (reason === '' ? '' : `（${systemReasons[reason] ?? reason}）`)
