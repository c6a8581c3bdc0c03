/** What is used of electron-installer-debian and -redhat, which bring no types: both stage a package in steps, each one method. */
interface PackageStage {
  readonly stagingDir: string;
  readonly options: Record<string, unknown>;
  generateOptions(): void;
  createStagingDir(): Promise<void>;
  createContents(): Promise<void>;
}

declare module "electron-installer-debian" {
  export const Installer: new (options: object) => PackageStage;
}

declare module "electron-installer-redhat" {
  export const Installer: new (options: object) => PackageStage;
}
