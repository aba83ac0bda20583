/** Tests of users' own, in the environments in which they run them. */
import assert from 'node:assert/strict';
import { tool } from '../bench.mjs';

const environments = ['node', 'jsdom'];

const vitest = (environment) => ({
  name: `vitest, ${environment}`,
  project: 'vitest',
  tool: ['vitest/vitest.mjs', ['run', '--environment', environment]],
});

const jest = (environment, file, nodeOptions) => ({
  name: `jest, ${environment}, ${file}`,
  project: 'jest',
  tool: ['.bin/jest', ['--ci', '--env', environment, file]],
  nodeOptions,
});

const rows = environments.flatMap((environment) => [
  vitest(environment),
  jest(environment, 'required'),
  // As Jest's manual says for ECMAScript modules.
  jest(environment, 'imported', '--experimental-vm-modules'),
]);

export const cases = rows.map(({ name, project, tool: [program, args], nodeOptions = '' }) => ({
  name: `test runners: ${name}`,
  async run({ bench }) {
    const { output } = await tool(program, args, await bench.project(project), {
      env: { NODE_OPTIONS: nodeOptions, NO_COLOR: '1', CI: 'true' },
    });
    assert.match(output, /Tests:? +1 passed/);
  },
}));
