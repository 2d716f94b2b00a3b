/** Asks for one video file; whatever it is called, what it is decides. Empty when the dialog was closed. */
export const pickVideo = (): Promise<string[]> =>
  window.kexie.pickFiles({
    title: '选择视频文件',
    filters: [
      { name: '视频文件', extensions: ['mp4', 'mov', 'm4v', 'avi', 'mkv', 'wmv', 'flv', 'mpg', 'mpeg', 'ts', '3gp'] },
      { name: '所有文件', extensions: ['*'] },
    ],
  })
