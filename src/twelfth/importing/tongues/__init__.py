"""What the columns of a list of people are called in other languages than English.

Written as people write them; `headers.key()` makes them comparable. A word that means two things (a name, or a family
name where given names have a column of their own) is settled by the columns beside it: see `columns`.
"""

from twelfth.importing.fields import Field
from twelfth.importing.tongues import northern, scripts, western

TONGUES: dict[str, dict[Field, str]] = {**western.TONGUES, **northern.TONGUES, **scripts.TONGUES}

#: A name where the family has no column of its own, else a given name; and the other way round.
GIVEN_OR_FULL = (
    "nome, nombre, имя, ім'я, ad, jméno, meno, όνομα, isim, adı, 名, 名字, 이름, imię, förnamn, fornavn"
)
FAMILY_OR_FULL = "name, nom, naam, nazwisko, navn, namn, nume, név, nimi, nazwa"
#: Mr and Dr where the job has a column of its own, else the job.
JOB_OR_PREFIX = "title, titel, titre, titolo, título, titulo, tittel"
