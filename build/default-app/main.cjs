/**
 * Stand-in for Electron's default_app inside the unpacked runtime:
 * electron [-r preload.js]… [switches] <application folder> [its own arguments]
 */
const { app } = require('electron')
const fs = require('node:fs')
const path = require('node:path')
const Module = require('node:module')

const given = process.argv.slice(1)
const preloads = []
let folder
for (let i = 0; i < given.length && folder === undefined; i++) {
  if (given[i] === '-r' || given[i] === '--require') preloads.push(path.resolve(given[++i]))
  else if (!given[i].startsWith('-')) folder = path.resolve(given[i])
}
// Playwright hands its loader over with -r: it must be there before the application starts.
if (preloads.length > 0) Module._preloadModules(preloads)

const home = folder ?? process.cwd()
const description = JSON.parse(fs.readFileSync(path.join(home, 'package.json'), 'utf8'))
app.setVersion(description.version ?? '0.0.0')
app.setName(description.name)
app.setAppPath(home)
try {
  Module._load(path.join(home, description.main ?? 'index.js'), Module, true)
} catch (error) {
  console.error('The application could not be loaded', error)
  process.exit(1)
}
