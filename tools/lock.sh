#!/bin/sh
# Renews the two lock files from pyproject.toml; needs uv (pip install uv).
set -eu
cd "$(dirname "$0")/.."
options="--universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --quiet"
# shellcheck disable=SC2086
uv pip compile pyproject.toml $options -o requirements.lock
# shellcheck disable=SC2086
uv pip compile pyproject.toml --group dev $options -o requirements-dev.lock
