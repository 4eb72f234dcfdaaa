import { InputPropertiesError } from "@pulumi/pulumi";

/** One thing that is wrong with a component's arguments. */
export interface ArgumentFault {
  /** `routes[2].access.issuer` */
  readonly propertyPath: string;
  readonly reason: string;
}

/**
 * Refuses a component's arguments, all faults at once.
 * @param component the component as its author knows it: type and name
 * @throws InputPropertiesError when there is any fault
 */
export function refuseArguments(component: string, faults: readonly ArgumentFault[]): void {
  if (faults.length === 0) {
    return;
  }
  const lines = faults.map(({ propertyPath, reason }) => `  ${propertyPath}: ${reason}`);
  throw new InputPropertiesError({ message: [`${component} was refused:`, ...lines].join("\n"), errors: [...faults] });
}
