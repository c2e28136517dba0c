"""Encodings are told from the bytes, by how names are spelt."""

import pytest

from twelfth.importing.encoding import detect, named
from twelfth.importing.errors import UnknownEncoding

_NAMES = {
    "cp1252": [
        "Jürgen Müller;Köln", "José García,Málaga", "François Lefèvre;Orléans;Société Générale",
        "Åsa Öberg,Malmö",
        "João Gonçalves,São Paulo,Simões", "Müller", "Zoë", "Ýr Þórsdóttir", "MÜLLER",
        "L\u2019Oréal \u2013 “big” client",
        "5 €",
    ],
    "cp1250": [
        "Paweł Wiśniewski;Łódź;Gdańsk", "Jiří Dvořák,Plzeň", "Zoltán Kovács,Győr", "Łukasz",
        "Đorđe Kovačević",
        "Ştefan Ionuţ, Iaşi",
    ],
    "cp1251": ["Иван Петров;Москва", "Ольга Шевченко, Київ", "Юлия"],
    "cp1253": ["Γιώργος Παπαδόπουλος,Αθήνα"],
    "cp1254": ["Çağr\u0131 Öztürk, Güneş"],
    "cp1255": ["דוד כהן,תל אביב"],
    "cp1256": ["محمد عبد الله,القاهرة"],
    "cp1257": ["Jānis Bērziņš;Rīga", "Žydrūnas,Šiauliai"],
    "mac_roman": ["Jürgen Müller;Köln", "François Lefèvre"],
    "cp850": ["Jürgen Müller;Köln", "José García,Málaga"],
    "cp932": ["山田太郎,東京都", "ヤマダ タロウ, さくら"],
    "gb18030": ["王小明,北京市朝阳区"],
    "cp949": ["김민준,서울특별시"],
    "big5": ["陳大文,臺北市"],
    "utf-8": ["Łukasz", "山田", "Ünïcödé"],
    "utf-8-sig": ["Łukasz"],
    "utf-16": ["Łukasz,a"],
    "utf-16-le": ["Łukasz,lukasz@x.example"],
    "utf-16-be": ["Łukasz,lukasz@x.example"],
    "utf-32": ["Łukasz,a"],
}  # fmt: skip


@pytest.mark.parametrize(("encoding", "name"), [(e, name) for e, names in _NAMES.items() for name in names])
def test_names_come_out_as_they_were(encoding: str, name: str) -> None:
    text = f"Name,Ort\n{name}\n"
    content = text.encode(encoding)
    found = detect([content])
    assert content.decode(found.name, found.errors) == text
    assert found.why


def test_a_letter_late_in_the_file_is_seen() -> None:
    block = b"Anna,a@x.example\n" * 60_000
    found = detect([b"Name,Email\n", block, block, "Jörg,j@x.example\n".encode("cp1252")])
    assert found.name == "cp1252"


def test_a_few_foreign_bytes_in_utf8_are_read_as_windows() -> None:
    content = "Müller, Łukasz, Zoë, Peña, Đoković, ".encode() + "Jörg\n".encode("cp1252")
    found = detect([content])
    assert content.decode(found.name, found.errors) == "Müller, Łukasz, Zoë, Peña, Đoković, Jörg\n"
    assert "but for 1 characters" in found.why


def test_a_byte_without_meaning_is_kept() -> None:
    content = "Müller,Köln,".encode("cp1252") + b"\x81\n"
    found = detect([content])
    assert len(content.decode(found.name, found.errors)) == len(content)


def test_a_chosen_encoding_is_taken_by_any_of_its_names() -> None:
    assert named("Windows-1252").name == "cp1252"
    assert named("latin1").name == "iso8859-1"
    assert named("UTF8").name == "utf-8-sig"
    assert named("windows-1252").label == "Windows-1252"
    with pytest.raises(UnknownEncoding):
        named("base64")
