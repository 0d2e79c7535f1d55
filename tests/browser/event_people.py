"""Who comes to the event of the browser: clusters without names, as a secretariat lists them."""

from pathlib import Path

import openpyxl

IN_FILE = 110
COUNTRIES = ["FR", "DE", "IT", "ES", "BE", "PT", "AT", "PL", "SE", "FI"]
TOPICS = [
    *("hydrogen energy", "laser physics", "bioplastics", "nanocomposites", "smart sensors", "computer vision"),
    *("quantum computing", "microfluidics", "tissue engineering", "aerospace engineering", "satellite technology"),
    *("forestry", "cybersecurity", "virtual reality"),
]


def address_of(name: str) -> str:
    return f"{name.lower().replace(' ', '')}@example.org"


def participants_file(path: Path) -> Path:
    """What a secretariat has: one row a cluster, with its own headings."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Cluster", "Contact", "Courriel", "Pays", "Type", "Langue", "Statut", "Offre", "Besoin"])
    for n in range(1, IN_FILE + 1):
        name = f"Cluster {n:03d}"
        offer, need = TOPICS[n % len(TOPICS)], TOPICS[(3 * n + 1) % len(TOPICS)]
        row = [name, f"Delegate of {name.lower()}", address_of(name), COUNTRIES[n % len(COUNTRIES)], "cluster"]
        row += ["fr" if n % 2 else "en", "inscrit"]
        sheet.append([*row, f"co-development: pilot plant for {offer}", f"co-development: {need}"])
    book.save(path)
    return path
