// Running other programs.
import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/**
 * Runs a program to its end. What it says is kept and told only if it fails,
 * unless `show` is given: then it is passed on as it comes, too.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, show?: boolean, allowFailure?: boolean }} [options]
 * @returns {Promise<{ status: number, stdout: string, output: string }>} `output` is both streams as they came
 */
export function run(program, args, { cwd = root, env = {}, show = false, allowFailure = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    for (const stream of [child.stdout, child.stderr.setEncoding('utf8')]) {
      stream.on('data', (text) => {
        output += text;
        if (show) process.stdout.write(text);
      });
    }
    child.on('error', (error) => {
      reject(error.code === 'ENOENT' ? new Error(`${program} is not installed, or not on the PATH.`) : error);
    });
    child.on('close', (code) => {
      const status = code ?? 1;
      if (status === 0 || allowFailure) return resolve({ status, stdout, output });
      reject(new Error(`${[program, ...args].join(' ')} ended with ${status}.${show ? '' : `\n${output}`}`));
    });
  });
}
