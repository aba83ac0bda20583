import { createServer } from 'node:http';
import express5 from 'express';
import express4 from 'express4';
import { guard } from 'symbolon/express';
import { listening, subject } from './listening.mjs';

const host = (name, express) => ({
  name,
  open(options, answer = subject) {
    const app = express();
    app.use(guard(options), async (request, response) => response.send(await answer(request.license)));
    return listening(createServer(app));
  },
});

export const express = [host('Express 5', express5), host('Express 4', express4)];
