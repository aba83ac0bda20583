/** A refusal as guards answer it (RFC 9457). */
export const problem = (status, title, headers = {}) =>
  Response.json(
    { type: 'about:blank', title, status },
    { status, headers: { ...headers, 'content-type': 'application/problem+json' } },
  );
