"""Location paths in any XML: axes, predicates, document order, namespaces, and what XML is refused."""

from __future__ import annotations

import pytest

from audit_app.errors import AuditError
from audit_app.xforms.evaluate import evaluate_in

TREE = """<!-- first --><r xmlns:o="urn:o" id="top">
<a n="1"><b>1</b><b>2</b></a><a n="2"><b>3</b><o:b>4</o:b></a>
<?do it?><!--note--><c xml:lang="en-GB">t<d/>u</c></r>"""


@pytest.mark.parametrize(
    ("expression", "values"),
    [
        ("/r/a/b", ("1", "2", "3")),
        ("/r/a/b[1]", ("1", "3")),
        ("(/r/a/b)[1]", ("1",)),
        ("/r/a[2]/*", ("3", "4")),
        ("/r/a[@n = 2]/b", ("3",)),
        ("//b[. > 1]", ("2", "3")),
        ("//b[last()]", ("2", "3")),
        ("//b[position() = 2]", ("2",)),
        ("//o:b", ("4",)),
        ("//o:*", ("4",)),
        ("//*[local-name() = 'b']", ("1", "2", "3", "4")),
        ("//a/@n", ("1", "2")),
        ("//@*[name() = 'id']", ("top",)),
        ("//b[1] | //b[2] | //b[1]", ("1", "2", "3")),
        ("//b[. = 3]/preceding::b", ("1", "2")),
        ("//b[. = 3]/preceding::b[1]", ("2",)),
        ("//b[. = 2]/following::*[1]", ("34",)),
        ("//a[1]/following-sibling::a", ("34",)),
        ("//a[2]/preceding-sibling::*", ("12",)),
        ("//o:b/ancestor::a/@n", ("2",)),
        ("//o:b/ancestor-or-self::*[1]", ("4",)),
        ("//b/../@n", ("1", "2")),
        ("//c/text()", ("t", "u")),
        ("//comment()", (" first ", "note")),
        ("//processing-instruction('do')", ("it",)),
        ("//processing-instruction('be')", ()),
        ("//c/descendant-or-self::*", ("tu", "")),
        ("//a/self::a/child::b[2]", ("2",)),
        ("id('top')/a[1]/b", ("1", "2")),
        ("//d/namespace::o", ("urn:o",)),
        ("//c[lang('en')]/d", ("",)),
        ("/", ("1234tu",)),
    ],
)
def test_paths(expression: str, values: tuple[str, ...]) -> None:
    found = evaluate_in(expression, TREE.replace("\n", "")).values
    assert found == values


@pytest.mark.parametrize(
    ("at", "expression", "text"),
    [
        ("//b[2]", "../b[1]", "1"),
        ("//b[2]", "position(.)", "2"),
        ("//b[. = 3]", "position(..)", "2"),
        ("//a[2]", "//b[. = current()/@n]", "2"),
        ("//a[1]/@n", "..", "12"),
        ("//o:b", "name()", "o:b"),
        ("//o:b", "namespace-uri()", "urn:o"),
        ("//c", "string-length()", "2"),
    ],
)
def test_the_context_node_is_where_it_is_put(at: str, expression: str, text: str) -> None:
    assert evaluate_in(expression, TREE, at).text == text


XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
  xmlns:jr="http://openrosa.org/javarosa"><h:head><model>
  <itext><translation lang="Cymraeg"><text id="q"><value>Enw</value></text></translation>
  <translation lang="English" default="true()"><text id="q"><value>Name</value></text></translation></itext>
  <instance><data><town>b</town></data></instance>
  <instance id="towns"><root><item><name>a</name><size>1</size></item>
  <item><name>b</name><size>2</size></item></root></instance></model></h:head></h:html>"""


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("/data/town", "b"),
        ("instance('towns')/root/item[name = /data/town]/size", "2"),
        ("instance('towns')/root/item[name = current()/data/town]/size", "2"),
        ("pulldata('towns', 'size', 'name', 'a')", "1"),
        ("instance('none')/root", ""),
        ("jr:itext('q')", "Name"),
    ],
)
def test_a_whole_form_has_its_instances_and_texts(expression: str, text: str) -> None:
    assert evaluate_in(expression, XFORM).text == text


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ("<a><b></a>", "line 1"),
        ("no xml", "line 1"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "entities"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "entities"),
        ("<a>" * 2_000 + "</a>" * 2_000, "too deeply"),
    ],
)
def test_bad_xml_is_a_sentence(xml: str, said: str) -> None:
    with pytest.raises(AuditError, match=said):
        evaluate_in("1", xml)


def test_an_expression_that_would_not_end_is_refused() -> None:
    xml = "<r>" + "<a/>" * 300 + "</r>"
    with pytest.raises(AuditError, match="too many nodes"):
        evaluate_in("//*[//*[//*[//a[. = 'x']]]]", xml)


def test_a_place_that_is_not_there_is_a_sentence() -> None:
    with pytest.raises(AuditError, match="No node stands at //nothing"):
        evaluate_in("1", TREE, "//nothing")
