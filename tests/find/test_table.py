"""The tables of actors: they load, hold together, and say who held what when."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.errors import RuleError
from kg.find.table import ActorTable, fold, load_table, overlapping_terms
from kg.find.term import read_date
from kg.model import Kind
from kg.resources import ontology_dir

FACTS = Path(__file__).parents[2] / "../shared/facts/actors.csv"
FOLDER = ontology_dir() / "actors"

# Names that several actors share on purpose: the context says which one is meant.
SHARED_NAMES = {
    "自由民主党", "社会民主党", "民主党", "民進党", "自由党", "共和党", "保守党", "労働党", "国民戦線", "国民党",
}  # fmt: skip


@pytest.fixture(scope="module")
def table() -> ActorTable:
    return load_table(FOLDER)


def labels(entities: tuple) -> list[str]:
    return [entity.label for entity in entities]


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def split(cell: str) -> list[str]:
    return [value for value in cell.split("|") if value]


HOLDERS = [
    ("JP", "首相", "2025-11-23", ["高市早苗"]),
    ("JP", "内閣総理大臣", "2006-01", ["小泉純一郎"]),
    ("JP", "首相", "2025-10-21", ["石破茂", "高市早苗"]),
    ("JP", "首相", "2025-10", ["石破茂", "高市早苗"]),
    ("JP", "防衛相", "2025-11-23", ["小泉進次郎"]),
    ("JP", "外務大臣", "2024-10-02", ["岩屋毅"]),
    ("JP", "官房長官", "2015", ["菅義偉"]),
    ("JP", "首相", "1901-05-05", []),
    ("US", "大統領", "2018-06-12", ["ドナルド・トランプ"]),
    ("US", "大統領", "2023", ["ジョー・バイデン"]),
    ("US", "国防長官", "2025-10-29", ["ピート・ヘグセス"]),
    ("CN", "外相", "2023-03-02", ["秦剛"]),
    ("CN", "外交部長", "2024-02-02", ["王毅"]),
    ("CN", "国家主席", "2005-11-20", ["胡錦濤"]),
    ("KR", "大統領", "2025-10-30", ["李在明"]),
    ("RU", "大統領", "2010-02", ["ドミトリー・メドベージェフ"]),
    ("DE", "首相", "2005-10-10", ["ゲアハルト・シュレーダー"]),
    ("TW", "総統", "2025-05-20", ["頼清徳"]),
    ("JP", "大統領", "2025-05-20", []),
]


@pytest.mark.parametrize(("country", "title", "on", "expected"), HOLDERS)
def test_holders(table: ActorTable, country: str, title: str, on: str, expected: list[str]) -> None:
    assert labels(table.holders(country, title, read_date(on))) == expected


def test_holders_of_an_organisation(table: ActorTable) -> None:
    on = read_date("2025-11-01")
    assert labels(table.holders("JP", "総裁", on, "自民党")) == ["高市早苗"]
    assert labels(table.holders(None, "事務総長", on, "NATO")) == ["マルク・ルッテ"]


def test_a_date_without_its_year_tells_no_holders_apart(table: ActorTable) -> None:
    everyone = table.holders("JP", "防衛相", None)
    assert "小泉進次郎" in labels(everyone)
    assert len(everyone) > 10


def test_posts_of_a_person(table: ActorTable) -> None:
    (person,) = table.by_form["岸田文雄"]
    posts = [term.post for term in table.posts_of(person)]
    assert posts.index("外相") < posts.index("首相")


FORMS = [
    ("米国", Kind.COUNTRY, "アメリカ合衆国"),
    ("大韓民国", Kind.COUNTRY, "韓国"),
    ("自由民主党", Kind.ORGANIZATION, "自民党"),
    ("ＥＵ", Kind.ORGANIZATION, "EU"),
    ("国連", Kind.ORGANIZATION, "国際連合"),
    ("海自", Kind.ORGANIZATION, "海上自衛隊"),
    ("米国務省", Kind.ORGANIZATION, "アメリカ国務省"),
    ("日経新聞", Kind.ORGANIZATION, "日本経済新聞"),
    ("ボロディミル・ゼレンスキー", Kind.PERSON, "ウォロディミル・ゼレンスキー"),
    ("トランプ", Kind.PERSON, "ドナルド・トランプ"),
    ("天皇陛下", Kind.PERSON, "天皇"),
    ("官邸", Kind.PLACE, "首相官邸"),
    ("ガザ", Kind.PLACE, "ガザ地区"),
    ("ワシントン", Kind.PLACE, "ワシントン"),
]


@pytest.mark.parametrize(("form", "kind", "label"), FORMS)
def test_a_form_names_its_actor(table: ActorTable, form: str, kind: Kind, label: str) -> None:
    assert (kind, label) in [(e.kind, e.label) for e in table.by_form[fold(form)]]


def test_countries(table: ActorTable) -> None:
    assert table.country("US").label == "アメリカ合衆国"
    assert table.short_name("US") == "アメリカ"
    assert table.country_by_abbreviation["米"] is table.country("US")
    assert table.country_by_abbreviation["露"] is table.country_by_abbreviation["ロ"]


def test_an_abbreviation_is_no_free_name(table: ActorTable) -> None:
    assert [form for form in table.by_form if len(form) == 1] == []
    assert "国民" not in table.by_form
    assert labels(table.organization_by_abbreviation["国民"]) == ["国民民主党"]


def test_families(table: ActorTable) -> None:
    assert "高市早苗" in labels(table.persons_by_family["高市"])
    assert "ドナルド・トランプ" in labels(table.persons_by_family["トランプ"])
    assert {"李在明", "李強"} <= set(labels(table.persons_by_family["李"]))


def test_types(table: ActorTable) -> None:
    (media,), (island,) = table.by_form["共同通信"], table.by_form["与那国島"]
    assert table.organization_type(media) == "media"
    assert table.organization_type(island) is None
    assert table.place_kind(island) == "island"


def test_no_two_people_hold_a_post_at_once(table: ActorTable) -> None:
    assert overlapping_terms(table) == []


def test_two_people_in_a_post_at_once_are_told(tmp_path: Path) -> None:
    extra = tmp_path / "mine.csv"
    extra.write_text("type,label,country,post\nperson,山田花子,JP,首相@2025-12..\n", encoding="utf-8")
    problems = overlapping_terms(load_table(FOLDER, extra))
    assert len(problems) == 1
    assert "高市早苗" in problems[0]
    assert "山田花子" in problems[0]


def test_every_name_is_unique_or_shared_on_purpose(table: ActorTable) -> None:
    assert {form for form, entities in table.by_form.items() if len(entities) > 1} == SHARED_NAMES


def test_every_key_is_unique(table: ActorTable) -> None:
    keys = [(entity.kind, entity.key) for entity in table.entities]
    assert len(keys) == len(set(keys))
    assert {e.key for e in table.by_form["民主党"]} >= {"民主党(日本)", "民主党(アメリカ)"}


def test_every_post_has_its_title(table: ActorTable) -> None:
    canonical = {title.canonical for title in table.titles.values()}
    assert {term.post for term in table.terms} - canonical == set()
    assert {title.kind for title in table.titles.values()} == {"post", "honorific", "role"}
    assert all(c in table.titles and table.titles[c].canonical == c for c in canonical)


def test_every_post_of_an_organisation_is_of_one_that_is_known(table: ActorTable) -> None:
    known = {e.label for e in table.entities if e.kind in (Kind.ORGANIZATION, Kind.PLACE)}
    assert {term.organization for term in table.terms} - known == {None}


def test_a_person_without_a_family_name_is_a_monarch() -> None:
    assert [row["label"] for row in rows("people.csv") if not row["family"]] == ["上皇", "天皇"]


def test_identifiers_are_those_of_the_facts() -> None:
    if not FACTS.is_file():
        pytest.skip("../shared is missing")
    with FACTS.open(encoding="utf-8", newline="") as stream:
        facts = [row for row in csv.DictReader(stream) if row["qid"]]
    names = {row["qid"]: {row["label_ja"], *split(row["aliases_ja"])} for row in facts}
    checked = 0
    for name in ("countries.csv", "organizations.csv", "people.csv"):
        for row in rows(name):
            if row["qid"]:
                assert {row["label"], *split(row["aliases"])} & names[row["qid"]], row
                checked += 1
    assert checked > 750


EXTRA = """type,label,label_en,country,aliases,qid,family,post
person,山田花子,Hanako Yamada,JP,ヤマダ・ハナコ,Q1,山田,自民党/国対委員長@2030-01..2031|総合調整監@2029
party,未来の会,,JP,,,,
party,未来の会,,KR,,,,
person,高市早苗,,JP,サナエ・タカイチ,,,
"""


def test_extra_rows_add_and_merge(tmp_path: Path) -> None:
    extra = tmp_path / "mine.csv"
    extra.write_text(EXTRA.replace("@2029", "@2029.."), encoding="utf-8")
    table = load_table(FOLDER, extra)
    assert labels(table.holders("JP", "国対委員長", read_date("2030-06-01"), "自民党")) == ["山田花子"]
    assert table.titles["総合調整監"].kind == "post"
    assert [e.key for e in table.by_form["未来の会"]] == ["未来の会", "未来の会(韓国)"]
    (person,) = table.by_form["高市早苗"]
    assert "サナエ・タカイチ" in person.aliases
    assert person.wikidata == "Q1705028"
    assert table.holders("JP", "首相", read_date("2025-12")) == (person,)


WRONG = [
    ("type,labl\nperson,甲野\n", 1, "write label for labl"),
    ("", 1, "an empty file"),
    ("type,label\npersn,甲野\n", 2, "write person"),
    ("type,label\n\nperson,\n", 3, "the actor's name"),
    ("type,label\nperson,甲野,乙野\n", 2, "too few or too many cells"),
    ("type,label,country\nperson,甲野,日本\n", 2, "ISO 3166-1"),
    ("type,label,qid\nperson,甲野,17\n", 2, "Wikidata item"),
    ("type,label,family\nparty,甲党,甲\n", 2, "only a person"),
    ("type,label,post\nperson,甲野,首相@令和7年..\n", 2, "post@from..to"),
    ("type,label,post\nperson,甲野,首相@2025-13..\n", 2, "post@from..to"),
    ("type,label\ncountry,甲国\n", 2, "not in countries.csv"),
    ("type,label\nparty,民主党\n", 2, "several actors have this label"),
]


@pytest.mark.parametrize(("text", "line", "words"), WRONG)
def test_a_wrong_extra_row_is_told(tmp_path: Path, text: str, line: int, words: str) -> None:
    extra = tmp_path / "mine.csv"
    extra.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load_table(FOLDER, extra)
    assert (caught.value.file, caught.value.line) == (str(extra), line)
    assert words in str(caught.value)


def test_an_extra_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    extra = tmp_path / "mine.csv"
    extra.write_bytes("type,label\nperson,甲野\n".encode("cp932"))
    with pytest.raises(RuleError, match="UTF-8"):
        load_table(FOLDER, extra)


WORLD = [
    ("PK", "大統領", "2006-05-01", ["パルヴェーズ・ムシャラフ"]),
    ("IQ", "首相", "2005-06", ["イブラヒム・ジャファリ"]),
    ("US", "国務次官補", "2007-02-13", ["クリストファー・ヒル"]),
    ("US", "財務長官", "2007", ["ヘンリー・ポールソン"]),
    ("TH", "首相", "2010", ["アピシット・ウェーチャチーワ"]),
    ("PL", "大統領", "2006-08", ["レフ・カチンスキ"]),
    ("LB", "首相", "2003", ["ラフィーク・ハリーリー"]),
    ("JP", "総務相", "2025-11-01", ["林芳正"]),
    ("JP", "農林水産大臣", "2025-06-01", ["小泉進次郎"]),
    ("KP", "国務委員長", "2019-06-30", ["金正恩"]),
]


@pytest.mark.parametrize(("country", "title", "on", "expected"), WORLD)
def test_holders_over_the_world_and_the_years(
    table: ActorTable, country: str, title: str, on: str, expected: list[str]
) -> None:
    assert labels(table.holders(country, title, read_date(on))) == expected
