/** The spec file of the .rpm: what it is, needs and holds, and the scripts around its installation. */
// @ts-check
import { REDHAT } from "./dependencies.mjs";
import { redhatScript } from "./maintainer-scripts.mjs";
import { DESCRIPTION, PACKAGE, PROGRAM, SUMMARY, manifest } from "./product.mjs";
import { wrapped } from "./wrapped.mjs";

/** A percent sign begins a macro, even in a script or a comment. @param {string} text */
const plain = (text) => text.replaceAll("%", "%%");

/** @param {string} path from the root of the system */
function fileLine(path) {
  if (path.endsWith("/copyright")) return `%license /${path}`;
  return path.startsWith("usr/share/doc/") || path.startsWith("usr/share/man/")
    ? `%doc /${path}`
    : `/${path}`;
}

/**
 * @param {object} what
 * @param {string} what.version as rpm writes it
 * @param {string} what.source the staged folder usr
 * @param {import("./staged-tree.mjs").PackageFile[]} what.files
 */
export function rpmSpec({ version, source, files }) {
  const { license, homepage, maintainer } = manifest();
  const outside = files.map(({ path }) => path).filter((path) => !path.startsWith(`${PROGRAM}/`));
  return `# Electron comes built as it is: nothing of it is stripped, compressed or looked into.
%global __os_install_post %{nil}
%global debug_package %{nil}
%global _build_id_links none

Name: ${PACKAGE}
Version: ${version}
Release: 1
Summary: ${SUMMARY.charAt(0).toUpperCase()}${SUMMARY.slice(1)}
License: ${license}
Packager: ${maintainer}
${homepage === undefined ? "" : `URL: ${homepage}\n`}AutoReqProv: no
${[...REDHAT.requires, "xdg-utils"].map((one) => `Requires: ${one}`).join("\n")}
${REDHAT.recommends.map((one) => `Recommends: ${one}`).join("\n")}

%description
${DESCRIPTION.map((text) => plain(wrapped(text, 78))).join("\n\n")}

%install
mkdir -p %{buildroot}
cp -a '${source}' %{buildroot}/usr

%files
%defattr(-,root,root,-)
/usr/bin/${PACKAGE}
/${PROGRAM}
${outside.map(fileLine).join("\n")}

%post
${plain(redhatScript("post"))}
%postun
${plain(redhatScript("postun"))}`;
}
