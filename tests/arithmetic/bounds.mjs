/** The bounds of the kernels, proved by z3 from the script beside their derivation. */
import { existsSync, rmSync } from 'node:fs';
import { at } from '../../scripts/paths.mjs';
import { run } from '../../scripts/run.mjs';
import { step } from '../../scripts/step.mjs';

const script = at('src/rs256/modexp/fma/bounds.py');
const venv = at('build/z3');

/** What to type where z3 cannot be had by itself. */
export const howToGetZ3 = 'python3 -m pip install z3-solver';

/** @returns {Promise<string | undefined>} a Python that has z3; it is brought into build/ if it can be */
export async function pythonWithZ3() {
  for (const python of ['python3', `${venv}/bin/python`]) if (await knowsZ3(python)) return python;
  if (!existsSync(venv)) {
    const made = await step('Installing z3, which proves the bounds', bring).catch(() => rmSync(venv, removal));
    if (made && (await knowsZ3(made))) return made;
  }
  return undefined;
}

const removal = { recursive: true, force: true };

async function bring() {
  await run('python3', ['-m', 'venv', venv]);
  await run(`${venv}/bin/pip`, ['install', '--quiet', '--disable-pip-version-check', 'z3-solver']);
  return `${venv}/bin/python`;
}

const knowsZ3 = async (python) => {
  const { status } = await run(python, ['-c', 'import z3'], { allowFailure: true }).catch(() => ({ status: 1 }));
  return status === 0;
};

/** @returns {Promise<string>} what was proved, a line for each claim; rejects if one is not, or if one that is wrong is */
export async function prove(python) {
  const { stdout } = await run(python, [script]);
  return stdout;
}
