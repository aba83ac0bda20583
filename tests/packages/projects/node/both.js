// A program and one of its dependencies, in the two module systems.
import { createRequire } from 'node:module';
import { createVerifier } from 'symbolon';
import { decide, options } from './decide.cjs';

const required = createRequire(import.meta.url)('symbolon');
required.createVerifier(options).then((other) =>
  createVerifier(options)
    .then((own) => own.dispose())
    .then(() => decide(other)),
);
