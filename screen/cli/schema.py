"""``flscreen schema``: the JSON Schema of the JSON report."""

import json

from screen.cli.say import write


def schema_command() -> None:
    """Print the JSON Schema (draft 2020-12) of the JSON report, made from the models that write it.

    Example: flscreen schema > flscreen-report.schema.json
    """
    from screen.models.result import SCHEMA_VERSION, ScreeningResult

    schema = ScreeningResult.model_json_schema(mode="serialization")
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"flscreen JSON report, schema_version {SCHEMA_VERSION}",
    }
    write(json.dumps({**schema, **head}, indent=2) + "\n", "json")
