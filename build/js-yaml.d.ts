/** The little of js-yaml that the scripts and the updater use; the package brings no types. */
declare module "js-yaml" {
  export function load(text: string): unknown;
  export function dump(value: unknown, options?: { readonly lineWidth?: number }): string;
}
