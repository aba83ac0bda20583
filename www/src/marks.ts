/** Marks where a situation differs from the genuine one, and opens what hides it. */
import type { Control } from './dom';

export function markChanged(controls: readonly Control[]): void {
  for (const field of document.querySelectorAll('[data-changed]')) field.removeAttribute('data-changed');
  for (const control of controls) control.closest('.field, fieldset')!.toggleAttribute('data-changed', true);

  // Only what was opened here is closed here.
  for (const details of document.querySelectorAll('details')) {
    const holds = details.querySelector('[data-changed]') !== null;
    const mayClose = details.hasAttribute('data-opened') && !details.contains(document.activeElement);
    if (holds ? details.open : !mayClose) continue;
    details.open = holds;
    details.toggleAttribute('data-opened', holds);
  }
}
