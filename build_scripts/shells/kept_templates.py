"""Keep compiled templates between builds: to compile all of them takes longer than to make a short course."""

import sys
from pathlib import Path

import jinja2
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from .kept_files import TEMPLATES, KeptFiles, kept_files, key_of


class KeptTemplates(BytecodeCache):
    """Compiled templates, each under a key of its source, of what compiles it, and of the settings of both."""

    def __init__(self, kept: KeptFiles, environment: Environment) -> None:
        self._kept = kept
        self._settings = repr(
            (
                sys.version,
                jinja2.__version__,
                environment.lexer.__class__,
                sorted((name, repr(getattr(environment, name))) for name in _SETTINGS),
                environment.finalize is None,
                sorted(environment.extensions),
                sorted(environment.filters),
                sorted(environment.tests),
            )
        )

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template that was compiled before."""
        kept = self._kept.get(self._key(bucket))
        if kept:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template."""
        self._kept.keep(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return key_of(self._settings, bucket.key, bucket.checksum)


_SETTINGS = (
    "autoescape",
    "block_end_string",
    "block_start_string",
    "comment_end_string",
    "comment_start_string",
    "keep_trailing_newline",
    "line_comment_prefix",
    "line_statement_prefix",
    "lstrip_blocks",
    "newline_sequence",
    "optimized",
    "sandboxed",
    "trim_blocks",
    "variable_end_string",
    "variable_start_string",
)
"""What of an environment decides how a template is compiled."""


def keep_templates(root: Path, environment: Environment) -> None:
    """Let an environment of a project keep the templates that it compiles."""
    kept = kept_files(root, TEMPLATES)
    if kept:
        kept.tidy(_MOST)
        environment.bytecode_cache = KeptTemplates(kept, environment)


_MOST = 20_000_000
"""The most bytes of compiled templates that stay."""
