import { createVerifier } from 'symbolon/inline';
import { decide, options } from './decide.cjs';

createVerifier(options).then(decide);
