// From a bare clone to a verified license, in the terminal and in the browser: `npm start`.
import { build } from './build.mjs';
import { main } from './main.mjs';
import { at } from './paths.mjs';

async function start() {
  await build();
  const { verifyDemo } = await import('./verify-demo.mjs');
  await verifyDemo();
  const { createServer } = await import('vite');
  const server = await createServer({
    root: at('www'),
    configFile: at('www/vite.config.js'),
    logLevel: 'warn',
    clearScreen: false,
  });
  await server.listen();
  const [address] = server.resolvedUrls.local;
  console.log(`\nThe same in the browser, to play with:  ${address}\n(Ctrl+C ends it.)`);
}

await main(import.meta.url, start);
