/** Runtimes that are programs one can start. */
import { run } from '../../scripts/run.mjs';

/** Starts it in the bench's folder, and reads the findings it prints; that it breaks down is one more. */
export async function outcomesOf(program, args, { folder }, env = {}) {
  const { status, stdout, output } = await run(program, args, {
    cwd: folder,
    env: { NO_COLOR: '1', ...env },
    allowFailure: true,
  });
  const findings = stdout
    .split('\n')
    .filter((line) => line.startsWith('{"'))
    .map((line) => JSON.parse(line));
  const outcomes = findings.flatMap(({ outcome }) => outcome ?? []);
  if (status !== 0 || outcomes.length !== 2) {
    const words = output.split('\n').filter((line) => !line.startsWith('{"'));
    const message = words.map((line) => line.slice(0, 200)).join('\n    ');
    outcomes.push({ passed: 0, failures: [{ name: `the run ended with ${status}`, message }] });
  }
  return { entry: findings.find(({ entry }) => entry)?.entry, outcomes };
}
