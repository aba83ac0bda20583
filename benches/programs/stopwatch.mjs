/**
 * A stopwatch that is finer than its clock. In workerd the clock goes in steps of a millisecond: what is timed
 * begins on such a step, and when it ends, turns are counted that it takes to the next one. Steps that are
 * waited for from end to end say how many turns there are to a millisecond.
 */

const now = () => performance.now();

/** In milliseconds: a clock of smaller steps is taken as it is. */
const FINE = 0.1;

/** Waits for the clock's next step. @returns {{ at: number, turns: number }} */
function nextStep() {
  const from = now();
  let turns = 0;
  let at = from;
  while (at === from) {
    at = now();
    turns += 1;
  }
  return { at, turns };
}

const stepLength = () => Math.min(...Array.from({ length: 5 }, () => -nextStep().at + nextStep().at));

const fine = () => {
  const started = now();
  return () => now() - started;
};

/** Turns to a millisecond: the most there were, for whoever is interrupted counts fewer. */
let pace = 0;

const coarse = () => {
  const { at: started } = nextStep();
  return () => {
    const { at, turns } = nextStep();
    const whole = nextStep();
    pace = Math.max(pace, whole.turns / (whole.at - at));
    return at - started - turns / pace;
  };
};

let way;

/** Starts one. @returns {() => number} stops it, and gives milliseconds */
export function stopwatch() {
  // Not when this is imported: the clock of workerd stands still then.
  way ??= stepLength() < FINE ? fine : coarse;
  return way();
}
