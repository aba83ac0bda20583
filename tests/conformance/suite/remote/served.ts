/** The key server of key-server/server.mjs, seen from here. */
import { equal } from '../check.js';
import type { Answer } from './answer.js';

/** An address at the key server. */
export interface Served {
  uri: string;
  /** What it answers from now on: one after the other, and the last for ever after. */
  answer: (...answers: Answer[]) => Promise<void>;
  /** Sets free what is held back. */
  goOn: () => Promise<void>;
  seen: () => Promise<Seen>;
  /** How often it was asked. */
  asked: () => Promise<number>;
}

export interface Seen {
  /** The headers of each request, and its `method`. */
  requests: Record<string, string>[];
  /** What a browser asked before it let a page of another origin ask. */
  preflights: number;
  /** Answers that nobody heard to their end. */
  givenUp: number;
}

/** An address of its own, with these answers. */
export async function served(origin: string, answers: Answer | Answer[]): Promise<Served> {
  const id = crypto.randomUUID();
  const post = async (route: string, body = '') => {
    const response = await fetch(`${origin}/${route}/${id}`, { method: 'POST', body });
    equal(response.status, 200, `the key server's answer to ${route}`);
    await response.text();
  };
  const answer: Served['answer'] = (...next) => post('tell', JSON.stringify(next));
  const seen = async (): Promise<Seen> => (await fetch(`${origin}/seen/${id}`)).json();
  await answer(...[answers].flat());
  return {
    uri: `${origin}/keys/${id}`,
    answer,
    seen,
    goOn: () => post('go-on'),
    asked: async () => (await seen()).requests.length,
  };
}
