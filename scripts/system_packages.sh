#!/usr/bin/env bash
# Installs what the tests use beyond Python: a browser for the pages, LibreOffice for recalculating the
# workbook and for Word files, Java for Spark, PostgreSQL. Does nothing where they are there, or where this is no Debian-like machine with root.
set -euo pipefail
missing=()
command -v chromium >/dev/null 2>&1 || missing+=(chromium)
command -v soffice >/dev/null 2>&1 || missing+=(libreoffice-calc)
command -v lowriter >/dev/null 2>&1 || missing+=(libreoffice-writer)
command -v java >/dev/null 2>&1 || missing+=(openjdk-17-jre-headless)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
command -v pdftoppm >/dev/null 2>&1 || missing+=(poppler-utils)
if [ "${#missing[@]}" -eq 0 ]; then exit 0; fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "not installed: ${missing[*]} (the tests that need them are skipped)" >&2
  exit 0
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
  echo "could not install: ${missing[*]} (the tests that need them are skipped)" >&2
