"""Static files with their hash in the name, the imports between our modules included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = r"""(?P<matched>(?P<before>import\s*|from\s*)["'](?P<url>\./[\w-]+\.js)["'])"""


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    # Not Django's `support_js_module_import_aggregation`: it reads every .js file by regular expression, and takes an
    # example in a comment of an extension of htmx for an import of a file that does not exist.
    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("twelfth/js/*.js", ((_IMPORT, '%(before)s"%(url)s"'),)),
    )
