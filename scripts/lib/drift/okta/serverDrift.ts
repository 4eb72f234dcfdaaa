import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import { textAt, textsAt } from "../lib/fields.ts";
import { inWords } from "../lib/inWords.ts";
import { putBack } from "../lib/putBack.ts";
import { deleteUnlessWanted } from "./fixes.ts";
import type { OktaObject, OktaServer } from "./OktaPart.ts";

/** What an authorization server itself says against what it was declared to say. @param found as Okta has it */
export function serverDrift({ context, place, resource }: OktaServer, found: OktaObject): readonly DriftFinding[] {
  const { id = "", outputs } = resource;
  const advice = putBack(context.stack);
  const changed = (
    property: string,
    finding: Pick<DriftFinding, "message" | "expected" | "actual"> & Partial<DriftFinding>,
  ): DriftFinding =>
    driftFinding({ rule: "managed-changed", ...place, advice, explains: [{ id, property }], ...finding });
  const findings: DriftFinding[] = [];
  if (found["status"] !== "ACTIVE") {
    const message = "The authorization server is switched off: nobody gets a token.";
    findings.push(
      changed("status", { rule: "deactivated", message, expected: "ACTIVE", actual: textAt(found, "status") }),
    );
  }
  const [audiences, wanted] = [textsAt(found, "audiences"), textsAt(outputs, "audiences")];
  if (audiences.join() !== wanted.join()) {
    findings.push(
      changed("audiences", {
        message: "Its tokens are for another audience, and the authorizers that name the declared one refuse them.",
        expected: inWords(wanted),
        actual: inWords(audiences),
        gains: `Whatever trusts this issuer for ${inWords(audiences)} takes its tokens.`,
      }),
    );
  }
  const [mode, wantedMode] = [textAt(found, "issuerMode"), textAt(outputs, "issuerMode")];
  if (mode !== wantedMode) {
    const message = "The issuer that its tokens name follows another address, which no exact comparison survives.";
    const explains = ["issuerMode", "issuer"].map((property) => ({ id, property }));
    findings.push(changed("issuerMode", { message, expected: wantedMode, actual: mode, explains }));
  }
  const [rotation, wantedRotation] = [
    textAt(found, "credentials", "signing", "rotationMode"),
    textAt(outputs, "credentialsRotationMode"),
  ];
  if (rotation !== wantedRotation) {
    findings.push(
      changed("credentialsRotationMode", {
        severity: "note",
        message: "Its signing keys are rotated in another way.",
        expected: wantedRotation,
        actual: rotation,
        ...(rotation === "MANUAL" && {
          gains: "Whoever gets hold of a signing key can use it until somebody rotates it.",
        }),
      }),
    );
  }
  return findings;
}

/**
 * Authorization servers whose tokens can be exchanged for this one's (Okta, "Authorization Server Associations"). Nothing
 * declares any.
 */
export async function trustedServerDrift(server: OktaServer): Promise<readonly DriftFinding[]> {
  const { api, serverPath, place } = server;
  const trusted = await api.list(`${serverPath}/associatedServers?trusted=true`);
  return trusted.map((other) => {
    const [id, name] = [textAt(other, "id"), textAt(other, "name")];
    return driftFinding({
      rule: "unmanaged-object",
      severity: "error",
      ...place,
      where: `${place.where}, trusted server ${name}`,
      message: "It takes tokens of another authorization server in exchange for its own, and nobody declared that.",
      gains: `Whoever has a token of ${textAt(other, "issuer") || name} can exchange it for one of this issuer's.`,
      actual: id,
      advice: deleteUnlessWanted(server, `${serverPath}/associatedServers/${id}`),
    });
  });
}
