"""Where each cell stands on paper."""

from hypothesis import given, settings

from perfdesk.documents.sheet import Sheet
from perfdesk.pdfium import page_count, page_size
from perfdesk.printing import Place, render_sheets, render_with_places

from .sheets import many_rows, samples, sheet, sheets


def _is_inside(place: Place, width: float = 595.28, height: float = 841.89) -> bool:
    across = 0 <= place.x < place.x + place.width <= width
    return across and 0 <= place.y < place.y + place.height <= height


def test_each_cell_of_a_form_has_one_place_inside_its_page() -> None:
    for form in samples():
        rendered = render_with_places([form])

        assert [place.address for place in rendered.places] == [cell.address for cell in form.stops]
        assert all(_is_inside(place, *page_size(rendered.pdf, place.page)) for place in rendered.places)


def test_places_do_not_overlap() -> None:
    places = render_with_places([sheet()]).places

    for number, one in enumerate(places):
        for other in places[number + 1 :]:
            beside = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert beside or one.y + one.height <= other.y or other.y + other.height <= one.y


def test_the_file_is_the_one_that_is_printed() -> None:
    form = sheet()

    assert render_with_places([form]).pdf == render_sheets([form])


def test_a_merged_cell_is_as_high_as_its_rows() -> None:
    form = sheet()
    places = {str(place.address): place for place in render_with_places([form]).places}
    rows = [places[f"{number}/name"] for number in (1, 2, 3)]

    merged = places["1/level1"]

    assert "2/level1" not in places
    assert merged.y == rows[0].y
    assert round(merged.height, 2) == round(sum(row.height for row in rows), 2)


def test_pages_are_counted_through_the_file() -> None:
    forms = [sheet(), sheet({}, many_rows(60)), sheet()]
    rendered = render_with_places(forms)

    assert {place.page for place in rendered.places} == set(range(page_count(rendered.pdf)))


@given(sheets)
@settings(max_examples=30, deadline=None)
def test_every_cell_has_a_place_whatever_it_holds(form: Sheet) -> None:
    places = render_with_places([form]).places

    assert {place.address for place in places} == {cell.address for cell in form.stops}
    assert all(_is_inside(place) for place in places)
    seen = [(place.page, place.address, place.y) for place in places]
    assert len(set(seen)) == len(seen)
