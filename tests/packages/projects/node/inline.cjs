const { createVerifier } = require('symbolon/inline');
const { decide, options } = require('./decide.cjs');

createVerifier(options).then(decide);
