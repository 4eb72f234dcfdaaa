import { passwordFlaws, type PasswordFlaw } from "../../passwordFlaws.ts";

/** Why a new password is not taken, with Entra's code. */
export interface PasswordFault {
  readonly number: number;
  readonly text: string;
}

const faults: Readonly<Record<PasswordFlaw, PasswordFault>> = {
  characters: { number: 120002, text: "Choose a password of 8 to 256 letters, digits, symbols or blanks." },
  kinds: {
    number: 120002,
    text: "Choose a password with three of these: lower-case letters, upper-case letters, digits, symbols.",
  },
  name: { number: 120003, text: "Choose a password that does not contain your user name." },
};

/** What is wrong with a password that a person chooses: the rules of all passwords, and another one than before. */
export function newPasswordFault(password: string, userName: string, before: string): PasswordFault | undefined {
  const [flaw] = passwordFlaws(password, userName);
  if (flaw !== undefined) return faults[flaw];
  if (password === before) return { number: 120002, text: "Choose a password that you have not used before." };
  return undefined;
}
