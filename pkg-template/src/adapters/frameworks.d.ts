// What is used of the frameworks' own types. Whether it fits these is tried where they are installed, in tests/adapters.

declare module 'fastify' {
  /** Plugins add to it. */
  export interface FastifyRequest {}
}

declare module 'koa' {
  /** Middleware adds to it. */
  export interface DefaultState {}
}

declare module 'hono' {
  /** Middleware adds to it. */
  export interface ContextVariableMap {}

  export interface Context {
    readonly req: { readonly raw: Request };
    /** @throws where the runtime gives none */
    readonly executionCtx: { waitUntil(promise: Promise<unknown>): void };
    set<Name extends keyof ContextVariableMap>(name: Name, value: ContextVariableMap[Name]): void;
  }

  // biome-ignore lint/suspicious/noConfusingVoidType: as Hono has it
  export type MiddlewareHandler<_Env> = (context: Context, next: () => Promise<void>) => Promise<Response | void>;
}
