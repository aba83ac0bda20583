// One line of JSON for each thing that happens. Fastify logs no header fields, among which there are tokens.
import { pino } from 'pino';

export const log = pino();
