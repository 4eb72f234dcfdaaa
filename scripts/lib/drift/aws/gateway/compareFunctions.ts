import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import type { AwsServices } from "../../../vendors/aws/AwsAccess.ts";
import type { DriftFinding } from "../../DriftFinding.ts";
import { notThere } from "../../lib/notThere.ts";
import { putBack } from "../../lib/putBack.ts";
import { resourcesOf } from "../../lib/resourcesOf.ts";
import type { StateResource } from "../../../stack/StateResource.ts";
import { ifThere, readPart } from "../lib/compareAws.ts";
import { compareSettings, type Setting } from "../lib/compareSettings.ts";
import { partOf, type Place } from "../lib/configPlace.ts";
import { textOf } from "../lib/textOf.ts";
import { beyond, inOrder, listed } from "../lib/words.ts";
import type { ApiUnderDrift } from "./ApiUnderDrift.ts";
import { compareInvokers } from "./compareInvokers.ts";

/** A function behind an API, or the one of its Lambda authorizer. */
export interface FunctionUnderDrift {
  readonly under: ApiUnderDrift;
  readonly place: Place;
  /** As sentences begin: `The function inventory`. */
  readonly subject: string;
  /** In AWS. */
  readonly name: string;
  readonly resource: StateResource;
  readonly environment: Readonly<Record<string, string>>;
  /** What whoever decides what it does comes to, in a sentence. */
  readonly power: string;
}

/** That the API's functions run what was deployed, as who was declared, and that the API alone invokes them. */
export async function compareFunctions(under: ApiUnderDrift, services: AwsServices): Promise<readonly DriftFinding[]> {
  const compared = functionsOf(under).map(async (one) => {
    const lambda = await services.functions();
    const id = { FunctionName: one.name };
    return [
      ...(await readPart({ place: one.place, action: "lambda:GetFunctionConfiguration" }, async () => {
        const found = await ifThere(lambda.getFunctionConfiguration(id));
        return found === undefined ? notThere(one.place, one.name) : compareConfiguration(one, found);
      })),
      ...(await compareInvokers(one, lambda)),
    ];
  });
  return (await Promise.all(compared)).flat();
}

function functionsOf(under: ApiUnderDrift): readonly FunctionUnderDrift[] {
  const { context, name, place, model, deployed } = under;
  const authorizer = deployed.lambdaAuthorizer?.functionName;
  return resourcesOf(context.state, "aws:lambda/function:Function").flatMap(
    (resource): readonly FunctionUnderDrift[] => {
      const common = { under, resource, name: resource.id ?? "" };
      if (resource.id !== undefined && resource.id === authorizer) {
        return [
          {
            ...common,
            place: partOf(place, "function of the Lambda authorizer"),
            ...{ subject: "The function of the Lambda authorizer", environment: {} },
            power: "decides who can call the routes of the Lambda authorizer, and sees the callers' tokens.",
          },
        ];
      }
      // The resource is named after the API and the function, and so is its component; names in the config have no slash.
      const [api, key = ""] = resource.name.split("/");
      const declared = model.functions[key];
      if (api !== name || declared === undefined) return [];
      return [
        {
          ...common,
          place: partOf(place, `function ${key}`),
          ...{ subject: `The function ${key}`, environment: declared.environment },
          power: "answers in the place of the backend, and sees the callers' tokens.",
        },
      ];
    },
  );
}

function compareConfiguration(one: FunctionUnderDrift, found: FunctionConfiguration): readonly DriftFinding[] {
  const { under, place, subject, resource } = one;
  return compareSettings({ ...place, subject, id: resource.id, advice: putBack(under.context.stack) }, [
    ...codeSettings(one, found),
    environmentSetting(one, found.Environment?.Variables ?? {}),
  ]);
}

function codeSettings(
  { resource: { inputs, outputs }, power }: FunctionUnderDrift,
  found: FunctionConfiguration,
): readonly Setting[] {
  const layers = (found.Layers ?? []).map(({ Arn }) => Arn);
  const sha256 = found.CodeSha256 ?? "none";
  return [
    {
      what: "its code",
      declared: `SHA-256 ${textOf(outputs, "codeSha256") ?? sha256}`,
      actual: `SHA-256 ${sha256}`,
      properties: ["codeSha256", "sourceCodeHash", "sourceCodeSize", "code", "lastModified"],
      gains: `Whoever wrote that code ${power}`,
    },
    {
      what: "where its code begins",
      declared: `${String(inputs["handler"])}, ${String(inputs["runtime"])}`,
      actual: `${found.Handler ?? "none"}, ${found.Runtime ?? "none"}`,
      properties: ["handler", "runtime", "lastModified"],
      gains: `Whoever wrote what runs there ${power}`,
    },
    {
      what: "its layers",
      declared: listed((inputs["layers"] ?? []) as readonly string[]),
      actual: listed(layers),
      properties: ["layers", "lastModified"],
      gains: `Whoever wrote those layers ${power}`,
    },
    {
      what: "the role that it runs as",
      declared: String(inputs["role"]),
      actual: found.Role ?? "none",
      properties: ["role", "lastModified"],
      gains: `Its code can do what ${found.Role ?? "no role"} may.`,
    },
  ];
}

/** Values may be somebody's secrets: only the names are told. */
function environmentSetting(
  { environment, power }: FunctionUnderDrift,
  live: Readonly<Record<string, string>>,
): Setting {
  const changed = inOrder(Object.keys(live).filter((name) => name in environment && live[name] !== environment[name]));
  const differs = [
    ...beyond(Object.keys(live), Object.keys(environment)).map((name) => `${name} is set`),
    ...beyond(Object.keys(environment), Object.keys(live)).map((name) => `${name} is missing`),
    ...changed.map((name) => `${name} has another value`),
  ];
  const declared = inOrder(Object.keys(environment)).join(", ") || "none";
  return {
    what: "its environment",
    declared,
    actual: differs.length === 0 ? declared : differs.join(", "),
    properties: ["environment", "lastModified"],
    gains: `Whoever set that ${power}`,
  };
}
