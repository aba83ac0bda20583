const { use } = require('./use.cjs');

use(require('symbolon/testing'), require('symbolon')).then((report) => console.log(JSON.stringify(report)));
