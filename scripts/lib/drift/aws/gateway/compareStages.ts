import type { Stage } from "@aws-sdk/client-apigatewayv2";
import type { DriftFinding } from "../../DriftFinding.ts";
import { driftFinding } from "../../lib/driftFinding.ts";
import { putBack } from "../../lib/putBack.ts";
import type { StateResource } from "../../../stack/StateResource.ts";
import { awsCommand, deleteIt } from "../lib/awsCommand.ts";
import { compareSettings, type Setting } from "../lib/compareSettings.ts";
import { partOf } from "../lib/configPlace.ts";
import { inOrder } from "../lib/words.ts";
import { type ApiUnderDrift, type LiveApi, ownOf } from "./ApiUnderDrift.ts";

/** Stages that nobody declared, and that the declared one shows the API as it is and logs who calls it. */
export function compareStages(under: ApiUnderDrift, { stages }: LiveApi): readonly DriftFinding[] {
  const { context, place } = under;
  const own = ownOf(under, "stage:Stage");
  return stages.flatMap((stage) => {
    // Stages are told apart by their names alone.
    const known = own.find(({ id }) => id === stage.StageName);
    if (known === undefined) return [unmanaged(under, stage)];
    return compareSettings(
      {
        ...partOf(place, `stage ${stage.StageName}`),
        ...{ subject: `The stage ${stage.StageName}`, id: known.id, urn: known.urn, advice: putBack(context.stack) },
      },
      settingsOf(stage, known.inputs),
    );
  });
}

function unmanaged({ context, place, deployed }: ApiUnderDrift, stage: Stage): DriftFinding {
  const { StageName: name = "", AccessLogSettings, DeploymentId = "none" } = stage;
  const logs = AccessLogSettings?.DestinationArn;
  const url = `${deployed.endpoint}/${name}`;
  return driftFinding({
    rule: "unmanaged-object",
    severity: "error",
    ...partOf(place, `stage ${name}`),
    message: `The API has a stage ${name} that nobody declared.`,
    expected: "no such stage",
    actual: `${url}, deployment ${DeploymentId}, ${logs === undefined ? "without an access log" : `logged to ${logs}`}`,
    gains:
      `Whoever the API let in when that was deployed can call it at ${url}, whatever changed since` +
      `${logs === undefined ? ", and no log shows it" : ""}.`,
    advice: deleteIt(
      awsCommand("apigatewayv2 delete-stage", { "api-id": deployed.apiId, "stage-name": name }, context.trust.region),
    ),
  });
}

function settingsOf(stage: Stage, inputs: StateResource["inputs"]): readonly Setting[] {
  const logs = (inputs["accessLogSettings"] ?? {}) as { readonly destinationArn?: string; readonly format?: string };
  const { DestinationArn, Format } = stage.AccessLogSettings ?? {};
  const isOn = stage.AutoDeploy === true;
  const log = {
    properties: ["accessLogSettings"],
    gains: "Whoever calls the API leaves no trace, or another one, of who they are.",
  };
  return [
    {
      what: "how it is deployed",
      declared: "with every change of the API",
      actual: isOn
        ? "with every change of the API"
        : `deployment ${stage.DeploymentId ?? "none"}, until somebody makes another`,
      properties: ["autoDeploy", "deploymentId"],
      gains: "Whoever that deployment lets in can call the API, whatever is changed in it.",
    },
    {
      ...log,
      what: "the access log",
      // What was declared always has one: a refresh may have taken it from the state.
      declared: groupOf(logs.destinationArn ?? "a log group of the stack's"),
      actual: groupOf(DestinationArn ?? "none"),
    },
    {
      ...log,
      what: "what the access log says",
      declared: DestinationArn === undefined ? "" : (logs.format ?? "as declared"),
      actual: DestinationArn === undefined ? "" : (Format ?? "none"),
    },
    {
      what: "its variables",
      declared: namesOf(inputs["stageVariables"]),
      actual: namesOf(stage.StageVariables),
      properties: ["stageVariables"],
      as: { rule: "managed-changed", severity: "warning" },
    },
    {
      what: "settings of single routes",
      declared: namesOf(inputs["routeSettings"]),
      actual: namesOf(stage.RouteSettings),
      properties: ["routeSettings"],
      as: { rule: "managed-changed", severity: "warning" },
    },
  ];
}

/** API Gateway answers with or without what stands for the group's streams. */
function groupOf(arn: string): string {
  return arn.replace(/:\*$/, "");
}

function namesOf(record: unknown): string {
  return inOrder(Object.keys(record ?? {})).join(", ") || "none";
}
