const { readFileSync } = require('node:fs');
const { createVerifier } = require('symbolon/wasm');
const { decide, options } = require('./decide.cjs');

createVerifier(options, { module: readFileSync(require.resolve('symbolon/symbolon.wasm')) }).then(decide);
