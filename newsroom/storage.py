"""Static files whose names hold a digest of what is in them, our modules' imports included."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class ModuleStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """WhiteNoise's storage, which also rewrites what our own ES modules import.

    Without it ``import "./consent.js"`` would load a second copy of the module, beside the one that a page names by
    its digest. Django can do it for all files (``support_js_module_import_aggregation``, experimental); other
    packages' scripts are left as they come.
    """

    patterns: Any = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("newsroom/*.js", CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]),
    )
