// What the README's examples take for granted.

declare function showExport(): void;
declare function remindToRenew(graceEndsAt: number | undefined): void;

interface ImportMeta {
  readonly env: { readonly DEV: boolean };
}

declare module 'node:http' {
  interface Request {
    readonly headers: { readonly authorization?: string };
  }
  interface Response {
    statusCode: number;
    end(text: string): void;
  }
  export function createServer(listener: (request: Request, response: Response) => void): {
    listen(port: number): void;
  };
}

declare module 'cloudflare:workers' {
  export const env: {
    readonly LICENSE_KEYS: {
      get(key: string): Promise<string | null>;
      put(key: string, value: string): Promise<void>;
    };
  };
}
