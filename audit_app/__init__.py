"""Case-file audits of pre-birth work: structured forms, an encrypted file per audit, and the cohort read
from it.
"""

__version__ = "1.0.0-rc.1"
