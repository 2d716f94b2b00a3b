/** In 序号 of the line that shows how our blank list is filled in; such a line is never read. */
export const exampleWord = '示例'
