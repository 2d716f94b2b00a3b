/** The walls of the house: who may lean on whom. `npm run check` holds them. */

const npm = '^node_modules/'
const onlyPackages = (...names) => names.map((name) => `^node_modules/${name}/`)
const types = '^node_modules/@types/'
const reactWorld = onlyPackages(
  'react',
  'react-dom',
  'antd',
  '@ant-design/[^/]+',
  '@tanstack/[^/]+',
  'zustand',
  'dayjs',
  'qrcode',
  '@vant/area-data',
)

/** A room may import its own list and nothing else; everything else is a wall. */
const room = (name, from, allowed, extra = {}) => ({
  name,
  severity: 'error',
  from: { path: from, ...extra.from },
  to: { pathNot: allowed, dependencyTypesNot: extra.builtins ? ['core'] : [] },
})

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unknown', severity: 'error', from: {}, to: { couldNotResolve: true } },

    room('shared-leans-on-nothing', '^shared/', ['^shared/', ...onlyPackages('zod')]),
    room('db-knows-sql-only', '^db/', ['^db/', '^shared/', types, ...onlyPackages('kysely', 'better-sqlite3')], {
      builtins: true,
    }),
    room('core-knows-no-window', '^electron/core/', ['^electron/core/', '^db/', '^shared/', npm], { builtins: true }),
    {
      name: 'core-never-electron',
      severity: 'error',
      from: { path: '^(electron/core|db|shared|renderer)/' },
      to: { path: ['^node_modules/electron/', '^electron$'] },
    },
    {
      name: 'core-draws-nothing',
      severity: 'error',
      from: { path: '^(electron|db|shared)/' },
      to: { path: onlyPackages('react', 'react-dom', 'antd', '@ant-design/[^/]+', 'zustand') },
    },
    room('main-has-no-rules', '^electron/main/', ['^electron/main/', '^shared/', ...onlyPackages('electron')], {
      builtins: true,
    }),
    room('preload-is-small', '^electron/preload/', ['^electron/preload/', '^shared/', ...onlyPackages('electron')]),
    {
      name: 'preload-takes-types-only',
      severity: 'error',
      from: { path: '^electron/preload/' },
      to: { path: '^shared/', dependencyTypesNot: ['type-only'] },
    },
    room('renderer-knows-shared-only', '^renderer/', ['^renderer/', '^shared/', types, ...reactWorld]),
    {
      name: 'ui-is-domain-free',
      severity: 'error',
      from: { path: '^renderer/ui/' },
      to: { path: '^(renderer|shared|db|electron|resources)/', pathNot: '^renderer/ui/' },
    },
    {
      name: 'screens-are-strangers',
      severity: 'error',
      from: { path: '^renderer/screens/([^/]+)/' },
      // A style sheet of several doors may lie beside their folders.
      to: { path: '^renderer/screens/[^/]+/', pathNot: '^renderer/screens/$1/' },
    },
    {
      name: 'resources-are-data',
      severity: 'error',
      from: { pathNot: '^(test|build)/' },
      to: { path: '^resources/' },
    },
    {
      name: 'product-needs-no-test',
      severity: 'error',
      from: { path: '^(shared|db|electron|renderer)/' },
      to: { path: '^(test|build)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.d.ts', '.json'],
    },
  },
}
