/** The issuer's side: a form and a JSON text that say the same claims, each following the other. */
import { type Claims, kinds, print, read } from './claims';
import { byId, control } from './dom';

const form = byId('issuer', HTMLFormElement);
const payload = control(form, 'payload');
const kid = control(form, 'kid');
const fields = [...form.elements].filter(
  (field): field is HTMLInputElement => 'kind' in (field as HTMLElement).dataset,
);

// Where there is a column to spare, developers see what they come for.
if (matchMedia('(width >= 72rem)').matches) payload.closest('details')!.open = true;

export const payloadText = (): string => payload.value;
export const keyId = (): string => kid.value;

export function fill(claims: Claims, id: string): void {
  kid.value = id;
  payload.value = print(claims);
  showInFields(claims);
}

export function setKeyId(id: string): void {
  kid.value = id;
}

export function note(text: string): void {
  byId('issuer-note', HTMLParagraphElement).textContent = text;
}

/** The controls in which these claims are written. */
export const controlsOf = (claims: Claims): HTMLInputElement[] =>
  fields.filter((field) => Object.hasOwn(claims, field.name));
export const keyIdControl = kid;

/** Calls back whenever there is something new to sign. */
export function onChange(changed: () => void): void {
  form.addEventListener('input', ({ target }) => {
    if (target === payload) showInFields(read(payload.value) ?? {});
    else if (target !== kid) payload.value = print(withFields(read(payload.value) ?? {}, target as HTMLInputElement));
    changed();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    changed();
  });
}

function showInFields(claims: Claims): void {
  for (const field of fields) field.value = kinds[field.dataset.kind!]!.print(claims[field.name]);
}

function withFields(claims: Claims, field: HTMLInputElement): Claims {
  return { ...claims, [field.name]: kinds[field.dataset.kind!]!.parse(field.value) };
}
