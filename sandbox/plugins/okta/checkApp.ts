import type { ValuesOf } from "../../../providers/lib/Property.ts";
import type { InputFault } from "../../../providers/lib/ResourceDefinition.ts";
import type { appInputs } from "./appOAuth.ts";

const interactive = [
  "authorization_code",
  "implicit",
  "refresh_token",
  "interaction_code",
  "urn:ietf:params:oauth:grant-type:device_code",
  "urn:okta:params:oauth:grant-type:otp",
  "urn:okta:params:oauth:grant-type:oob",
  "urn:openid:params:grant-type:ciba",
];

/** The grants that each type of application may have, and those it has where none are named. */
export const grantTypesByType: Readonly<Record<string, { usual: readonly string[]; permitted: readonly string[] }>> = {
  web: {
    usual: ["authorization_code"],
    permitted: [
      ...interactive,
      "client_credentials",
      "urn:ietf:params:oauth:grant-type:saml2-bearer",
      "urn:ietf:params:oauth:grant-type:token-exchange",
    ],
  },
  native: { usual: ["authorization_code"], permitted: [...interactive, "password"] },
  browser: { usual: ["authorization_code"], permitted: [...interactive] },
  service: {
    usual: ["client_credentials"],
    permitted: ["client_credentials", "implicit", "urn:ietf:params:oauth:grant-type:token-exchange"],
  },
};

/** What the inputs say against each other (okta/terraform-provider-okta, validateAppOAuth and validateGrantTypes). */
export function checkApp(app: Partial<ValuesOf<typeof appInputs>>): InputFault[] {
  const faults: InputFault[] = [];
  const permitted = grantTypesByType[app.type ?? ""]?.permitted;
  app.grantTypes?.forEach((grant, index) => {
    if (permitted && !permitted.includes(grant)) {
      const reason = `a ${app.type ?? ""} application cannot have it; it can have ${permitted.join(", ")}`;
      faults.push({ path: `grantTypes[${index}]`, reason });
    }
  });
  if (app.loginMode !== undefined && app.loginMode !== "DISABLED" && !app.loginUri) {
    faults.push({ path: "loginMode", reason: "needs a loginUri" });
  }
  if (app.grantTypes?.includes("implicit") && app.responseTypes) {
    if (!app.responseTypes.some((type) => type === "token" || type === "id_token")) {
      faults.push({ path: "responseTypes", reason: 'must hold "token" or "id_token" for the implicit grant' });
    }
  }
  return faults;
}
