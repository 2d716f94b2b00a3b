import { exampleWord } from '../../../shared/domain/example.ts'
import type { HandlerContext } from '../handlers/context.ts'

/** Name of a file or folder that leaves this store: that of an example begins with 示例, whatever the office is called. */
export function fileTitle(ctx: Pick<HandlerContext, 'example'>, title: string): string {
  return ctx.example ? `${exampleWord}_${title}` : title
}
