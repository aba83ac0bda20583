/**
 * Whether this engine takes relaxed SIMD. Validating compiles nothing: pages may do
 * it under every policy. That multiply-add is exact is another question, which the
 * module answers for itself.
 */
export const knowsRelaxedSimd = (): boolean => WebAssembly.validate(probe());

/** A module of one function, x ↦ f64x2.relaxed_madd(x, x, x). */
const probe = () =>
  Uint8Array.of(
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // "\0asm", version 1
    ...[1, 6, 1, 0x60, 1, 0x7b, 1, 0x7b], // types: (v128) → v128
    ...[3, 2, 1, 0], // functions: one, of that type
    ...[10, 13, 1, 11, 0], // code: one body, of 11 bytes, without locals
    ...[0x20, 0, 0x20, 0, 0x20, 0], // local.get 0, three times
    ...[0xfd, 0x87, 0x02], // f64x2.relaxed_madd, 0x107 in LEB128
    0x0b, // end
  );
