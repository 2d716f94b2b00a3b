/** The same package once more, under the same number: the other side takes it in only once. */
import type { ExportedPackage } from '../../../shared/api/packages.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { problemOf } from '../../api.ts'
import { runTask } from '../../app/tasks.ts'
import { readBackText } from '../../text/packages.ts'

/** @param name of the package, as its row has it. Null: the person closed the dialog, or it failed and was told */
export async function rewritePackage(
  { packageId, name }: { packageId: string; name: string },
  onProblem: (problem: ProblemData | null) => void,
): Promise<ExportedPackage | null> {
  onProblem(null)
  try {
    const out = await window.kexie.pickFolder({ title: `${name}写到哪个文件夹` })
    if (out === null) return null
    return await runTask({
      title: `重新写出${name}`,
      method: 'packages.rewrite',
      input: { packageId, out },
      ending: (made) => {
        const [first] = made.files
        return {
          sentence: `${name}已重新写好，内容和上次一模一样。${readBackText(made.readBack)}`,
          next: first ? { label: '在文件夹中显示', run: () => void window.kexie.showInFolder(first.path) } : null,
        }
      },
    })
  } catch (thrown) {
    onProblem(problemOf(thrown))
    return null
  }
}
