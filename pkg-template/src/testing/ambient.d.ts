// What the test issuer uses of Node's modules, which Deno and Bun have as well.

declare module 'node:crypto' {
  export const webcrypto: { readonly subtle: SubtleCrypto };
}

declare module 'node:http' {
  interface TestRequest {
    readonly headers: { readonly [name: string]: string | undefined };
    readonly socket: { destroy(): void };
  }
  interface TestResponse {
    writeHead(status: number, headers: { readonly [name: string]: string }): unknown;
    end(body: string): unknown;
  }
  export interface RunningServer {
    on(event: 'error', listener: (error: unknown) => void): unknown;
    listen(port: number, host: string, listener: () => void): unknown;
    address(): { readonly port: number };
    close(listener: () => void): unknown;
    closeAllConnections(): void;
    unref(): unknown;
  }
  export function createServer(listener: (request: TestRequest, response: TestResponse) => unknown): RunningServer;
}

declare const process: { readonly env: { readonly NODE_ENV?: string } };
