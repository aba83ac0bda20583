/** Vite's dev server, as `npx vite` starts it. */
import { spawn } from 'node:child_process';
import { toolPath } from './bench.mjs';

/** @param {string} version the name under which it is installed */
export const viteDev = (version) => (dir) =>
  new Promise((resolve, reject) => {
    const child = spawn(toolPath(`${version}/bin/vite.js`), ['--port', '0'], {
      cwd: dir,
      env: { ...process.env, NO_COLOR: '1', BROWSER: 'none' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise((end) => child.on('close', end));
    const close = async () => {
      child.kill();
      await ended;
    };
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
        const url = /Local:\s+(http\S+)/.exec(output)?.[1];
        if (url) resolve({ url, close });
      });
    child.on('error', reject);
    ended.then((code) => reject(new Error(`${version} ended with ${code}.\n${output}`)));
  });
