"""`rashomon lexicon check`: read every example of the word lists, or of one file, and say what does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rashomon.claims.deeds_check import Read

program = typer.Typer(help="Look after the word lists that claims are read with.", no_args_is_help=True)


@program.command()
def check(
    name: Annotated[str, typer.Argument(metavar="[FILE]", help="A file, or a deed frame; all without.")] = "",
) -> None:
    """Check the word lists: each example reads as it should.

    Each trigger is found in its own example. Deed frames, voices, harm, numbers, times and offices have examples in
    their own files. A wrong entry is refused by its loader, with the file and the entry named.
    """
    from rashomon.claims.deeds_check import check_examples
    from rashomon.claims.lexicon_check import check_words
    from rashomon.errors import NotFound
    from rashomon.knowledge.deeds import load_lexicon
    from rashomon.knowledge.examples import read_examples

    stem = name.rpartition("/")[2].removesuffix(".toml").removesuffix(".tsv")
    triggers = [each for each in load_lexicon().triggers if stem in ("", each.frame.group, each.frame.name)]
    examples = [each for each in read_examples() if stem == "" or f"/{stem}." in each.file]
    if not triggers and not examples:
        raise NotFound(name, "no word list and no frame has this name", "give a name such as air_strike.toml")
    read = _reader()
    faults = [*check_examples(triggers, read), *check_words(examples, read)]
    for fault in faults:
        typer.echo(str(fault))
    typer.echo(f"{len(triggers)} triggers and {len(examples)} other examples checked, {len(faults)} at fault.")
    if faults:
        raise typer.Exit(1)


def _reader() -> Read:
    """Return a function that reads an example by rules alone, in a few milliseconds."""
    from datetime import UTC, datetime

    from rashomon.domain import Block, BlockKind, Document, Reading, Source, Span, When
    from rashomon.reading.lexical import LexicalReader
    from rashomon.settings import Settings

    reader = LexicalReader(Settings(reader="lexical"))

    def read(text: str) -> tuple[Document, Reading]:
        document = Document(
            id="doc-example",
            url=None,
            source=Source(id="src-example", name="example"),
            title="",
            text=text,
            blocks=(Block(kind=BlockKind.BODY, span=Span(0, len(text))),),
            published=When(text=""),
            retrieved_at=datetime.now(UTC),
            language="en",
            raw_sha256="0" * 64,
            extractor="example",
        )
        return document, reader.read(document)

    return read
