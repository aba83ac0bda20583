import { inPage } from './page.js';

self.onmessage = async ({ data }) => {
  postMessage(await inPage(data));
  close();
};
