import { createTestIssuer } from 'symbolon/testing';

console.log(typeof createTestIssuer);
