// For those who bring the module themselves.
export { createVerifier, type WasmSource } from '../handed.js';
export * from '../index.js';
