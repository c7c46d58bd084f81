"""One case on the screen: sections, questions, answers, evidence, checking and finishing.

Widgets draw the frozen views of `operations.case` and hand what a person does to a `Sitting`; no rule
of the audit stands here.
"""
