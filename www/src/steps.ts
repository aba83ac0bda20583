/** Every check with its outcome, and what it was before the last change. */
import type { Step } from 'symbolon';
import { byId, element, prose } from './dom';

const list = byId('steps', HTMLOListElement);
const signs: Record<Step['outcome'], string> = { passed: '✓', failed: '✕', skipped: '–' };

let shown: readonly Step[] = [];
let before = new Map<string, Step>();

/** `again`: nothing was changed, only time has passed; what the last change did stays on show. */
export function show(steps: readonly Step[], again = false): void {
  if (again && same(steps, shown)) return;
  before = new Map(shown.map((step) => [step.check, step]));
  shown = steps;
  const deciding = steps.find((step) => step.outcome === 'failed');
  list.replaceChildren(...steps.map((step) => item(step, step === deciding)));
}

function item(step: Step, decides: boolean): HTMLLIElement {
  const old = before.get(step.check);
  const changed = old !== undefined && old.outcome !== step.outcome;
  const made = element(
    'li',
    { className: step.outcome },
    element('span', { className: 'sign', ariaHidden: 'true' }, signs[step.outcome]),
    element(
      'p',
      {},
      element('span', { className: 'name' }, words(step.check)),
      ' ',
      element('span', { className: 'detail' }, ...prose(step.detail)),
    ),
    element(
      'span',
      { className: 'result' },
      element('code', {}, step.code ?? step.outcome),
      changed ? element('small', {}, `was ${old.outcome}`) : '',
    ),
  );
  made.toggleAttribute('data-decides', decides);
  made.toggleAttribute('data-changed-outcome', changed);
  return made;
}

const words = (check: string): string => check.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const same = (a: readonly Step[], b: readonly Step[]): boolean => JSON.stringify(a) === JSON.stringify(b);
