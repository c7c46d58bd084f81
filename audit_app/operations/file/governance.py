"""A pack for information governance, made from the audit's own settings: an aid to a data protection impact
assessment, a record of processing, a notice for officers, and a security sheet for IT.

What the program knows is filled in; what the council has to decide is left open and says so. It names no
case, no officer and no folder. What is said of law comes with where it was found
(`shared/domain/information_governance.md`); the data protection officer has the last word.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from audit_app.errors import AuditError
from audit_app.export.governance import GovernanceSection, web_page
from audit_app.operations.audit import Audit
from audit_app.operations.case import pseudonyms
from audit_app.operations.file import retention
from audit_app.operations.outputs import put_out, require_no_audit
from audit_app.store import cases, cipher_pages, info, keys, people, releases
from audit_app.words import _, plural

_ASKED = 220_000  # rounds with HMAC-SHA512: OWASP, Password Storage Cheat Sheet, by copies of it read in 2026
_ENDINGS = (".html", ".htm")


def write_pack(audit: Audit, path: Path) -> None:
    """Write it as a web page. AuditError when `path` is an audit, has another ending, or can't be written."""
    require_no_audit(path)
    if path.suffix.lower() not in _ENDINGS:
        raise AuditError(
            _(
                "The pack is written as a web page, which Word opens too, and {file} would not open under "
                "its name. End the name in .html."
            ).format(file=path.name)
        )
    title = _("Information governance pack: {name}").format(name=info.read_info(audit.file).name)
    put_out(path, web_page(title, sections(audit), blank=_("To be filled in by the council.")))


def sections(audit: Audit) -> tuple[GovernanceSection, ...]:
    """All sections, in the order in which they are read."""
    return (_impact(audit), _record(audit), _notice(audit), _security())


def _impact(audit: Audit) -> GovernanceSection:
    return GovernanceSection(
        _("Aid to a data protection impact assessment"),
        (
            _(
                "An assessment is needed where a high risk is likely (UK GDPR, article 35): vulnerable "
                "people, special categories of data and matched data sets point to it, and all are here. "
                "This aid holds what the program knows; the council decides, and fills in the rest."
            ),
        ),
        (
            (_("What is done"), _purpose(audit)),
            (_("Whose data"), audit.form.about.plain() or _("Those whose case files are read.")),
            (_("What is held of each case"), _held(audit)),
            (_("What is held beside the cases"), _held_beside()),
            (_("What is not asked for"), _("Names, addresses, full dates of birth of adults, NHS numbers.")),
            (_("How much"), _how_much(audit)),
            (_("Pseudonyms"), _pseudonyms(audit)),
            (_("Free text"), _free_text()),
            (_("How long"), _how_long(audit)),
            (_("Who can open it"), _who()),
            (_("Where it goes"), _where_to(audit)),
            (_("Lawful basis"), ""),
            (_("Condition for special categories"), ""),
            (_("Who was consulted, and what they said"), ""),
            (_("Risks that stay, and who accepts them"), ""),
        ),
    )


def _record(audit: Audit) -> GovernanceSection:
    said = info.read_info(audit.file)
    return GovernanceSection(
        _("Record of processing"),
        (_("What article 30 of the UK GDPR asks for, as far as the program knows it."),),
        (
            (_("Name of the processing"), said.name),
            (_("Controller"), said.area),
            (_("Contact of the data protection officer"), ""),
            (_("Purpose"), _purpose(audit)),
            (_("Categories of people and of data"), _held(audit)),
            (_("Recipients"), _where_to(audit)),
            (_("Transfers to other countries"), _("None by the program: it opens no network connection.")),
            (_("Time limits for erasure"), _how_long(audit)),
            (_("Security"), _("Encrypted files, passphrases, locking when idle: see the security sheet.")),
        ),
    )


def _notice(audit: Audit) -> GovernanceSection:
    return GovernanceSection(
        _("Notice for officers, at first use"),
        (
            _("You read files of families and write down what they say. Write no names, in notes neither."),
            _(
                "Your name or initials stand beside each answer that you give, with the time. The manager "
                "sees how many minutes cases took, never a league of people."
            ),
            _("Keep audits and packs where your council says, and delete packs once they have come home."),
            _("What you read can be hard. Stop when you need to: every answer is saved already. Talk to:"),
        ),
        (
            (_("Whom to talk to"), ""),
            (_("Whom to tell when something went wrong"), ""),
            (_("How long what you write is kept"), _how_long(audit)),
        ),
    )


def _security() -> GovernanceSection:
    return GovernanceSection(
        _("Security sheet for IT"),
        (_("Measured on the computer on which this was written, where it says so."),),
        (
            (_("Cipher"), _("SQLCipher 4: AES-256 in CBC mode, HMAC-SHA512 on each page of 4,096 bytes.")),
            (_("Key derivation"), _key_derivation()),
            (_("Key file"), _("Encrypted like an audit, under a random key that the audit keeps.")),
            (_("Network"), _("None: no connection is opened, no port listened on, no update looked for.")),
            (
                _("Between processes"),
                _(
                    "A local socket (on Windows a named pipe) of the same user, through which a second start "
                    "hands the name of a file to the window that is there."
                ),
            ),
            (_("Telemetry"), _("None.")),
            (
                _("Files it writes"),
                _(
                    "Audits, key files, packs and outputs where people save them; settings, a log without "
                    "case data, the sample audit, handbooks, the names of the computer's fonts, notes of "
                    "unfinished files and encrypted working copies in the user's state folder; encrypted "
                    "copies of packs in the temporary folder."
                ),
            ),
            (
                _("Registry"),
                _(
                    "Nothing, but for what an installer writes: how to uninstall, and what opens .audit "
                    "files."
                ),
            ),
            (_("Administrator rights"), _("Not needed to run it.")),
            (_("Credential store"), _("Holds a passphrase only for those who ask for it.")),
            (
                _("In the clear"),
                _("Outputs that a person saves, and paper that a person prints. Nothing else."),
            ),
            (
                _("In memory"),
                _(
                    "While an audit is open, and what the system then puts in its page file or in "
                    "hibernation: full-disk encryption is the computer's part."
                ),
            ),
            (_("Recovery"), _("A recovery code, shown once; it is the key. Nobody else can open a file.")),
            (
                _("Deletion"),
                _(
                    "A deleted case is on no page of the new file; blocks of the old, encrypted file are "
                    "the disk's to reuse."
                ),
            ),
        ),
    )


def _key_derivation() -> str:
    began = time.perf_counter()
    keys.derive("a passphrase of several words", os.urandom(cipher_pages.SALT_BYTES))
    took = time.perf_counter() - began
    return _(
        "PBKDF2-HMAC-SHA512, {rounds} rounds (OWASP asks for {asked} at least), a random salt of 16 bytes "
        "for each file: {seconds} seconds here for each guess."
    ).format(rounds=f"{keys.ROUNDS:,}", asked=f"{_ASKED:,}", seconds=f"{took:.2f}")


def _purpose(audit: Audit) -> str:
    said = info.read_info(audit.file)
    parts = (said.area, said.period.replace("..", " – "))
    where = f" ({', '.join(part for part in parts if part)})" if any(parts) else ""
    return _(
        "An audit of case files with the form “{form}”, to see what families needed and were offered, and "
        "to improve practice{where}."
    ).format(form=audit.form.title, where=where)


def _held(audit: Audit) -> str:
    on = frozenset(info.read_info(audit.file).modules)
    asked = [section.label.plain() for section in audit.form.sections if section.is_shown(on)]
    return _(
        "Answers with state, note and evidence, every change of one with its time and officer, a list of the "
        "documents read, flags, a note of the case, and columns of the lists that were brought in. It is "
        "asked on these pages: {pages}."
    ).format(pages="; ".join(asked))


def _held_beside() -> str:
    return _(
        "Ratings of practice, actions, messages in the area's own words, figures and events of the area, the "
        "ledger of outputs, and who opened, copied, exported or deleted what. Packs hold none of it; each "
        "has a log of its own."
    )


def _how_much(audit: Audit) -> str:
    n = plural("One case", "{n} cases", cases.count(audit.file))
    who = plural("one officer", "{n} officers", len(people.names(audit.file)))
    return _("{cases}, {officers}, on the day this was written.").format(cases=n, officers=who)


def _pseudonyms(audit: Audit) -> str:
    if pseudonyms.has_key(audit):
        return _(
            "Random references; the case system's numbers are in an encrypted key file of their own. For "
            "whoever holds both files it is still personal data."
        )
    return _(
        "References as they were given; the program holds no case-system numbers. For whoever can follow a "
        "reference it is still personal data."
    )


def _free_text() -> str:
    return _(
        "Notes and quotations stay in the internal edition. What leaves otherwise is looked at by a "
        "person, with likely names and numbers marked, or left out."
    )


def _how_long(audit: Audit) -> str:
    months = retention.months_of(audit)
    if not months:
        return ""
    period = retention.period_words(months)
    return _(
        "{period} after the last change to a case, then deleted by a person, whom the program reminds; "
        "outputs, ratings and actions stay."
    ).format(period=period)


def _who() -> str:
    return _(
        "Whoever has the file and its passphrase or recovery code. Packs hold one officer's cases alone, "
        "with their case-system numbers where the audit has them."
    )


def _where_to(audit: Audit) -> str:
    left = releases.read_ledger(audit.file)
    n = plural("One output was written so far.", "{n} outputs were written so far.", len(left))
    return (
        _(
            "Nowhere by itself. Shared and restricted editions go through disclosure control, and each "
            "output stands in a ledger."
        )
        + " "
        + n
    )
