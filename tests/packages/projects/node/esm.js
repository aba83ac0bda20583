import { createVerifier } from 'symbolon';
import { decide, options } from './decide.cjs';

createVerifier(options).then(decide);
