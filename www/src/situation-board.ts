/** The row of situations: one press plays one. */
import { byId, element } from './dom';
import { type Situation, situations } from './situations';

const root = byId('situations', HTMLDivElement);
const lesson = byId('lesson', HTMLParagraphElement);

/** Shows the buttons and plays the first situation. */
export function show(play: (situation: Situation) => void): void {
  root.replaceChildren(
    ...Object.entries(situations).map(([title, group]) =>
      element(
        'section',
        {},
        element('h3', {}, title),
        element('div', {}, ...group.map((situation) => button(situation, play))),
      ),
    ),
  );
  root.querySelector('button')!.click();
}

/** Something else was changed: the page no longer shows the situation that was pressed. */
export function release(): void {
  press(undefined);
  lesson.textContent = '';
}

function button(situation: Situation, play: (situation: Situation) => void): HTMLButtonElement {
  const made = element('button', { type: 'button', ariaPressed: 'false' }, situation.name);
  made.addEventListener('click', () => {
    press(made);
    lesson.textContent = situation.lesson;
    play(situation);
  });
  return made;
}

function press(pressed: HTMLButtonElement | undefined): void {
  for (const each of root.querySelectorAll('button')) each.ariaPressed = `${each === pressed}`;
}
