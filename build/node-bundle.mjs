/** How programs for Node are bundled: those that are shipped, and those that the tests start as processes of their own. */
import { existsSync, readFileSync } from 'node:fs'
import { build } from 'esbuild'
import { inRoot } from './paths.mjs'

const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))

/** zod brings fifty languages along, of which a clerk is told in one. */
const onlyOurLocales = {
  name: 'only-our-locales',
  setup(bundling) {
    bundling.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.c?js$/ }, () => ({
      contents: "export { default as zhCN } from './zh-CN.js'\nexport { default as en } from './en.js'\n",
    }))
  },
}

// Libraries of the older kind ask for Node's own parts by `require`.
const requireHere =
  "import{createRequire as kexieCreateRequire}from'node:module';const require=kexieCreateRequire(import.meta.url);"

/** A part is read only when it is needed; what several programs need is one part. */
const asModules = {
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  splitting: true,
  chunkNames: 'part-[hash]',
  banner: { js: requireHere },
}
const asOneFile = { format: 'cjs', outExtension: { '.js': '.cjs' } }

/**
 * @param {{ entries: Record<string, string>, outdir: string, target: string, modules?: boolean }} wanted entries by
 *   name, relative to the project; those that are not there are left out
 * @returns what is to be written
 */
export async function bundleForNode({ entries, outdir, target, modules = false }) {
  const result = await build({
    absWorkingDir: inRoot('.'),
    entryPoints: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(inRoot(file)))),
    outdir,
    bundle: true,
    write: false,
    platform: 'node',
    target,
    external: ['electron', 'better-sqlite3'],
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.KEXIE_VERSION': JSON.stringify(version) },
    // Names stay: the stack in a log must mean something.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [onlyOurLocales],
    ...(modules ? asModules : asOneFile),
  })
  return result.outputFiles ?? []
}
