import type { FunctionUrlConfig, Lambda } from "@aws-sdk/client-lambda";
import { canonicalJson } from "../../../../../providers/lib/canonicalJson.ts";
import type { DriftFinding } from "../../DriftFinding.ts";
import { driftFinding } from "../../lib/driftFinding.ts";
import { notThere } from "../../lib/notThere.ts";
import { putBack } from "../../lib/putBack.ts";
import { resourcesOf } from "../../lib/resourcesOf.ts";
import type { StateResource } from "../../../stack/StateResource.ts";
import { allOfLambda } from "../lib/allMarked.ts";
import { awsCommand, deleteIt } from "../lib/awsCommand.ts";
import { ifThere, readPart } from "../lib/compareAws.ts";
import { describePrincipals, readStatements, type Statement } from "../lib/policyWords.ts";
import { textOf } from "../lib/textOf.ts";
import { inOrder } from "../lib/words.ts";
import { partOf } from "../lib/configPlace.ts";
import type { FunctionUnderDrift } from "./compareFunctions.ts";

type FunctionReader = Pick<Lambda, "getPolicy" | "listAliases" | "listFunctionUrlConfigs" | "listVersionsByFunction">;

/**
 * Who may invoke a function beside the routes that it was declared for: by its policy, by those that its versions and aliases
 * have of their own, and at URLs.
 */
export async function compareInvokers(
  one: FunctionUnderDrift,
  lambda: FunctionReader,
): Promise<readonly DriftFinding[]> {
  const FunctionName = one.name;
  const statementsOf = async (Qualifier?: string): Promise<readonly Statement[] | undefined> => {
    const found = await ifThere(lambda.getPolicy({ FunctionName, ...(Qualifier !== undefined && { Qualifier }) }));
    return found && readStatements(found.Policy);
  };
  return [
    ...(await readPart({ place: one.place, action: "lambda:GetPolicy" }, async () => {
      const statements = await statementsOf();
      if (statements !== undefined) return compareStatements(one, statements);
      // A function that nobody may invoke has no policy; one with a declared statement has.
      return ownPermissions(one).flatMap(({ urn }) => notThere(one.place, urn));
    })),
    ...(await readPart(
      { place: one.place, action: "lambda:ListVersionsByFunction, lambda:ListAliases and lambda:GetPolicy" },
      async () => {
        const qualifiers = await qualifiersOf(FunctionName, lambda);
        if (qualifiers === undefined) return notThere(one.place, FunctionName);
        const qualified = qualifiers.map(async (qualifier) =>
          ((await statementsOf(qualifier)) ?? []).map((statement) => undeclared(one, statement, qualifier)),
        );
        return (await Promise.all(qualified)).flat();
      },
    )),
    ...(await readPart({ place: one.place, action: "lambda:ListFunctionUrlConfigs" }, async () => {
      const urls = await ifThere(
        allOfLambda(
          async (page) => lambda.listFunctionUrlConfigs({ FunctionName, ...page }),
          ({ FunctionUrlConfigs }) => FunctionUrlConfigs,
        ),
      );
      return urls === undefined ? notThere(one.place, FunctionName) : urls.map((url) => atUrl(one, url));
    })),
  ];
}

/** The published versions of a function and its aliases; the stack declares neither. */
async function qualifiersOf(
  FunctionName: string,
  lambda: Pick<FunctionReader, "listAliases" | "listVersionsByFunction">,
): Promise<readonly string[] | undefined> {
  const [versions, aliases] = await Promise.all([
    ifThere(
      allOfLambda(
        async (page) => lambda.listVersionsByFunction({ FunctionName, ...page }),
        ({ Versions }) => Versions,
      ),
    ),
    ifThere(
      allOfLambda(
        async (page) => lambda.listAliases({ FunctionName, ...page }),
        ({ Aliases }) => Aliases,
      ),
    ),
  ]);
  if (versions === undefined || aliases === undefined) return undefined;
  const numbers = versions.map(({ Version }) => Version).filter((version) => version !== "$LATEST");
  return inOrder([...numbers, ...aliases.map(({ Name }) => Name)]);
}

function ownPermissions({ under, name }: FunctionUnderDrift): readonly StateResource[] {
  return resourcesOf(under.context.state, "aws:lambda/permission:Permission").filter(
    ({ inputs }) => inputs["function"] === name,
  );
}

function compareStatements(one: FunctionUnderDrift, statements: readonly Statement[]): readonly DriftFinding[] {
  const { under, place, subject } = one;
  const { context } = under;
  const own = ownPermissions(one);
  return statements.flatMap((statement) => {
    const { Sid = "" } = statement;
    const actual = describe(statement);
    const declared = own.find(({ id, inputs }) => (inputs["statementId"] ?? id) === Sid);
    if (declared === undefined) return undeclared(one, statement);
    const expected = describeDeclared(declared.inputs);
    if (expected === actual) return [];
    return driftFinding({
      rule: "managed-changed",
      ...partOf(place, `statement ${Sid}`),
      message: `${subject} may be invoked as the statement ${Sid} of its policy was changed to.`,
      ...{ expected, actual, gains: gainsBy(statement), advice: putBack(context.stack) },
      explains: ["principal", "action", "sourceArn", "sourceAccount"].map((property) => ({
        ...{ id: Sid, urn: declared.urn, property },
      })),
    });
  });
}

/** @param qualifier of the version or alias whose policy it is; undefined for the function's own */
function undeclared(
  { under, place, subject, name }: FunctionUnderDrift,
  statement: Statement,
  qualifier?: string,
): DriftFinding {
  const { Sid = "" } = statement;
  const ids = { "function-name": name, "statement-id": Sid, ...(qualifier !== undefined && { qualifier }) };
  const of = qualifier === undefined ? "its policy" : `the policy of ${qualifier}`;
  return driftFinding({
    rule: "unmanaged-permission",
    ...partOf(place, `statement ${Sid}${qualifier === undefined ? "" : ` of ${qualifier}`}`),
    message: `${subject} may be invoked by the statement ${Sid} of ${of}, which nobody declared.`,
    ...{ expected: "no such statement", actual: describe(statement), gains: gainsBy(statement) },
    advice: deleteIt(awsCommand("lambda remove-permission", ids, under.context.trust.region)),
  });
}

function gainsBy(statement: Statement): string {
  return `${describePrincipals(statement)} can invoke it past the API's authorizers.`;
}

function atUrl(
  { under, place, subject, name }: FunctionUnderDrift,
  { FunctionUrl: url = "", FunctionArn: arn = "", AuthType: authType = "NONE" }: Partial<FunctionUrlConfig>,
): DriftFinding {
  // The ARN of an alias has its name behind the function's.
  const [, alias] = /^arn:[^:]+:lambda:[^:]*:\d*:function:[^:]+:(.+)$/.exec(arn) ?? [];
  const ids = { "function-name": name, ...(alias !== undefined && { qualifier: alias }) };
  const who = authType === "NONE" ? "Anyone whom its policy lets" : "Whoever IAM policies permit it";
  return driftFinding({
    rule: "unmanaged-permission",
    ...partOf(place, alias === undefined ? "URL" : `URL of ${alias}`),
    message: `${subject} has a URL of its own, which nobody declared.`,
    expected: "none",
    actual: `${url}, ${authType === "NONE" ? "without authentication" : `authentication ${authType}`}`,
    gains: `${who} can invoke it at ${url}, past the API's authorizers.`,
    advice: deleteIt(awsCommand("lambda delete-function-url-config", ids, under.context.trust.region)),
  });
}

/** A statement in words; conditions as they stand, but for where a call comes from. */
function describe({ Principal, Action, Condition = {} }: Statement): string {
  const { ArnLike, StringEquals, ...others } = Condition as Record<string, Record<string, string> | undefined>;
  const { "AWS:SourceArn": sourceArn, ...otherArns } = ArnLike ?? {};
  const { "AWS:SourceAccount": account, ...otherTexts } = StringEquals ?? {};
  const rest = {
    ...others,
    ...(Object.keys(otherArns).length > 0 && { ArnLike: otherArns }),
    ...(Object.keys(otherTexts).length > 0 && { StringEquals: otherTexts }),
  };
  const more = Object.keys(rest).length === 0 ? "" : ` if ${canonicalJson(rest)}`;
  return inSentence(principalOf(Principal), String(Action), sourceArn, account) + more;
}

function describeDeclared(inputs: StateResource["inputs"]): string {
  const [principal = "", action = ""] = [textOf(inputs, "principal"), textOf(inputs, "action")];
  return inSentence(principal, action, textOf(inputs, "sourceArn"), textOf(inputs, "sourceAccount"));
}

/** As AddPermission takes it: a service, an account or an ARN. */
function principalOf(principal: Statement["Principal"]): string {
  if (typeof principal === "string") return principal;
  const [named = "nobody"] = Object.values(principal ?? {}).flat();
  return named.replace(/^arn:aws:iam::(\d{12}):root$/, "$1");
}

function inSentence(principal: string, action: string, source = "anything", account?: string): string {
  return `${principal}: ${action} for ${source}${account === undefined ? "" : ` of the account ${account}`}`;
}
