/** In Node: the page as it is sent. */
import { renderToString } from '@vue/server-renderer';
import { createSSRApp } from 'vue';
import { App, Late } from './app.js';

export const html = ({ late, ...given }) =>
  renderToString(createSSRApp(App, { given: { ...given, inner: late && Late } }));
