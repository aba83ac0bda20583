import {
  type ConstDirectiveNode,
  defaultFieldResolver,
  GraphQLError,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  valueFromASTUntyped,
} from 'graphql';
import type { Requirements } from '../context.js';
import type { Decision } from '../decision.js';
import { SymbolonError } from '../error.js';
import {
  type Answer,
  type FetchRequest,
  fromFetch,
  fromNode,
  type Guard,
  type GuardOptions,
  type GuardRequest,
  guardOf,
  type NodeRequest,
  type Problem,
} from '../guard/index.js';
import { readMembers } from '../members.js';

export type { GuardOptions };

/** What a context function is given: by Apollo Server a request of Node's, by GraphQL Yoga that, one of the Fetch API, or both. */
export interface GraphQLRequest {
  readonly req?: NodeRequest | undefined;
  readonly request?: FetchRequest | undefined;
  readonly waitUntil?: ((promise: Promise<unknown>) => void) | undefined;
}

/** What {@link licenseContext} adds to the context of a request. */
export interface LicenseContext {
  /** What was decided; granted. */
  readonly license: Decision | undefined;
  /** Why there is none. */
  readonly licenseProblem: Problem | undefined;
}

/**
 * For the context of a request: its license. Refuses nothing by itself, for a schema may have fields that are free.
 *
 * @example
 * const withLicense = licenseContext({ verifier, hostFrom: 'reports.example.com' });
 * createYoga({ schema, context: withLicense });
 * startStandaloneServer(apollo, { context: withLicense });
 * // Beside a context of your own:
 * createYoga({ schema, context: async (given) => ({ ...(await withLicense(given)), database }) });
 *
 * @throws {SymbolonError} `options_invalid`
 */
export function licenseContext<Given extends GraphQLRequest = GraphQLRequest>(
  options: GuardOptions<Given> | Guard<Given>,
) {
  const guard = guardOf(options);
  return async (given: Given): Promise<LicenseContext> => {
    const request = requestOf(given);
    const verdict = await guard.judge(request);
    if (!verdict.granted) {
      const { body, headers } = verdict.answer;
      fields.set(body, headers);
      return { license: undefined, licenseProblem: body };
    }
    judges.set(verdict.decision, (require) => guard.judge(request, require));
    return { license: verdict.decision, licenseProblem: undefined };
  };
}

/**
 * Who judges again, by the decision that is in a context: a rule stands in the verifier alone, and what was granted when
 * a subscription began may have ended. A decision that came into the context another way is not among them.
 */
const judges = new WeakMap<Decision, (require: Requirements) => ReturnType<Guard['judge']>>();

/** Header fields that belong to a problem which is in a context. */
const fields = new WeakMap<Problem, Answer['headers']>();

/** Frameworks that have both kinds of request made one of the other: the first tells two fields of one name apart. */
function requestOf<Given extends GraphQLRequest>(given: Given): GuardRequest<Given> {
  const { req, request } = given;
  const waitUntil = given.waitUntil && ((promise: Promise<unknown>) => given.waitUntil!(promise));
  if (req?.rawHeaders) return { ...fromNode(req, given), waitUntil };
  if (request?.headers) return fromFetch(request, given, waitUntil);
  return { header: () => [], url: '', native: given, waitUntil };
}

/** What a field asks for. An option that does not exist is an error. */
export interface FieldOptions<Source, Context, Args> {
  /** What the license must give. */
  readonly require?: Requirements | undefined;
  /** The last word on a license that is granted: anything but `true` refuses. What it throws is the resolver's error. */
  readonly policy?:
    | ((decision: Decision, field: { source: Source; args: Args; context: Context }) => boolean | Promise<boolean>)
    | undefined;
}

/**
 * Guards a resolver, or a `subscribe`. The license is judged whenever it is called: at each event of a subscription, too,
 * and for each item of a list, which costs little, for verifiers remember.
 *
 * @example
 * const resolvers = { Query: { report: licensed({ require: { features: ['reports'] } }, (_, { id }) => report(id)) } };
 *
 * @returns a resolver that throws a `GraphQLError` whose extensions are `code` (`UNAUTHENTICATED`, `FORBIDDEN`,
 *   `SERVICE_UNAVAILABLE` or `INTERNAL_SERVER_ERROR`), `license` (the {@link Problem}'s code), and status and header
 *   fields for the answer, as Yoga and Apollo read them
 * @throws {SymbolonError} `options_invalid`
 */
export function licensed<Source, Context, Args, Result>(
  options: FieldOptions<Source, Context, Args>,
  resolve: GraphQLFieldResolver<Source, Context, Args, Result | Promise<Result>>,
): GraphQLFieldResolver<Source, Context, Args, Promise<Result>> {
  const { require, policy } = readMembers(
    options,
    ['require', 'policy'],
    'argument',
    'options_invalid',
  ) as FieldOptions<Source, Context, Args>;
  const asked = requirements(require);
  if (policy !== undefined && typeof policy !== 'function') fail('`policy` must be a function.');
  return async (source, args, context, info) => {
    const decision = await licenseOf(context, [asked]);
    if (policy && (await policy(decision, { source, args, context })) !== true)
      throw refusal({ body: { status: 403, code: 'policy_refused', detail: 'The license does not allow this.' } });
    return resolve(source, args, context, info);
  };
}

async function licenseOf(context: unknown, asked: readonly Requirements[]): Promise<Decision> {
  const { license, licenseProblem } = (context ?? {}) as Partial<LicenseContext>;
  const judge = license && judges.get(license);
  if (!judge) throw refusal(licenseProblem ? { body: licenseProblem, headers: fields.get(licenseProblem) } : NONE);
  let granted = license;
  // One after the other, so that two lists of roles are not one.
  for (const require of asked) {
    const verdict = await judge(require);
    if (!verdict.granted) throw refusal(verdict.answer);
    granted = verdict.decision;
  }
  return granted;
}

interface Refusal {
  readonly body: Pick<Problem, 'status' | 'code' | 'detail'>;
  readonly headers?: Answer['headers'] | undefined;
}

const NONE: Refusal = {
  body: { status: 401, code: 'credential_missing', detail: 'A license token is needed.' },
};

/** The codes that clients of GraphQL servers know, by the status. */
const CODES: { readonly [status: number]: string } = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  500: 'INTERNAL_SERVER_ERROR',
  503: 'SERVICE_UNAVAILABLE',
};

/** What a refusal says beside its body; a server of GraphQL has its own content type. */
const SENT = ['www-authenticate', 'retry-after'];

function refusal({ body: { status, code, detail }, headers = {} }: Refusal): GraphQLError {
  const sent = Object.entries(headers).filter(([name]) => SENT.includes(name));
  // Apollo reads a map, Yoga the members of an object.
  const http = { status, ...(sent.length > 0 && { headers: Object.assign(new Map(sent), Object.fromEntries(sent)) }) };
  return new GraphQLError(detail, { extensions: { code: CODES[status], license: code, http } });
}

/** The definition of the directive, for the schema's text. */
export const licensedDirective = `
  "Needs a license: with all of the features and scopes, one of the roles, and the plan."
  directive @licensed(
    features: [String!]
    scopes: [String!]
    roles: [String!]
    plan: String
  ) on OBJECT | INTERFACE | FIELD_DEFINITION
`;

/**
 * Guards what a schema's text marks by `@licensed`: fields, or all fields of a type. What an interface says of its fields
 * holds for every type that implements it.
 *
 * @example
 * const typeDefs = `type Query { free: Int  report(id: ID!): Report @licensed(features: ["reports"]) }`;
 * const schema = guardSchema(makeExecutableSchema({ typeDefs: [licensedDirective, typeDefs], resolvers }));
 *
 * @param schema made of text; its resolvers are replaced
 * @returns the same schema
 * @throws {SymbolonError} `options_invalid` where a directive has an argument that does not exist
 */
export function guardSchema<Schema extends GraphQLSchema>(schema: Schema): Schema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const asked = askedOf(type, field);
      if (asked.length > 0) guardField(field, asked, type === schema.getSubscriptionType());
    }
  }
  return schema;
}

type Field = GraphQLField<unknown, unknown>;

function guardField(field: Field, asked: readonly Requirements[], isSubscription: boolean): void {
  const guarded =
    (resolve: GraphQLFieldResolver<unknown, unknown>): GraphQLFieldResolver<unknown, unknown> =>
    async (source, args, context, info) => {
      await licenseOf(context, asked);
      return resolve(source, args, context, info);
    };
  field.resolve = guarded(field.resolve ?? defaultFieldResolver);
  if (isSubscription) field.subscribe = guarded(field.subscribe ?? defaultFieldResolver);
}

/** All that is asked for a field: by itself, its type, and the interfaces of that. */
function askedOf(type: GraphQLObjectType, { name }: Field): Requirements[] {
  const types: (GraphQLObjectType | GraphQLInterfaceType)[] = [type, ...type.getInterfaces()];
  return types
    .flatMap((each) => {
      const field = each.getFields()[name];
      return field ? [each.astNode, ...each.extensionASTNodes, field.astNode] : [];
    })
    .flatMap((node) => node?.directives ?? [])
    .filter((directive) => directive.name.value === 'licensed')
    .map((directive) => requirements(argumentsOf(directive)));
}

/**
 * By itself: a schema that was not validated need not know the directive. What is `null` is left out, and one value
 * stands for a list of it (GraphQL, section 3.11).
 */
const argumentsOf = (directive: ConstDirectiveNode): Requirements =>
  Object.fromEntries(
    (directive.arguments ?? []).map(({ name: { value: name }, value }) => {
      const given = valueFromASTUntyped(value) ?? undefined;
      return [name, name === 'plan' || given === undefined ? given : [given].flat()];
    }),
  );

const REQUIREMENTS = ['features', 'scopes', 'roles', 'plan', 'hardware'] as const;

const requirements = (given: Requirements | undefined): Requirements =>
  readMembers(given, REQUIREMENTS, 'requirement', 'options_invalid') as Requirements;

function fail(sentence: string): never {
  throw new SymbolonError('options_invalid', sentence);
}
