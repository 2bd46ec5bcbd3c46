#!/bin/sh
# Starts the bot as a first visitor wants to see it: with the demo city, unless .env or the environment decides.
set -eu
cd "$(dirname "$0")/.."
# With a Telegram token real families may come: then nothing is a demo unless somebody says so.
if ! grep -qsE '^[[:space:]]*HOUNIAO_(DEMO|TELEGRAM_TOKEN)=.' .env && [ -z "${HOUNIAO_TELEGRAM_TOKEN:-}" ]; then
    export HOUNIAO_DEMO="${HOUNIAO_DEMO:-true}"
fi
mkdir -p var
exec .venv/bin/houniao run
