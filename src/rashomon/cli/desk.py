"""`rashomon desk`: the local web desk on a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rashomon.cli.options import DEFAULT_LEDGER, LedgerOption, ReaderOption, keep_log, open_ledger

if TYPE_CHECKING:
    from rashomon.desk.config import DeskSettings


def desk(
    ledger: LedgerOption = DEFAULT_LEDGER,
    port: Annotated[
        int, typer.Option("--port", min=1, max=65535, help="The port on this machine.", metavar="PORT")
    ] = 8700,
    name: Annotated[str | None, typer.Option("--as", help="Your name in the verdicts.", metavar="NAME")] = None,
    part: Annotated[
        str, typer.Option("--part", help="coder or reviewer: the part your verdicts carry.", metavar="PART")
    ] = "coder",
    team: Annotated[bool, typer.Option("--team", help="Several people, with logins.")] = False,
    host: Annotated[
        str, typer.Option("--host", help="With --team: the address to listen on.", metavar="HOST")
    ] = "127.0.0.1",
    known_as: Annotated[
        list[str] | None,
        typer.Option("--known-as", help="With --team: a host name that browsers use for it.", metavar="HOST"),
    ] = None,
    https: Annotated[bool, typer.Option("--https", help="With --team: an HTTPS proxy stands before it.")] = False,
    add_user: Annotated[
        str | None, typer.Option("--add-user", help="Add this user and end; asks for a password.", metavar="NAME")
    ] = None,
    role: Annotated[
        str, typer.Option("--role", help="The new user's role: coder, reviewer or admin.", metavar="ROLE")
    ] = "coder",
    reader: ReaderOption = "model",
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")] = False,
) -> None:
    """Review every value against its words, in the browser.

    Without --team nobody else can reach it and no login is needed. It asks nothing of any other machine.
    """
    from rashomon.errors import NotFound

    if add_user is not None:
        _add(ledger, add_user, role)
        return
    if not team and (host != "127.0.0.1" or known_as):
        raise NotFound("--host", "a desk without logins listens on 127.0.0.1 alone", "add --team")
    config = _config(port, name, part, team=team, names=known_as or [], https=https)
    _serve(ledger, config, host, reader, open_browser=open_browser)


def _config(port: int, name: str | None, part: str, *, team: bool, names: list[str], https: bool) -> DeskSettings:
    import getpass

    from rashomon.desk.config import DeskSettings, Mode, Part
    from rashomon.errors import NotFound

    if part not in ("coder", "reviewer"):
        raise NotFound(f"--part {part}", "there is no such part", "use coder or reviewer")
    usual = ("127.0.0.1", "localhost", "[::1]")
    return DeskSettings(
        mode=Mode.TEAM if team else Mode.SINGLE,
        user=(name or getpass.getuser())[:64],
        part=Part(part),
        port=port,
        names=(*usual, *(each.lower() for each in names)),
        secure=https,
    )


def _serve(ledger: str, config: DeskSettings, host: str, reader: str, *, open_browser: bool) -> None:
    import uvicorn

    from rashomon.desk.application import create_app
    from rashomon.desk.assets import built
    from rashomon.desk.config import Mode
    from rashomon.settings import Settings

    keep_log(ledger)
    with open_ledger(ledger, must_exist=False) as opened:
        app = create_app(opened, Settings(reader=reader), config)
        address = f"http://{host}:{config.port}/"
        typer.echo(f"The desk is at {address} (stop it with Ctrl+C)")
        if config.mode is Mode.TEAM and not app.state.desk.people.all():
            typer.echo("Nobody can log in yet: rashomon desk --add-user NAME --role admin", err=True)
        if not built():
            typer.echo("Its scripts are not built: keys and map are missing (make web)", err=True)
        if open_browser:
            typer.launch(address)
        uvicorn.run(
            app, host=host, port=config.port, log_level="warning", proxy_headers=False, server_header=False, workers=1
        )


def _add(ledger: str, name: str, role: str) -> None:
    from rashomon.desk.team.passwords import add_user

    with open_ledger(ledger, must_exist=False) as opened:
        password = typer.prompt(f"Password for {name}", hide_input=True, confirmation_prompt=True)
        add_user(opened, name, role, password)
    typer.echo(f"{name} can log in as {role}")
