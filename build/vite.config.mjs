import { existsSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { inRoot } from './paths.mjs'

const pages = { index: inRoot('renderer/index.html'), print: inRoot('renderer/print.html') }

export default defineConfig({
  root: inRoot('renderer'),
  base: './',
  plugins: [react()],
  cacheDir: inRoot('node_modules/.cache/kexie/vite'),
  build: {
    target: 'chrome114',
    emptyOutDir: true,
    // The content security policy allows no font from a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(pages).filter(([, file]) => existsSync(file))),
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 3 },
            // A file an icon would be twenty questions to main before the first screen.
            { name: 'icons', test: /node_modules[\\/]@ant-design[\\/]icons/, priority: 2 },
          ],
        },
      },
    },
  },
})
