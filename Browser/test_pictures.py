"""Pictures of every kind of page, for people to look at: `.build-shots/`, narrow and wide, light and dark."""

from server import PROJECT

FOLDER = PROJECT / ".build-shots"
WIDTHS = {320: 640, 1400: 900}


def test_every_kind_of_page_is_drawn(visit, gallery):
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    view = visit().page
    kinds = gallery.kinds()
    blank = []
    for name, go in kinds.items():
        go(view)
        for width, height in WIDTHS.items():
            view.set_viewport_size({"width": width, "height": height})
            for scheme in ("light", "dark"):
                view.emulate_media(color_scheme=scheme)
                picture = view.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png", full_page=True)
                background = view.evaluate("getComputedStyle(document.body).backgroundColor")
                red = int(background.split("(")[1].split(",")[0])
                if len(picture) < 5_000 or (red > 128) != (scheme == "light"):
                    blank.append((name, width, scheme, len(picture), background))
    assert not blank
    assert len(list(FOLDER.glob("*.png"))) == len(kinds) * 4
