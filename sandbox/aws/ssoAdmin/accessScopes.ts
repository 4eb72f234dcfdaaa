import { z } from "zod";
import { withoutKeys } from "../../../lib/withoutKeys.ts";
import { lookUp } from "../../remember.ts";
import type { AwsCall } from "../AwsService.ts";
import { page, requireApplication } from "./lookup.ts";
import { ofApplication, paging, read, scope } from "./members.ts";
import { missing } from "./refusals.ts";

const ofScope = ofApplication.extend({ Scope: scope });
const target = z.string().regex(/^arn:aws:sso::\d{12}:application\/.+|^arn:aws:sso:::instance\/.+/);

export function putApplicationAccessScope(call: AwsCall, input: unknown): undefined {
  const { ApplicationArn, Scope, AuthorizedTargets } = read(
    input,
    ofScope.extend({ AuthorizedTargets: z.array(target).min(1).max(10).optional() }),
  );
  requireApplication(call, ApplicationArn).application.scopes[Scope] = AuthorizedTargets ?? [];
}

export function getApplicationAccessScope(call: AwsCall, input: unknown): object {
  const { ApplicationArn, Scope } = read(input, ofScope);
  return scopeJson([Scope, requireScope(call, ApplicationArn, Scope)]);
}

export function deleteApplicationAccessScope(call: AwsCall, input: unknown): undefined {
  const { ApplicationArn, Scope } = read(input, ofScope);
  requireScope(call, ApplicationArn, Scope);
  const { application } = requireApplication(call, ApplicationArn);
  application.scopes = withoutKeys(application.scopes, [Scope]);
}

export function listApplicationAccessScopes(call: AwsCall, input: unknown): object {
  const asked = read(input, ofApplication.extend(paging));
  const { scopes } = requireApplication(call, asked.ApplicationArn).application;
  return page("Scopes", Object.entries(scopes), asked, scopeJson);
}

/** @throws AwsError ResourceNotFoundException */
function requireScope(call: AwsCall, applicationArn: string, name: string): readonly string[] {
  const targets = lookUp(requireApplication(call, applicationArn).application.scopes, name);
  if (!targets) throw missing(`The application has no access scope ${name}.`);
  return targets;
}

function scopeJson([Scope, targets]: readonly [string, readonly string[]]): object {
  return { Scope, AuthorizedTargets: targets.length > 0 ? targets : undefined };
}
