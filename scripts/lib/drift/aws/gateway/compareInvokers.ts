import type { Lambda } from "@aws-sdk/client-lambda";
import { canonicalJson } from "../../../../../providers/lib/canonicalJson.ts";
import { allPages } from "../../../vendors/aws/allPages.ts";
import type { DriftFinding } from "../../DriftFinding.ts";
import { driftFinding } from "../../lib/driftFinding.ts";
import { putBack } from "../../lib/putBack.ts";
import { resourcesOf } from "../../lib/resourcesOf.ts";
import type { StateResource } from "../../StateResource.ts";
import { awsCommand, deleteIt } from "../lib/awsCommand.ts";
import { ifThere, readPart } from "../lib/compareAws.ts";
import { describePrincipals, readStatements, type Statement } from "../lib/policyWords.ts";
import { textOf } from "../lib/textOf.ts";
import type { FunctionUnderDrift } from "./compareFunctions.ts";

/** Who may invoke a function beside the routes that it was declared for: by its policy, and at a URL of its own. */
export async function compareInvokers(
  one: FunctionUnderDrift,
  lambda: Pick<Lambda, "getPolicy" | "listFunctionUrlConfigs">,
): Promise<readonly DriftFinding[]> {
  const FunctionName = one.name;
  return [
    ...(await readPart({ place: one.place, action: "lambda:GetPolicy" }, async () => {
      const found = await ifThere(lambda.getPolicy({ FunctionName }));
      return compareStatements(one, readStatements(found?.Policy));
    })),
    ...(await readPart({ place: one.place, action: "lambda:ListFunctionUrlConfigs" }, async () => {
      const urls = await ifThere(
        allPages(
          async ({ NextToken: Marker }) => {
            const page = await lambda.listFunctionUrlConfigs({ FunctionName, ...(Marker !== undefined && { Marker }) });
            return { ...page, NextToken: page.NextMarker };
          },
          ({ FunctionUrlConfigs }) => FunctionUrlConfigs,
        ),
      );
      return (urls ?? []).map(({ FunctionUrl = "", AuthType }) => atUrl(one, FunctionUrl, AuthType ?? "NONE"));
    })),
  ];
}

function compareStatements(one: FunctionUnderDrift, statements: readonly Statement[]): readonly DriftFinding[] {
  const { under, place, subject, name } = one;
  const { context } = under;
  const own = resourcesOf(context.state, "aws:lambda/permission:Permission").filter(
    ({ inputs }) => inputs["function"] === name,
  );
  return statements.flatMap((statement) => {
    const { Sid = "" } = statement;
    const gains = `${describePrincipals(statement)} can invoke it past the API's authorizers.`;
    const actual = describe(statement);
    const declared = own.find(({ id, inputs }) => (inputs["statementId"] ?? id) === Sid);
    if (declared === undefined) {
      const ids = { "function-name": name, "statement-id": Sid };
      return driftFinding({
        rule: "unmanaged-permission",
        ...place,
        message: `${subject} may be invoked by the statement ${Sid} of its policy, which nobody declared.`,
        ...{ expected: "no such statement", actual, gains },
        advice: deleteIt(awsCommand("lambda remove-permission", ids, context.trust.region)),
      });
    }
    const expected = describeDeclared(declared.inputs);
    if (expected === actual) return [];
    return driftFinding({
      rule: "managed-changed",
      ...place,
      message: `${subject} may be invoked as the statement ${Sid} of its policy was changed to.`,
      ...{ expected, actual, gains, advice: putBack(context.stack) },
      explains: ["principal", "action", "sourceArn", "sourceAccount"].map((property) => ({
        ...{ id: Sid, urn: declared.urn, property },
      })),
    });
  });
}

function atUrl({ under, place, subject, name }: FunctionUnderDrift, url: string, authType: string): DriftFinding {
  const who = authType === "NONE" ? "Anyone whom its policy lets" : "Whoever IAM policies permit it";
  return driftFinding({
    rule: "unmanaged-permission",
    ...place,
    message: `${subject} has a URL of its own, which nobody declared.`,
    expected: "none",
    actual: `${url}, ${authType === "NONE" ? "without authentication" : `authentication ${authType}`}`,
    gains: `${who} can invoke it at ${url}, past the API's authorizers.`,
    advice: deleteIt(
      awsCommand("lambda delete-function-url-config", { "function-name": name }, under.context.trust.region),
    ),
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
