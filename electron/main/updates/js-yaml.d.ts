/** js-yaml brings no types; this is what is used of it. */
declare module "js-yaml" {
  export function load(text: string): unknown;
}
