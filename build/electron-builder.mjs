/**
 * What electron-builder makes of out/app. Into app.asar go main, preload and the pages; the core, its threads, resources
 * and SQLite lie beside it, where a process without Electron can read them.
 */
import path from 'node:path'
import { inRoot } from './paths.mjs'

/** Where packaging works; relative to the project. */
export const packageDir = 'out/package'
export const executableName = 'kexie-desk'
/** Also the AppUserModelID of main/reminders.ts: Windows tells notifications by it. */
export const appId = 'cn.kexie.desk'
const productName = '科协报送台'
const synopsis = '县科协报送材料的桌面程序，不需要联网'

/** Packages stay ZIP files that anybody can open; on Linux our own names are a kind of file of their own. */
export const packageMime = 'application/vnd.kexie.package+zip'

/**
 * Each switch that could make the program run something else than itself is burnt out. Cookie encryption stays off:
 * the pages keep no cookies (guards.ts), and it would ask the keychain at each start.
 * @param {'linux' | 'win'} platform @param {string} electronVersion
 */
function fusesOf(platform, electronVersion) {
  return {
    runAsNode: false,
    enableCookieEncryption: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    // Electron checks it on Windows and macOS only.
    enableEmbeddedAsarIntegrityValidation: platform === 'win',
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    // Since Electron 29; the wire of an older one is too short for it.
    ...(Number.parseInt(electronVersion, 10) >= 29 ? { grantFileProtocolExtraPrivileges: false } : {}),
  }
}

/** Debian 10 and its relatives (Kylin, UOS), newer Debian and Ubuntu, where some libraries were renamed. */
const debDepends = [
  'libgtk-3-0 | libgtk-3-0t64',
  'libnotify4',
  'libnss3',
  'libxss1',
  'libxtst6',
  'libatspi2.0-0 | libatspi2.0-0t64',
  'libuuid1',
  'libsecret-1-0',
  'libgbm1',
  'libasound2 | libasound2t64',
  'xdg-utils',
]

/** @typedef {{ platform: 'linux' | 'win', electronVersion: string, electronDist?: string, coreNode?: string }} Packing */

/**
 * @param {Packing} packing `coreNode`: a Node for the core, where the runtime's own is too old for the SQLite binding
 * @returns {import('electron-builder').Configuration}
 */
export function packagingConfig({ platform, electronVersion, electronDist, coreNode }) {
  return {
    appId,
    // The deb lies in /opt under this name: no letter there that an old shell script could stumble over.
    productName: platform === 'linux' ? executableName : productName,
    copyright: '科协报送台',
    electronVersion,
    ...(electronDist ? { electronDist } : {}),
    electronLanguages: ['zh-CN', 'en-US'],
    directories: { app: `${packageDir}/app`, output: `${packageDir}/made`, buildResources: 'build/installer' },
    // The bundles hold every library but one, which is laid beside them: nobody's node_modules are searched.
    beforeBuild: async () => false,
    files: [
      '**/*',
      '!**/*.map',
      {
        from: 'node_modules/better-sqlite3',
        to: 'node_modules/better-sqlite3',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in
        filter: ['package.json', 'LICENSE', 'lib/**', 'prebuilds/${platform}-${arch}.node'],
      },
    ],
    asar: true,
    asarUnpack: ['core*', 'core/**', 'resources/**', 'node_modules/**'],
    extraResources: coreNode ? [{ from: coreNode, to: 'node/node' }] : [],
    electronFuses: fusesOf(platform, electronVersion),
    publish: null,
    win: { target: [{ target: 'nsis', arch: ['x64'] }], icon: 'resources/icons/icon.ico' },
    nsis: {
      // Nothing to choose and no administrator: it goes into the person's own folder and opens.
      oneClick: true,
      perMachine: false,
      allowElevation: false,
      packElevateHelper: false,
      runAfterFinish: true,
      installerLanguages: ['zh_CN'],
      language: '2052',
      multiLanguageInstaller: false,
      include: 'build/installer/windows.nsh',
      shortcutName: productName,
      uninstallDisplayName: productName,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in
      artifactName: '科协报送台-安装-${version}-${arch}.${ext}',
      // What an office wrote is never part of the program.
      deleteAppDataOnUninstall: false,
      differentialPackage: false,
      createDesktopShortcut: true,
      createStartMenuShortcut: true,
    },
    linux: {
      target: [{ target: 'deb', arch: ['x64', 'arm64'] }],
      executableName,
      syncDesktopName: true,
      icon: 'resources/icons',
      category: 'Office',
      maintainer: 'Kexie Desk <kexie-desk@localhost>',
      synopsis,
      description: '收通知、填表、打印盖章、写出签名报送包；上级用同一个程序核对、收件、回执。',
      mimeTypes: [packageMime],
      desktop: { entry: { Name: productName, 'Name[zh_CN]': productName, 'Name[en]': 'Kexie Desk' } },
    },
    deb: {
      depends: debDepends,
      priority: 'optional',
      packageCategory: 'misc',
      // Read by the machines of Kylin V10 and UOS 20 as well; zstd is not.
      compression: 'xz',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in
      artifactName: '${name}_${version}_${arch}.${ext}',
      fpm: [`${inRoot('build/installer/kexie-package.xml')}=/usr/share/mime/packages/kexie-package.xml`],
    },
  }
}

/**
 * package.json of the packaged program.
 * @param {Record<string, string>} project the project's own @param {'linux' | 'win'} platform
 */
export function packagedDescription(project, platform) {
  return {
    name: project.name,
    productName,
    version: project.version,
    description: synopsis,
    license: project.license,
    author: productName,
    // A deb must name one; Windows would show it as a link that leads nowhere.
    ...(platform === 'linux' ? { homepage: 'https://kexie-desk.invalid' } : {}),
    desktopName: `${executableName}.desktop`,
    main: path.basename(project.main ?? 'main.cjs'),
  }
}
