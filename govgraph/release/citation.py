"""CITATION.cff: how to cite a release, in the Citation File Format (https://citation-file-format.github.io/)."""

from __future__ import annotations

from typing import Any

import yaml

from .about import LICENCES, About


def citation(about: About) -> bytes:
    """The file for GitHub, Zenodo and reference managers; the commit is told if nothing was changed since."""
    told: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use these facts, please cite them as below, and the sources that they name.",
        "type": "dataset",
        "title": about.title,
        "abstract": about.description,
        "authors": [{"name": about.creator}],
        "version": about.version,
        "date-released": about.day.isoformat(),
        "license": LICENCES.get(about.licence or ""),
        "url": about.url,
        "commit": about.commit if about.clean else None,
    }
    kept = {key: value for key, value in told.items() if value is not None}
    return yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=120).encode()


def in_a_line(about: About) -> str:
    """The citation as a reader writes it."""
    address = f" {about.url}" if about.url else ""
    return f"{about.creator} ({about.day.year}). {about.title}, version {about.version} [data set].{address}"
