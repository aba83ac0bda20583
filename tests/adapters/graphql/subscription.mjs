/** Subscriptions: what they tell of, and what comes of them. */

/** Numbers, each when it is asked to go on. */
export function clock() {
  const waiting = [];
  return {
    tick: (number) => waiting.shift()(number),
    async *ticks() {
      for (;;) yield await new Promise((resolve) => waiting.push(resolve));
    },
    running: async () => {
      while (waiting.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    },
  };
}

/** What comes of a subscription over server-sent events, one by one. */
export async function* events(url, query, token) {
  const { body } = await fetch(url, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  let text = '';
  for await (const part of body.pipeThrough(new TextDecoderStream())) {
    text += part;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const data = /^data: ?(\{.*)$/m.exec(text.slice(0, end))?.[1];
      text = text.slice(end + 2);
      if (data) yield JSON.parse(data);
    }
  }
}
