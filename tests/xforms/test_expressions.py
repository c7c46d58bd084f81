"""What expressions give, as tables of examples: types, operators, comparisons, functions."""

from __future__ import annotations

import math
from contextlib import suppress
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.errors import AuditError
from audit_app.xforms.conversion import number_text
from audit_app.xforms.evaluate import Evaluated, evaluate_in
from audit_app.xforms.functions import FUNCTIONS

CASE = """<case>
  <child><name>Ann</name><born>2024-03-01</born><weight>3</weight></child>
  <child><name>Bob</name><born>2023-01-15</born><weight>11.5</weight></child>
  <child><name/><born/><weight/></child>
  <needs>housing money</needs>
</case>"""


def evaluate(expression: str, xml: str = CASE, at: str | None = None) -> Evaluated:
    return evaluate_in(expression, xml, at, zone=UTC)


@pytest.mark.parametrize(
    ("expression", "text", "kind"),
    [
        ("1.50", "1.5", "number"),
        ("'a'", "a", "string"),
        ("true()", "true", "boolean"),
        ("date('2024-02-29')", "2024-02-29", "date"),
        ("/case/child/name", "Ann", "nodeset"),
        ("/case/nothing", "", "nodeset"),
    ],
)
def test_a_result_says_its_type(expression: str, text: str, kind: str) -> None:
    found = evaluate(expression)
    assert (found.text, found.type) == (text, kind)


def test_a_nodeset_gives_one_value_for_each_node() -> None:
    assert evaluate("//name").values == ("Ann", "Bob", "")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("2 + 3 * 4", "14"),
        ("(2 + 3) * 4", "20"),
        ("10 - 3 - 2", "5"),
        ("7 div 2", "3.5"),
        ("7 mod 3", "1"),
        ("-7 mod 3", "-1"),
        ("--3", "3"),
        ("1 div 0", "Infinity"),
        ("-1 div 0", "-Infinity"),
        ("0 div 0", "NaN"),
        ("'x' + 1", "NaN"),
        ("'' + 1", "NaN"),
        ("true() + 1", "2"),
        ("0.1 + 0.2", "0.30000000000000004"),
        ("1000000 * 1000000", "1000000000000"),
        ("1 div 1000000000", "0.000000001"),
    ],
)
def test_arithmetic(expression: str, expected: str) -> None:
    assert evaluate(expression).text == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1 = 1.0", True),
        ("0.1 + 0.2 = 0.3", True),
        ("0.1 + 0.2 = 0.3001", False),
        ("'1' = 1", True),
        ("'1' = '1.0'", False),
        ("'' > 3", False),
        ("'' < 3", False),
        ("'' = 0", False),
        ("'10' > '9'", True),
        ("true() = 'no'", True),
        ("1 < 2 and 2 < 3 or false()", True),
        ("//weight > 11", True),
        ("//weight = ''", True),
        ("//name != 'Ann'", True),
        ("not(//name = 'Cid')", True),
        ("//nothing = ''", False),
        ("//nothing != ''", False),
        ("'2024-03-01' < '2024-03-02'", True),
        ("//born > date('2024-02-28')", True),
        ("date('2024-03-01') = '2024-03-01'", True),
        ("'2024-03-01' = date('2024-03-01')", True),
        ("3 > 2 > 1", False),
    ],
)
def test_comparison(expression: str, expected: bool) -> None:
    assert evaluate(expression).text == str(expected).lower()


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("concat('a', 1, true())", "a1true"),
        ("concat(//name)", "AnnBob"),
        ("concat()", ""),
        ("join(', ', //child[name != '']/name, 'x')", "Ann, Bob, x"),
        ("substr('pathway', 0, 4)", "path"),
        ("substr('pathway', -3)", "way"),
        ("substring('12345', 2, 3)", "234"),
        ("substring('12345', 1.5, 2.6)", "234"),
        ("substring('12345', 0 div 0, 3)", ""),
        ("substring-before('2024-03', '-')", "2024"),
        ("substring-after('2024-03', '-')", "03"),
        ("substring-after('2024', '-')", ""),
        ("translate('24+3', '+', 'w')", "24w3"),
        ("translate('abc', 'abc', 'AB')", "AB"),
        ("normalize-space('  a  b ')", "a b"),
        ("string-length('weeks')", "5"),
        ("contains('pre-birth', 'birth')", "true"),
        ("starts-with('pre-birth', 'pre')", "true"),
        ("ends-with('pre-birth', 'birth')", "true"),
        ("regex('AB12', '^[A-Z]{2}[0-9]+$')", "true"),
        ("regex('xAB12', '[A-Z]+')", "true"),
        ("digest('abc', 'SHA-1', 'hex')", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("base64-decode('w6k=')", "é"),
        ("base64-decode('?')", ""),
        ("string-length(uuid())", "36"),
        ("string-length(uuid(50))", "50"),
    ],
)
def test_texts(expression: str, expected: str) -> None:
    assert evaluate(expression).text == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("round(2.5)", "3"),
        ("round(-2.5)", "-3"),
        ("round(3.14159, 2)", "3.14"),
        ("round(1250, -2)", "1300"),
        ("round('x')", "NaN"),
        ("int(-2.7)", "-2"),
        ("int('12.9')", "12"),
        ("floor(-2.1)", "-3"),
        ("ceiling(2.1)", "3"),
        ("abs(-3)", "3"),
        ("pow(2, 10)", "1024"),
        ("pow(-1, 0.5)", "NaN"),
        ("sqrt(-1)", "NaN"),
        ("exp(1000)", "Infinity"),
        ("log(0)", "-Infinity"),
        ("log10(1000)", "3"),
        ("exp10(2)", "100"),
        ("round(sin(pi() div 2), 6)", "1"),
        ("round(cos(0) + tan(0) + asin(1) + acos(1) + atan(0) + atan2(0, 1), 4)", "2.5708"),
        ("sum(/case/child[name != '']/weight)", "14.5"),
        ("sum(//nothing)", "0"),
        ("min(3, 1, 2)", "1"),
        ("max(/case/child[name != '']/weight)", "11.5"),
        ("max(//weight)", "NaN"),
        ("min(//nothing)", "NaN"),
        ("number('1e5')", "NaN"),
        ("number(' 12 ')", "12"),
        ("number('٣')", "NaN"),
    ],
)
def test_numbers(expression: str, expected: str) -> None:
    assert evaluate(expression).text == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("number('1970-01-02')", "1"),
        ("date('2025-06-01') - date('2025-05-01')", "31"),
        ("date('2024-03-01') - 1", "19782"),
        ("date(date('2024-03-01') - 1)", "2024-02-29"),
        ("280 - (date('2025-06-01') - date('2025-01-10'))", "138"),
        ("date('2024-3-1')", "2024-03-01"),
        ("date('2023-02-29')", "Invalid Date"),
        ("boolean(date('nonsense'))", "false"),
        ("date('')", ""),
        ("date(19783)", "2024-03-01"),
        ("decimal-date-time('1970-01-02T12:00:00Z')", "1.5"),
        ("decimal-time('18:00')", "0.75"),
        ("decimal-time('25:00')", "NaN"),
        ("format-date('2024-03-01', '%a %e %b %Y, %d/%m/%y %n')", "Fri 1 Mar 2024, 01/03/24 3"),
        ("format-date-time('2024-03-01T09:05:07.040Z', '%H:%M:%S.%3 %h')", "09:05:07.040 9"),
        ("format-date('x', '%Y')", ""),
        ("today() <= now()", "true"),
        ("string-length(today())", "10"),
    ],
)
def test_dates(expression: str, expected: str) -> None:
    assert evaluate(expression).text == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("if(1 = 1, 'a', 1 div 'x')", "a"),
        ("if(false(), nonsense(), 'b')", "b"),
        ("coalesce('', 'b')", "b"),
        ("coalesce(//name, 'b')", "Ann"),
        ("coalesce('' + 1, 'none')", "none"),
        ("boolean-from-string('1')", "true"),
        ("boolean-from-string('yes')", "false"),
        ("checklist(1, 2, true(), false())", "true"),
        ("checklist(2, -1, true(), false())", "false"),
        ("weighted-checklist(3, 5, true(), 2, true(), 2)", "true"),
        ("weighted-checklist(3, 5, true(), 2, false(), 2)", "false"),
        ("selected(//needs, 'money')", "true"),
        ("selected(//needs, 'mon')", "false"),
        ("selected-at(//needs, 1)", "money"),
        ("selected-at(//needs, 2)", ""),
        ("count-selected(//needs)", "2"),
        ("count(//child)", "3"),
        ("count-non-empty(//name)", "2"),
        ("position(//child[2])", "2"),
        ("indexed-repeat(//name, //child, 2)", "Bob"),
        ("indexed-repeat(//name, //child, 9)", ""),
        ("name(//child[1]/*[2])", "born"),
        ("true() or nonsense()", "true"),
    ],
)
def test_choosing_and_counting(expression: str, expected: str) -> None:
    assert evaluate(expression).text == expected


def test_once_keeps_what_the_node_holds() -> None:
    assert evaluate("once('new')", at="//child[1]/name").text == "Ann"
    assert evaluate("once('new')", at="//child[3]/name").text == "new"


def test_a_seed_shuffles_the_same_way_every_time() -> None:
    shuffled = evaluate("randomize(//child/*, 42)").values
    assert shuffled == evaluate("randomize(//child/*, 42)").values
    assert sorted(shuffled) == sorted(evaluate("//child/*").values)
    assert shuffled != evaluate("//child/*").values


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("", "empty"),
        ("1 +", "ends too early"),
        ("if(1, 2", "ends too early"),
        ("1 2", "from “2” on"),
        ("“a” = 1", "from ““a” = 1” on"),
        ("'open", "can't be read"),
        ("a == b", "from “= b” on"),
        ("nonsense(1)", "no function nonsense()"),
        ("substr('a')", "2 to 3 arguments, not 1"),
        ("weighted-checklist(1, 2, 3)", "pairs"),
        ("count('a')", "not on a text"),
        ("$name", "Variables"),
        ("'a'[1]", "needs nodes"),
        ("nowhere::a", "no axis nowhere"),
        ("position(//child)", "several"),
        ("digest('a', 'ROT13')", "SHA-256"),
        ("regex('a', '(')", "can't be read"),
        ("'x' | //a", "both sides"),
    ],
)
def test_a_wrong_expression_is_a_sentence(expression: str, said: str) -> None:
    with pytest.raises(AuditError) as error:
        evaluate(expression)
    assert said in str(error.value)


@pytest.mark.parametrize(
    "expression",
    [
        "not(" * 2_000 + "1" + ")" * 2_000,
        "-" * 5_000 + "1",
        "a[" * 1_000 + "1" + "]" * 1_000,
        "1" + "+1" * 20_000,
    ],
)
def test_a_huge_expression_is_refused_at_once(expression: str) -> None:
    with pytest.raises(AuditError):
        evaluate(expression)


def test_many_brackets_and_long_chains_are_no_trouble() -> None:
    assert evaluate("(" * 3_000 + "1" + ")" * 3_000).text == "1"
    assert evaluate("0" + " + 1" * 3_000).text == "3000"


@given(st.text(max_size=40))
def test_any_text_gives_a_value_or_a_sentence(text: str) -> None:
    with suppress(AuditError):
        evaluate(text)


_OPERANDS = st.sampled_from(
    ["''", "'a'", "1", "-2.5", "//child", "//name", "true()", "today()", "0 div 0", "'2024-01-01'"]
)


@given(st.sampled_from(sorted(set(FUNCTIONS) - {"uuid"})), st.lists(_OPERANDS, max_size=4))
def test_any_call_gives_a_value_or_a_sentence(name: str, operands: list[str]) -> None:
    with suppress(AuditError):
        evaluate(f"{name}({', '.join(operands)})")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_read_back_from_its_text(number: float) -> None:
    text = number_text(number)
    assert "e" not in text
    assert math.isclose(float(text), number, rel_tol=1e-15)
