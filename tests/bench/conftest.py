"""The bench is no installed package: it is imported from the checkout."""

import sys

from kg.project import ROOT

sys.path.insert(0, str(ROOT))
