/** The page's elements: found by id, or made. */

export function byId<T extends Element>(id: string, type: { new (): T }): T {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`The page has no ${type.name} #${id}.`);
}

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  members: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), members);
  made.append(...children);
  return made;
}

/** Words in which names stand between backticks, with the names as code. */
export function prose(text: string): (Node | string)[] {
  return text.split('`').map((part, i) => (i % 2 ? element('code', {}, part) : part));
}

export type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** A control of a form, by its name. */
export function control(form: HTMLFormElement, name: string): Control {
  const found = form.elements.namedItem(name);
  if (found instanceof Element) return found as Control;
  throw new Error(`The form has no control ${name}.`);
}
