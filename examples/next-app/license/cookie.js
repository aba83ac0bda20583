/** Where a browser keeps its license. Out of reach of scripts: the page is told of it by the server. */
export const COOKIE = {
  name: 'license',
  path: '/',
  httpOnly: true,
  sameSite: 'lax',
  secure: process.env.NODE_ENV === 'production',
  maxAge: 400 * 86_400,
};
