"""Thin views of content, marking and journal. No marking and no content in them."""
