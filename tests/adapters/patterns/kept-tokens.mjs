/** How many tokens are keys of a map, wherever that is in this process. */

/** @param {(keptTokens: () => number) => Promise<void>} run whatever makes maps must be made by it */
export async function keepingTokens(run) {
  const { set } = Map.prototype;
  const maps = new Set();
  Map.prototype.set = function (key, value) {
    if (isToken(key)) maps.add(this);
    return set.call(this, key, value);
  };
  try {
    await run(() => [...maps].flatMap((map) => [...map.keys()].filter(isToken)).length);
  } finally {
    Map.prototype.set = set;
  }
}

const isToken = (key) => typeof key === 'string' && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(key);
