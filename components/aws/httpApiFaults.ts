import type { ArgumentFault } from "../refuseArguments.ts";
import type { HttpApiArgs } from "./HttpApi.ts";

/** What is wrong with an HTTP API's arguments: routes that stand twice, or that name what is not there. */
export function httpApiFaults({ routes, functions, issuers }: HttpApiArgs): ArgumentFault[] {
  const faults: ArgumentFault[] = [];
  routes.forEach(({ key, access, backend }, index) => {
    const path = `routes[${index}]`;
    if (routes.findIndex((other) => other.key === key) !== index) {
      faults.push({ propertyPath: `${path}.key`, reason: `${key} stands twice` });
    }
    if (access.kind === "jwt" && !Object.hasOwn(issuers, access.issuer)) {
      faults.push({ propertyPath: `${path}.access.issuer`, reason: `there is no issuer ${access.issuer}` });
    }
    if (access.kind === "lambda") {
      if (access.admits.length === 0) {
        faults.push({ propertyPath: `${path}.access.admits`, reason: "nobody would be admitted" });
      }
      access.admits.forEach(({ issuer }, at) => {
        if (Object.hasOwn(issuers, issuer)) return;
        faults.push({ propertyPath: `${path}.access.admits[${at}].issuer`, reason: `there is no issuer ${issuer}` });
      });
    }
    if (backend.kind === "lambda" && !Object.hasOwn(functions, backend.function)) {
      faults.push({ propertyPath: `${path}.backend.function`, reason: `there is no function ${backend.function}` });
    }
  });
  return faults;
}
