"""The pages that a form declares: each a planning question with its finding, pictures, tables and cautions.

A block names measures by id or by the beginning of an id (`M5.1` names `M5.1_short_notice`, not `M5.10`), so
that it shows what the form has of them; a measure whose `page` names a page and that no block names stands
in its last block. A figure that can't be made stands in its block with `cannot` in words, a block none of
whose figures can be made says why; no page raises.
"""
