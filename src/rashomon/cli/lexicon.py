"""`rashomon lexicon check`: read every example of the deed frames, or of one file, and say what does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rashomon.claims.deeds_check import Read

program = typer.Typer(help="Look after the word lists that claims are read with.", no_args_is_help=True)


@program.command()
def check(
    name: Annotated[str, typer.Argument(metavar="[FILE]", help="A frame file or a frame; all without.")] = "",
) -> None:
    """Check the deed frames: each trigger must be found in its own example, with the type that its file gives."""
    from rashomon.claims.deeds_check import check_examples
    from rashomon.errors import NotFound
    from rashomon.knowledge.deeds import load_lexicon

    _load_word_lists()
    stem = name.rpartition("/")[2].removesuffix(".toml")
    lexicon = load_lexicon()
    triggers = [each for each in lexicon.triggers if stem in ("", each.frame.group, each.frame.name)]
    if not triggers:
        raise NotFound(name, "no frame file and no frame has this name", "give a name such as air_strike.toml")
    faults = list(check_examples(triggers, _reader()))
    for fault in faults:
        typer.echo(str(fault))
    typer.echo(f"{len(triggers)} triggers checked, {len(faults)} at fault.")
    if faults:
        raise typer.Exit(1)


def _load_word_lists() -> None:
    """Load the lists that have no examples: a wrong entry is refused by its loader, with file and entry."""
    from rashomon.knowledge.harm.lexicon import load_harm
    from rashomon.knowledge.numerals.lexicon import load_numerals
    from rashomon.knowledge.voices.loading import load_voices

    for load in (load_voices, load_harm, load_numerals):
        load()


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
