import { createServer } from 'node:http';
import express5 from 'express';
import express4 from 'express4';
import { guard } from 'symbolon/express';
import { listening } from './listening.mjs';

const host = (name, express) => ({
  name,
  open(options) {
    const app = express();
    app.use(guard(options), (request, response) => response.send(request.license.subject));
    return listening(createServer(app));
  },
});

export const express = [host('Express 5', express5), host('Express 4', express4)];
