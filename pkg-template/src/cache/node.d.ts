// What is used of Node's modules, which Bun and Deno have as well.

declare module 'node:crypto' {
  export function randomUUID(): string;
}

declare module 'node:fs/promises' {
  export function mkdir(path: string, options: { recursive: true; mode: number }): Promise<unknown>;
  export function readFile(path: string, encoding: 'utf8'): Promise<string>;
  export function rename(from: string, to: string): Promise<void>;
  export function rm(path: string, options: { force: true }): Promise<void>;
  export function writeFile(path: string, text: string, options: { mode: number; flush: true }): Promise<void>;
}

declare module 'node:path' {
  export function dirname(path: string): string;
  export function resolve(path: string): string;
}

declare module 'node:url' {
  export function fileURLToPath(url: string): string;
}
