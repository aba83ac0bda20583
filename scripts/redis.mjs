// The Redis that tests start.
import * as apt from './apt.mjs';

const server = {
  title: 'redis-server',
  package: 'redis-server',
  places: ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server'],
};

/** @returns {Promise<string | undefined>} its path */
export const redis = () => apt.program(server);

/** What to type where no script may install it. */
export const howToGetRedis = apt.howToGet(server);
