"""Every number of the hand-worked cohort's profile in the shipped form, counted from `hand_cohort` by hand.

Cases stand by letter, once for each row where rows count by themselves; `_` is nobody. Signs are those of
the cohort: `?` not recorded, `~` conflict, `x` source not seen, `.` not looked at, `*` nobody can tell
whether it applies, `-` not asked; `inexact` and `back` (dates that run backwards) are among the known. Where
the files of the twins G and H differ, their pregnancy's records conflict. A measure that is not listed counts
nobody.
"""

from __future__ import annotations

from typing import NamedTuple

STATES = """
measure                         known     ?   ~   x  .  *  n/a     -  inexact  back
C1_pathway                      ABCEFG    D   _   _  _  _  _       _  _        _
Q6_mother_age                   ABCDEG    F   _   _  _  _  _       _  _        _
Q6_housing                      ABCEFG    _   _   _  D  _  _       _  _        _
Q6_mother_mental_health         ABCDEF    _   G   _  _  _  _       _  _        _
Q6_mother_housing               ABCDEFG   _   _   _  _  _  _       _  _        _
Q6_father_mental_health         ABDE      F   G   _  C  _  _       _  _        _
Q6_mother_known_as_child        ABE       C   DG  F  _  _  _       _  _        _
Q6_mother_care_experienced      ABE       C   DG  F  _  _  _       _  _        _
M8.0_service_types              AABCCEGG  _   _   _  _  _  _       _  _        _
M8.1_response                   AABCCGG   E   _   _  _  _  _       _  _        _
M8.1_decline_reasons            A         _   _   _  _  E  ABCCGG  _  _        _
M8.1_end_reasons                ACC       BG  G   _  _  E  A       _  _        _
M8.4_referral_to_first_service  ABCG      _   _   _  _  E  DF      _  B        _
M8.4_first_service_to_birth     ABCG      _   _   _  _  E  DF      _  B        _
M7.1_father_identified          ABEFG     D   _   _  C  _  _       _  _        _
M7.1_father_role                AABBEFG   D   _   _  _  _  _       _  _        _
M7.2_father_contacted           ABEG      _   _   F  C  D  _       _  _        _
M7.2_contacted_of_identified    ABEG      _   _   F  C  D  _       _  _        _
M7.2_possible_fathers_contacted B         B   _   F  _  D  AAEG    _  _        _
M4.8_referral                   ABCDEG    F   _   _  _  _  _       _  D        _
M4.8_allocation                 ABCDEF    _   G   _  _  _  _       _  _        _
M4.8_first_service              ABCG      _   _   _  _  E  DF      _  B        _
M4.8_birth                      ABCEFG    _   _   _  _  _  D       _  B        _
M4.8_referral_before_20_weeks   ABCDEG    F   _   _  _  _  _       _  D        _
M4.8_referral_bands             ABCDEG    F   _   _  _  _  _       _  D        _
Q6_preterm                      ABCEFG    _   _   _  _  _  D       _  _        _
M4.2_referral_to_allocation     ABCDE     F   G   _  _  _  _       _  D        C
M4.2_wait_allocation            ABCDE     F   G   _  _  _  _       _  D        C
"""

SHARES = """
measure                          yes    out_of
Q6_mother_care_experienced       AE     ABE
M7.1_father_identified           ABEFG  ABDEFG
M7.2_father_contacted            BEG    ABEG
M7.2_contacted_of_identified     BEG    ABEG
M7.2_possible_fathers_contacted  B      BB
M4.8_referral_before_20_weeks    AG     ABCEG
Q6_preterm                       _      ABCEFG
M4.2_wait_allocation             B      ABE
"""

LINES = """
measure                   out_of    answers
C1_pathway                ABCEFG    cp_plan=C proceedings_issued=ABEG closed_nfa=F
Q6_mother_age             ABCDEG    <18=A 18-20=BG 21-24=C 25-29=E 30-34=D
Q6_housing                ABCEFG    secure=BCG temporary=AF sofa_surfing=E
Q6_mother_mental_health   ABCDEF    current=ABDF suspected=C historic=E
Q6_mother_housing         ABCDEFG   current=CEG no=ABDF
Q6_father_mental_health   ABDE      current=AB no=DE
Q6_mother_known_as_child  ABE       none=B child_protection=E looked_after=AE
M8.0_service_types        AABCCEGG  talking_therapy=AA parenting_programme=EGG housing=BCC
M8.1_response             AABCCEGG  accepted=ABCCGG declined=A
M8.1_decline_reasons      A         travel=A
M8.1_end_reasons          ABCCGG    ongoing=C completed=AC
M7.1_father_role          AABBEFG   father_confirmed=AEG father_putative=BBF partner_not_parent=A
M4.8_referral_bands       ABCEG     <12=G 12-15=A 24-27=C 28-33=B 34+=E
"""

# Lower quartile, median and upper quartile (type 7), then the values.
NUMBERS = """
measure                         out_of   q1     median  q3     median_in_weeks  values
M8.4_referral_to_first_service  ACG      15     28      61.5   _                2 28 95
M8.4_first_service_to_birth     ACG      81.5   83      132.5  _                80 83 182
M4.2_referral_to_allocation     ABE      5      7       8.5    _                3 7 10
M4.8_referral                   ABCEG    98     195     196    27+6             70 98 195 196 240
M4.8_allocation                 ABCDEF   159.25 199.5   236.75 28+4             101 148 193 206 247 249
M4.8_first_service              ACG      145.5  193     195    27+4             98 193 197
M4.8_birth                      ACEFG    280    280     280    40+0             273 280 280 280 280
"""


class Line(NamedTuple):
    """One line of a table: the measure, the columns between, and the words after the last of them."""

    measure: str
    cells: dict[str, str]
    rest: list[str]


def lines(table: str) -> list[Line]:
    """The lines of a table by heading, with nothing for `_`."""
    heading, *body = (line.split() for line in table.strip().splitlines())
    columns = heading[1:]
    found = []
    for measure, *cells in body:
        named = dict(zip(columns, ("" if cell == "_" else cell for cell in cells), strict=False))
        found.append(Line(measure, named, cells[len(columns) - 1 :]))
    return found
