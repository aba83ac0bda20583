// One line of JSON for each thing that happens.
import pino from 'pino';
import { pinoHttp } from 'pino-http';

export const log = pino();

/** Logs each request, and gives it a `log` of its own. */
export const requestLog = pinoHttp({
  logger: log,
  // No header fields: there are tokens among them, and whoever reads a log could use them.
  serializers: {
    req: ({ id, method, url }) => ({ id, method, url }),
    res: ({ statusCode }) => ({ status: statusCode }),
  },
});
