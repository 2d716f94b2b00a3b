/**
 * The installers that cannot be made here: their configurations by electron-builder's own schema, and what it would hand
 * to NSIS and to the maker of deb packages.
 */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Arch, build, type Configuration, Platform } from 'electron-builder'
import { afterAll, describe, expect, it } from 'vitest'
import { appId, packagedDescription, packageMime, packagingConfig } from '../../build/electron-builder.mjs'
import { inRoot } from '../../build/paths.mjs'
import { isTooOld } from '../../electron/main/old-windows.ts'
import { filesNamedIn, OpenedFiles } from '../../electron/main/opened-files.ts'

const project = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
const electronVersion: string = project.devDependencies.electron
const folder = mkdtempSync(join(tmpdir(), 'kexie-packaging-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Kind = 'linux' | 'win'

/** Goes the way of a real build up to the tool that is not here. */
async function wouldMake(platform: Kind, change: Partial<Configuration> = {}): Promise<unknown[][]> {
  const place = mkdtempSync(join(folder, `${platform}-`))
  const prepackaged = join(place, 'unpacked')
  mkdirSync(join(prepackaged, 'resources'), { recursive: true })
  mkdirSync(join(place, 'app'))
  writeFileSync(join(place, 'app', 'package.json'), JSON.stringify(packagedDescription(project, platform)))
  // The archive inside the Windows installer is made by a tool that electron-builder would fetch.
  const archiver = join(place, '7z')
  writeFileSync(archiver, '#!/bin/sh\nfor word in "$@"; do case "$word" in *.7z) echo > "$word";; esac; done\n')
  chmodSync(archiver, 0o755)
  process.env.ELECTRON_BUILDER_7ZIP_PATH = archiver
  const config = packagingConfig({ platform, electronVersion })
  const told: unknown[][] = []
  await build({
    projectDir: inRoot('.'),
    prepackaged,
    publish: 'never',
    targets:
      platform === 'linux'
        ? Platform.LINUX.createTarget('deb', Arch.x64, Arch.arm64)
        : Platform.WINDOWS.createTarget('nsis', Arch.x64),
    config: {
      ...config,
      directories: { ...config.directories, app: join(place, 'app'), output: join(place, 'out') },
      ...change,
    },
    effectiveOptionComputed: async (options: unknown) => {
      // The desktop entry is a file that goes with the build.
      const [first, second] = options as [unknown, unknown]
      told.push([first, typeof second === 'string' ? readFileSync(second, 'utf8') : second])
      return true
    },
  })
  return told
}

describe('Windows', () => {
  it('installs for one person, without an administrator, without a question, without network', async () => {
    const told = await wouldMake('win')
    expect(told).toHaveLength(1)
    const [defines] = told[0] as [Record<string, unknown>]
    expect(defines).toMatchObject({
      APP_ID: appId,
      PRODUCT_NAME: '科协报送台',
      ONE_CLICK: null,
      COMPRESSION_METHOD: '7z',
    })
    // Each of these would ask for more than the person's own folder, or for the network.
    for (const name of [
      'INSTALL_MODE_PER_ALL_USERS',
      'MULTIUSER_INSTALLMODE_ALLOW_ELEVATION',
      'APP_PACKAGE_URL',
      'DELETE_APP_DATA_ON_UNINSTALL',
    ]) {
      expect(defines, name).not.toHaveProperty(name)
    }
    expect(defines.MUI_ICON).toBe(inRoot('resources/icons/icon.ico'))
  })

  it('refuses Windows 7 and 8 in one sentence and takes no other ZIP file over', () => {
    const script = readFileSync(inRoot('build/installer/windows.nsh'), 'utf8')
    expect(script).toMatch(/IfNot} \$\{AtLeastWin10}\s+MessageBox [^\n]*需要 Windows 10[^\n]*\n\s+Quit/)
    expect(script).toContain(String.raw`\.zip\OpenWithProgids`)
    expect(script).not.toMatch(/HKLM|HKEY_LOCAL_MACHINE|WriteRegStr HKCU "Software\\Classes\\\.zip"/)
    expect(isTooOld('win32', '6.1.7601')).toBe(true)
    expect(isTooOld('win32', '6.3.9600')).toBe(true)
    expect(isTooOld('win32', '10.0.19045')).toBe(false)
    expect(isTooOld('linux', '5.10.0')).toBe(false)
  })
})

describe('deb', () => {
  it('is made for x64 and arm64, with icons, a menu entry and our kind of file', async () => {
    const told = (await wouldMake('linux')) as [string[], string][]
    expect(told.map(([args]) => args[args.indexOf('--architecture') + 1]).sort()).toEqual(['amd64', 'arm64'])
    for (const [args, entry] of told) {
      expect(entry).toContain('Name=科协报送台\n')
      expect(entry).toContain('Exec=/opt/kexie-desk/kexie-desk %U\n')
      expect(entry).toContain(`MimeType=${packageMime};`)
      expect(args.filter((word) => word.includes('/usr/share/icons/hicolor/'))).toHaveLength(8)
      expect(args.some((word) => word.endsWith('=/usr/share/mime/packages/kexie-package.xml'))).toBe(true)
    }
  })

  it('asks for what Debian, Kylin and UOS have under either name', () => {
    const depends = packagingConfig({ platform: 'linux', electronVersion }).deb?.depends
    expect(depends).toEqual(
      expect.arrayContaining(['libgtk-3-0 | libgtk-3-0t64', 'libnss3', 'libgbm1', 'libasound2 | libasound2t64']),
    )
  })

  it('knows the files by the names that the program gives them, and no other ZIP file', () => {
    const xml = readFileSync(inRoot('build/installer/kexie-package.xml'), 'utf8')
    expect(xml).toContain(`type="${packageMime}"`)
    const globs = [...xml.matchAll(/glob weight="80" pattern="([^"*]+)\*\.zip"/g)].map((match) => match[1] ?? '')
    // Every package begins with this file (bag.ts), which is how a renamed one is known.
    expect(xml).toContain('<match type="string" value="bagit.txt" offset="30"/>')
    const ours = (name: string) => globs.some((head) => name.startsWith(head))
    for (const name of [
      '报送包_某县_第0001号.zip',
      '回执_某市_致某县_第0001号.zip',
      '通知_某市_某事_第1版.zip',
      '单位名片-某县.zip',
      '单位名片_某县_第1版.zip',
    ]) {
      expect(ours(name), name).toBe(true)
    }
    expect(ours('照片.zip')).toBe(false)
  })
})

it('the schema refuses what electron-builder does not know', async () => {
  await expect(wouldMake('linux', { linux: { nothing: true } } as Partial<Configuration>)).rejects.toThrow(/API schema/)
})

it('every fuse is named, and those that open something are off', () => {
  for (const platform of ['linux', 'win'] as const) {
    const { electronFuses } = packagingConfig({ platform, electronVersion })
    expect(electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: platform === 'win',
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    })
  }
})

describe('files that were opened with the program', () => {
  it('are the ZIP files that are there, by path or by address, and never the value of a switch', () => {
    const place = mkdtempSync(join(folder, 'opened-'))
    const file = join(place, '回执_某市.ZIP')
    writeFileSync(file, '')
    mkdirSync(join(place, 'store.zip'))
    const words = ['--data', file, 'store.zip', '回执_某市.ZIP', new URL(`file://${file}`).href, 'gone.zip', '--x.zip']
    expect(filesNamedIn(words, place)).toEqual([file])
    expect(filesNamedIn(['file://%'], place)).toEqual([])
  })

  it('wait until somebody takes them, each once', () => {
    let told = 0
    const opened = new OpenedFiles(() => told++)
    opened.add([])
    opened.add(['/a.zip'])
    opened.add(['/a.zip', '/b.zip'])
    expect(told).toBe(2)
    expect(opened.take()).toEqual(['/a.zip', '/b.zip'])
    expect(opened.take()).toEqual([])
  })
})
