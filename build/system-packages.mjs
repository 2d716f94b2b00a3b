/** Debian packages that Electron and the tests need, by group. */
import { existsSync } from 'node:fs'
import { capture, run } from './processes.mjs'
import { Stop, tell } from './tell.mjs'

/** Alternatives: newer Debian and Ubuntu renamed some libraries. */
const groups = {
  window: [
    ['libgtk-3-0', 'libgtk-3-0t64'],
    ['libnss3'],
    ['libasound2', 'libasound2t64'],
    ['libgbm1'],
    ['fonts-noto-cjk'],
  ],
  display: [['xvfb'], ['xauth']],
  tools: [
    ['minisign'],
    ['age'],
    ['poppler-utils'],
    ['imagemagick'],
    ['unzip'],
    ['chromium', 'chromium-browser'],
    ['zbar-tools'],
    ['qpdf'],
    // Videos of every kind, and what another program says of them.
    ['ffmpeg'],
    // Word documents as another office sees them; the tests bring their own fonts.
    ['libreoffice-writer-nogui', 'libreoffice-writer'],
    // Packages as a program in another language reads them (test/verifier).
    ['python3'],
    // Clicks and types in the dialogs of the packaged program, which has no doors for tests.
    ['xdotool'],
    ['xclip'],
  ],
}

/**
 * Installs what is missing (root), or stops with the one command to ask for.
 * @param {readonly (keyof typeof groups)[]} names
 */
export async function ensureSystemPackages(names) {
  if (process.platform !== 'linux' || names.length === 0) return
  if (!existsSync('/usr/bin/dpkg-query')) return tellOtherLinux()
  const wanted = names.flatMap((name) => groups[name])
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query has placeholders of its own
  const list = capture('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\n', ...wanted.flat()]).stdout
  const installed = new Set(
    list
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  )
  const missing = wanted.filter((alternatives) => !alternatives.some((name) => installed.has(name)))
  if (missing.length === 0) return
  if (process.getuid?.() !== 0) {
    const command = `sudo apt-get install -y ${choose(missing).join(' ')}`
    throw new Stop(
      `System packages are missing; ask for: ${command}`,
      '缺少系统组件，请运行（或请管理员运行）上面的命令。',
    )
  }
  tell('Installing system packages …', `正在安装系统组件：${missing.map(([name]) => name).join(' ')}`)
  await apt(['update', '-qq'])
  const packages = choose(missing)
  if ((await apt(['install', '-y', '-qq', '--no-install-recommends', ...packages])) !== 0) {
    throw new Stop(
      `These system packages could not be installed: ${packages.join(' ')} (apt-get needs its package source).`,
      '无法安装上述系统组件：apt-get 需要能访问软件源。',
    )
  }
}

const apt = (args) =>
  run('apt-get', args, { stdio: ['ignore', 'ignore', 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })

/** Of each row of alternatives the first one that this distribution really has. */
function choose(missing) {
  return missing.map((alternatives) => {
    if (alternatives.length === 1) return alternatives[0]
    return alternatives.find((name) => hasCandidate(name)) ?? alternatives[0]
  })
}
function hasCandidate(name) {
  return /Candidate: (?!\(none\))/.test(
    capture('apt-cache', ['policy', name], { env: { ...process.env, LC_ALL: 'C' } }).stdout,
  )
}

const otherLinuxLibraries = ['libgtk-3.so.0', 'libnss3.so', 'libgbm.so.1', 'libasound.so.2']
function tellOtherLinux() {
  const known = capture('ldconfig', ['-p']).stdout
  const missing = otherLinuxLibraries.filter((library) => known !== '' && !known.includes(library))
  if (missing.length > 0)
    tell(`Libraries that Electron needs seem to be missing: ${missing.join(' ')}`, '可能缺少上述系统库')
}
