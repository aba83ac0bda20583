import * as symbolon from 'symbolon';
import * as testing from 'symbolon/testing';
import { use } from './use.cjs';

console.log(JSON.stringify(await use(testing, symbolon)));
