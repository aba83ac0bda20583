/** In Node: the page as it is sent. */
import { createElement as h } from 'react';
import { renderToString } from 'react-dom/server';
import { App } from './app.js';

export const html = (given) => renderToString(h(App, given));
