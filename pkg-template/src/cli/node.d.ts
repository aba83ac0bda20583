// What the command line uses of Node's modules, from Node 18.3 on.

declare module 'node:crypto' {
  /** A key whose material stays inside. */
  export interface KeyObject {
    readonly type: 'private' | 'public' | 'secret';
    readonly asymmetricKeyType?: string;
    readonly asymmetricKeyDetails?: { readonly modulusLength?: number };
    export(options: { format: 'jwk' }): { [member: string]: string };
    export(options: { format: 'pem'; type: 'pkcs8' | 'spki' }): string;
  }
  type KeyInput = string | KeyObject | { readonly key: object; readonly format: 'jwk' };
  export function createPrivateKey(key: KeyInput): KeyObject;
  export function createPublicKey(key: KeyInput): KeyObject;
  export function createHash(name: 'sha256'): {
    update(text: string): { digest(encoding: 'base64url'): string };
  };
  export function generateKeyPairSync(
    type: 'rsa',
    options: { modulusLength: number },
  ): { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  export function sign(hash: 'sha256', data: Uint8Array, key: KeyObject): Uint8Array;
}

declare module 'node:fs' {
  export function readFileSync(path: URL, encoding: 'utf8'): string;
}

declare module 'node:fs/promises' {
  export function open(path: string, flags: 'r'): Promise<FileHandle>;
  export function stat(path: string): Promise<{ readonly mode: number; isFile(): boolean }>;
  export function writeFile(path: string, text: string, options: { mode: number; flag: 'wx' }): Promise<void>;
  interface FileHandle {
    read(into: Uint8Array, offset: number, length: number): Promise<{ readonly bytesRead: number }>;
    close(): Promise<void>;
  }
}

declare module 'node:process' {
  interface Output {
    readonly isTTY?: boolean;
    write(text: string): boolean;
    on(event: 'error', listener: (error: { readonly code?: string }) => void): unknown;
  }
  const process: {
    readonly argv: readonly string[];
    readonly env: { readonly [name: string]: string | undefined };
    readonly platform: string;
    readonly arch: string;
    readonly versions: { readonly [name: string]: string | undefined };
    readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };
    readonly stdout: Output;
    readonly stderr: Output;
    exitCode?: number;
  };
  export default process;
}

declare module 'node:util' {
  interface ParseOption {
    readonly type: 'string' | 'boolean';
    readonly multiple?: boolean;
    readonly short?: string;
  }
  export function parseArgs(config: {
    readonly args: readonly string[];
    readonly options: { readonly [name: string]: ParseOption };
    readonly allowPositionals: boolean;
    readonly strict: boolean;
  }): {
    readonly values: { readonly [name: string]: undefined | boolean | string | readonly (string | boolean)[] };
    readonly positionals: readonly string[];
  };
}
