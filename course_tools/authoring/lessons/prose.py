"""Markdown -> headings, paragraphs and words, as far as lessons use it."""

from __future__ import annotations

import re
from dataclasses import dataclass

HEADING = re.compile(r"(#{1,6}) +(.+?)\s*#*")
ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)]) +")
IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
CODE = re.compile(r"`[^`]*`")
WORD = re.compile(r"\w[\w'’.,-]*\w|\w")
QUOTED = re.compile(r'"[^"]*"|“[^”]*”')


@dataclass(frozen=True)
class Block:
    """A heading (its level, from 1), or a paragraph, list item or quotation (level 0), on one line."""

    text: str
    level: int = 0
    quotation: bool = False
    item: bool = False


def blocks(source: str) -> tuple[Block, ...]:
    """The blocks of a Markdown cell, in order. A list item is a block of its own."""
    found: list[Block] = []
    open_block = False
    for line in source.splitlines():
        heading = HEADING.fullmatch(line)
        item = ITEM.match(line)
        quotation = line.startswith(">")
        text = line.lstrip("> ") if quotation else line[item.end() :] if item else line.strip()
        if heading:
            found.append(Block(heading[2], level=len(heading[1])))
            open_block = False
        elif not text:
            open_block = False
        elif open_block and not item and quotation == found[-1].quotation:
            found[-1] = Block(f"{found[-1].text} {text}", 0, quotation, found[-1].item)
        else:
            found.append(Block(text, quotation=quotation, item=item is not None))
            open_block = True
    return tuple(found)


def shown(text: str) -> str:
    """What a reader sees of a text: no targets of links, no marks of emphasis."""
    return LINK.sub(r"\1", IMAGE.sub(r"\1", text)).replace("*", "").replace("`", "")


def words(text: str) -> list[str]:
    """The words and figures that a reader sees."""
    return WORD.findall(shown(text))


def unquoted(block: Block) -> str:
    """What we say ourselves: a block without what it quotes."""
    return "" if block.quotation else QUOTED.sub(" ", CODE.sub(" ", block.text))
