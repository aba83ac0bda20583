// The module's bytes as JavaScript.
export { default } from 'symbolon.wasm';
