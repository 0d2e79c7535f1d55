"""Forms filled in as people do: fields by their names, then the button."""

from playwright.sync_api import Locator, Page


def write(scope: Page | Locator, **values: str | bool) -> None:
    """Fill in fields by their names and press the button of their form."""
    field = None
    for name, value in values.items():
        field = scope.locator(f"main [name='{name}']" if isinstance(scope, Page) else f"[name='{name}']")
        kind = field.first.evaluate("element => element.type")
        if kind == "radio":
            field.and_(scope.locator(f"[value='{value}']")).check()
        elif kind == "checkbox":
            field.set_checked(bool(value))
        elif kind == "select-one":
            field.select_option(str(value))
        else:
            field.fill(str(value))
    assert field is not None
    field.first.locator("xpath=ancestor::form").locator("button:not([name])").last.click()
