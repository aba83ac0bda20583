const { createVerifier } = require('symbolon');
const { decide, options } = require('./decide.cjs');

createVerifier(options).then(decide);
