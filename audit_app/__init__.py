"""Case-file audits of pre-birth work: structured forms, an encrypted file per audit, and the cohort read
from it.
"""

__version__ = "0.1.0"
