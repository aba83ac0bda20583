import assert from 'node:assert/strict';
import { createServer } from 'node:http';

/** Policies, and whether WebAssembly runs under them in browsers. */
const policies = {
  "script-src 'self' 'wasm-unsafe-eval'": true,
  "default-src 'none'; script-src 'unsafe-eval'": true,
  "SCRIPT-SRC 'WASM-UNSAFE-EVAL'": true,
  "img-src 'none'": true,
  '': true,
  "script-src-elem 'none'": true,
  "script-src 'wasm-unsafe-eval'; script-src 'none'": true,
  "default-src 'wasm-unsafe-eval'": true,
  "script-src 'self'": false,
  "default-src 'self'": false,
  "default-src 'wasm-unsafe-eval'; script-src 'self'": false,
  "script-src 'none'; script-src 'wasm-unsafe-eval'": false,
  "script-src 'wasm-unsafe-eval', default-src 'self'": false,
  'script-src wasm-unsafe-eval': false,
};

const stateOf = ({ symptoms }, name) => symptoms.find((symptom) => symptom.name === name)?.state;

export const cases = [
  {
    name: 'doctor: this runtime is well, and says which module it takes',
    async run(folder) {
      const { code, value, err } = await folder.json(['doctor']);
      assert.deepEqual([code, err], [0, '']);
      const { version } = JSON.parse(await folder.read('../node_modules/symbolon/package.json'));
      assert.equal(value.version, version);
      assert.equal(stateOf(value, 'verifying'), 'good');
      const detail = (name) => value.symptoms.find((symptom) => symptom.name === name).detail;
      assert.match(detail('runtime'), new RegExp(`^node ${process.versions.node} `));
      assert.match(detail('module'), /^symbolon(\.simd)?\.wasm$/);
      assert.match((await folder.type(['doctor'])).out, /✓ verifying/);
    },
  },
  {
    name: 'doctor: policies',
    async run(folder) {
      for (const [policy, runs] of Object.entries(policies)) {
        const { code, value } = await folder.json(['doctor', `--csp=${policy}`]);
        assert.deepEqual([policy, code, stateOf(value, 'policy')], [policy, runs ? 0 : 1, runs ? 'good' : 'bad']);
      }
    },
  },
  {
    name: 'doctor: the policy of a site',
    async run(folder) {
      let header;
      const server = createServer((_, response) => {
        if (header) response.setHeader('Content-Security-Policy', header);
        response.end('<!doctype html>');
      }).listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      const host = `127.0.0.1:${server.address().port}`;
      const look = async () => {
        const { code, value } = await folder.json(['doctor', '--url', `http://${host}/`]);
        return [code, stateOf(value, `policy of ${host}`)];
      };
      try {
        assert.deepEqual(await look(), [0, 'good']);
        header = "script-src 'self'";
        assert.deepEqual(await look(), [1, 'bad']);
        header = ["script-src 'self' 'wasm-unsafe-eval'", "default-src 'self'"];
        assert.deepEqual(await look(), [1, 'bad']);
      } finally {
        server.close();
      }
      assert.deepEqual(await look(), [2, 'unknown']);
      assert.equal((await folder.type(['doctor', '--url', 'ftp://example.com'])).code, 3);
    },
  },
];
