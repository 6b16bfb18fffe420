"""The typeface of pictures that are drawn without a browser.

Relies on a packaged typeface: the machine may have none with Japanese.
"""

from functools import lru_cache
from importlib.resources import files

import vl_convert


@lru_cache(maxsize=1)
def fonts() -> None:
    """Register the packaged typeface, once."""
    vl_convert.register_font_directory(str(files("noto_cjk_sans_jp_regular")))
