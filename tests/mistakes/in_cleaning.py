"""The mistakes that a colleague could make where the documents of applicants are made clean."""

from __future__ import annotations

from tests.mistakes.mutation import Mutation

CLEANING = "applicants/cleaning/"
WORKER = "applicants/document_cleaning.py"
MARKERS = ["tests/cleaning/test_markers.py", "tests/cleaning/test_fonts.py"]
TESTS = {
    **dict.fromkeys(
        (
            f"{CLEANING}{name}.py"
            for name in (
                "pdf_copy",
                "pdf_drawing",
                "pdf_keys",
                "docx_text",
                "docx_names",
                "docx_fields",
                "docx",
            )
        ),
        MARKERS,
    ),
    **dict.fromkeys((f"{CLEANING}{name}.py" for name in ("odt", "odt_names", "fonts", "pictures")), MARKERS),
    f"{CLEANING}markup.py": [*MARKERS, "tests/cleaning/test_hostile.py"],
    f"{CLEANING}pdf.py": [*MARKERS, "tests/cleaning/test_hostile.py"],
    f"{CLEANING}archive.py": ["tests/cleaning/test_hostile.py"],
    f"{CLEANING}inside.py": ["tests/cleaning/test_bounded.py"],
    f"{CLEANING}bounded.py": ["tests/cleaning/test_bounded.py"],
    f"{CLEANING}judge.py": ["tests/cleaning/test_judge.py"],
    f"{CLEANING}virus_scan.py": ["tests/cleaning/test_virus_scan.py"],
    WORKER: ["tests/applicants/test_document_cleaning.py"],
}
"""The tests that are about each file."""

MISTAKES = [
    Mutation(
        "an operator that nobody knows is drawn",
        f"{CLEANING}pdf_drawing.py",
        '        if operator == "INLINE IMAGE":',
        '        if operator == "odd":\n            return operands, step.operator\n'
        '        if operator == "INLINE IMAGE":',
    ),
    Mutation(
        "a picture keeps what it was received with",
        f"{CLEANING}pdf_copy.py",
        "        clean = self._counted(PICTURES[names[0]](raw))",
        "        clean = self._counted(raw)",
    ),
    Mutation(
        "a profile of colours is copied",
        f"{CLEANING}pdf_copy.py",
        'if kind == "plain" and len(items) == 2 and items[0] == Name.ICCBased:',
        "if False:",
    ),
    Mutation(
        "what was filled in stays behind",
        f"{CLEANING}pdf.py",
        '    old.flatten_annotations("screen")',
        "    old",
    ),
    Mutation("half of a PDF is a PDF", f"{CLEANING}pdf.py", 'or old.Root.Pages.get("/Count") != count', ""),
    Mutation("pages are not counted", f"{CLEANING}pdf.py", "    if count > PAGES:", "    if False:"),
    Mutation("what was struck out stays", f"{CLEANING}docx_names.py", '"del moveFrom', '"moveFrom'),
    Mutation(
        "a namespace of next year is copied",
        f"{CLEANING}docx_text.py",
        " or not node.tag.startswith(docx_names.ELEMENTS)",
        "",
    ),
    Mutation(
        "every field goes on",
        f"{CLEANING}docx_fields.py",
        "        if mark not in kept:",
        "        if False:",
    ),
    Mutation(
        "the settings come whole",
        f"{CLEANING}docx.py",
        '        if sort == "settings":',
        '        if sort == "no settings":',
    ),
    Mutation(
        "a link keeps its target",
        f"{CLEANING}odt_names.py",
        '_all(TEXT, "a author-name',
        '_all(TEXT, "author-name',
    ),
    Mutation(
        "what stood in a link comes behind it",
        f"{CLEANING}markup.py",
        '        children[-1].tail = (children[-1].tail or "") + (tail or "")',
        "        _write_before(node, tail)",
    ),
    Mutation(
        "a document type is read",
        f"{CLEANING}markup.py",
        "    if about.doctype or about.internalDTD is not None:",
        "    if False:",
    ),
    Mutation("a small zip file may become large", f"{CLEANING}archive.py", " or _is_bomb(info)", ""),
    Mutation("entries may share their bytes", f"{CLEANING}archive.py", " or _overlap(infos, size)", ""),
    Mutation(
        "the process has all memory", f"{CLEANING}inside.py", "        (resource.RLIMIT_AS, MEMORY),\n", ""
    ),
    Mutation("the process may write", f"{CLEANING}inside.py", "        (resource.RLIMIT_FSIZE, 0),\n", ""),
    Mutation("the process knows the environment", f"{CLEANING}bounded.py", "        env={},\n", ""),
    Mutation(
        "the name of a document says what it is",
        f"{CLEANING}judge.py",
        "    if said in KINDS and said != kind:",
        "    if False:",
    ),
    Mutation(
        "a scanner that says nothing found nothing",
        f"{CLEANING}virus_scan.py",
        "            raise ConnectionAbortedError",
        '            return b"stream: OK"',
    ),
    Mutation(
        "a scanner that is away holds nothing up",
        WORKER,
        "        ours.update(why=SCANNER_AWAY, leased_until=now + AGAIN)",
        "        ours.update(leased_until=now + AGAIN)",
    ),
]
