# SPDX-License-Identifier: GPL-3.0-or-later
"""How far coders agree, as the command line says it."""

from earshot_cli import check, cli, equal, rows, run_all, test


def book(folder):
    return folder / "agreement.earshot"


@test("figures by theme, of voices and of text, for those who coded most")
def _(folder):
    cli(folder, "init", "--device", "Laptop", book(folder))
    cli(folder, "add", book(folder), "session", "--title", "Drop-in")
    for ref, text in (("V0", "0123456789"), ("V1", "0123456789"), ("V2", "0123456789"), ("V3", "0123456789")):
        cli(folder, "add", book(folder), "contribution", "--session", "Drop-in", "--ref", ref, "--text", text)
    for coder, ref in (("R1", "V0"), ("R1", "V1"), ("R1", "V2"), ("R2", "V0"), ("R2", "V1"), ("R3", "V3")):
        cli(folder, "code", "--coder", coder, book(folder), ref, "waiting-times")
    found = rows(folder, "agreement", book(folder))
    equal([row["basis"] for row in found], ["voices", "all-text", "coded-text"], "what is compared")
    # Neither 1, one alone 1, both 2 of 4: (.75 - .5) / (1 - .5).
    equal((found[0]["units"], found[0]["same"], found[0]["kappa"]), (4, 3, "0.500"), "voices")
    equal((found[1]["units"], found[1]["kappa"]), (40, "0.500"), "all text")
    equal((found[2]["units"], found[2]["same"]), (30, 20), "coded text")
    check("R1; R2" in cli(folder, "agreement", book(folder)).text, "it is told who is compared")


@test("more than two have an alpha and no kappa")
def _(folder):
    found = rows(folder, "agreement", "-c", "R1", "-c", "R2", "-c", "R3", book(folder), kind="csv")
    equal(found[0]["kappa"], "", "kappa")
    check(found[0]["alpha"] != "", "alpha")


@test("disagreements are listed, with who coded and who did not")
def _(folder):
    found = rows(folder, "agreement", "--disagreements", "-c", "R1", "-c", "R2", book(folder))
    equal([(row["ref"], row["coded"], row["not_coded"]) for row in found], [("V2", "R1", "R2")], "disagreements")


@test("a coder whom nobody knows, and one alone, are refused")
def _(folder):
    check("Nobody" in cli(folder, "agreement", "-c", "R9", "-c", "R1", book(folder), status=1).complaint, "the name is told")
    cli(folder, "agreement", "-c", "R1", book(folder), status=2)


run_all()
