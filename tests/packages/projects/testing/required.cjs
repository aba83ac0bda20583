console.log(typeof require('symbolon/testing').createTestIssuer);
