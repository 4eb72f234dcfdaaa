import { defaultTreeAdapter, parse } from "parse5";
import type { DefaultTreeAdapterTypes } from "parse5";
import { attribute, type Element } from "./attribute.ts";
import { type Form, readForm } from "./readForm.ts";

/** A page as a browser without JavaScript has it. */
export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly title: string;
  /** What it says, white space collapsed. */
  readonly text: string;
  /** What it says in elements that are made for errors (`role="alert"`, or `error` in the id or class). */
  readonly alert: string;
  readonly forms: readonly Form[];
  /** Where its links lead, and its buttons, as far as their `onclick` names an address. */
  readonly links: readonly URL[];
  /** It has a script: something may be missing here that a person would see. */
  readonly hasScripts: boolean;
}

type Node = DefaultTreeAdapterTypes.Node;

/** @param url where the page came from: what forms are sent to is relative to it */
export function readPage(url: URL, status: number, html: string): Page {
  // What stands in `noscript` is meant for a browser like this one.
  const document = parse(html, { scriptingEnabled: false });
  const elements = elementsOf(document);
  const scripts = elements.filter(({ tagName }) => tagName === "script");
  const handlers = elements.flatMap((element) => attribute(element, "onload") ?? []);
  const code = [...scripts.map(rawText), ...handlers].join("\n");
  const forms = elements.filter(({ tagName }) => tagName === "form");
  const title = elements.find(({ tagName }) => tagName === "title");
  const body = elements.find(({ tagName }) => tagName === "body");
  return {
    url,
    status,
    title: title === undefined ? "" : visibleText(title),
    text: body === undefined ? "" : visibleText(body),
    alert: elements.filter(isAlert).map(visibleText).join(" ").trim(),
    forms: forms.map((form) => readForm(url, form, elementsOf(form), code)),
    links: elements.flatMap(addressesOf).flatMap((address) => URL.parse(address, url.href) ?? []),
    hasScripts: scripts.length > 0,
  };
}

/** The elements below a node, in the order of the document. */
function elementsOf(node: Node): readonly Element[] {
  const children = "childNodes" in node ? node.childNodes : [];
  return children.flatMap((child) =>
    defaultTreeAdapter.isElementNode(child) ? [child, ...elementsOf(child)] : elementsOf(child),
  );
}

function rawText(node: Node): string {
  if (defaultTreeAdapter.isTextNode(node)) return node.value;
  return "childNodes" in node ? node.childNodes.map(rawText).join("") : "";
}

const unseen: ReadonlySet<string> = new Set(["script", "style", "template"]);

function visibleText(node: Node): string {
  const texts = (one: Node): readonly string[] => {
    if (defaultTreeAdapter.isTextNode(one)) return [one.value];
    if (defaultTreeAdapter.isElementNode(one) && unseen.has(one.tagName)) return [];
    return "childNodes" in one ? one.childNodes.flatMap(texts) : [];
  };
  return texts(node).join(" ").replaceAll(/\s+/g, " ").trim();
}

function addressesOf(element: Element): readonly string[] {
  const href = element.tagName === "a" ? attribute(element, "href") : undefined;
  const quoted = attribute(element, "onclick")?.matchAll(/["']((?:https:\/)?\/[^"']+)["']/g) ?? [];
  return [...(href === undefined ? [] : [href]), ...Array.from(quoted, ([, address = ""]) => address)];
}

function isAlert(element: Element): boolean {
  const named = `${attribute(element, "id") ?? ""} ${attribute(element, "class") ?? ""}`;
  return attribute(element, "role") === "alert" || /\berror/i.test(named);
}
