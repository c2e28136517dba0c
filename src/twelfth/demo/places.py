"""Where the demo plays: countries with their towns, their first and family names, and how firms are called there.

Family names are common ones that take no ending by gender; the first part of a firm's name is invented, so that no
firm of that name should exist. Telephone numbers come only from ranges that the country's regulator keeps free for
films and books (Ofcom, NANPA, ARCEP, Bundesnetzagentur, PTS); where there is none, nobody has a number.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """`numbers`: the start of a free range in E.164 and how many digits follow it; None where there is no range."""

    name: str
    zone: str
    numbers: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`weight`: how many of three hundred people live there, about."""

    country: str
    weight: int
    towns: tuple[Town, ...]
    given: tuple[str, ...]
    family: tuple[str, ...]
    stems: tuple[str, ...]
    trades: tuple[str, ...]


def _towns(zone: str, towns: Mapping[str, tuple[str, int] | None]) -> tuple[Town, ...]:
    return tuple(Town(name=name, zone=zone, numbers=numbers) for name, numbers in towns.items())


def _listed(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(","))


PLACES = (
    Place(
        country="GB",
        weight=75,
        towns=_towns(
            "Europe/London",
            {
                "Leeds": ("+441134960", 3),
                "Bristol": ("+441174960", 3),
                "Sheffield": ("+441144960", 3),
                "Edinburgh": ("+441314960", 3),
                "Manchester": ("+441614960", 3),
                "London": ("+442079460", 3),
            },
        ),
        given=_listed(
            "Harriet, Owen, Priya, Fiona, Desmond, Alice, Gareth, Nadia, Callum, Ruth, Imran, Bethan, "
            "Hugh, Zara, Colin, Maeve"
        ),
        family=_listed(
            "Whitfield, Pryce, Nair, Ashworth, Hartley, Moss, Okafor, Begum, Lockhart, Tranter, "
            "Iqbal, Penrose, Redfern, Gillespie, Marsden, Kaur"
        ),
        stems=_listed(
            "Tarnwick, Hollinshaw, Penbrake, Oxmere, Stanbeck, Greywether, Farlow Cross, Dunmarrow, "
            "Wexcombe, Thornavale"
        ),
        trades=_listed("Joinery, Instruments, Fine Foods, Lettings, Print, Marine"),
    ),
    Place(
        country="DE",
        weight=70,
        towns=_towns(
            "Europe/Berlin",
            {
                "Berlin": ("+493023125", 3),
                "Frankfurt": ("+496990009", 3),
                "Hamburg": ("+494066969", 3),
                "Köln": ("+492214710", 3),
                "München": ("+498999998", 3),
            },
        ),
        given=_listed(
            "Katrin, Jonas, Miriam, Holger, Anja, Lukas, Petra, Falk, Aylin, Matthias, Svenja, "
            "Rainer, Elif, Tobias, Ute, Henning"
        ),
        family=_listed(
            "Vogel, Adler, Brandt, Kessler, Lorenz, Petersen, Seidel, Wolff, Yıldız, Hartung, Nolte, "
            "Reuter, Scholz, Thiel, Baumann, Krüger"
        ),
        stems=_listed(
            "Brunsleben, Ostermoor, Haldenkamp, Lindfurth, Rauental, Wiesbrück, Tannreuth, Kieferau, "
            "Mohnfeld, Alstermoor"
        ),
        trades=_listed("Feinblech, Logistik, Pumpen, Möbelbau, Saaten, Messtechnik"),
    ),
    Place(
        country="FR",
        weight=45,
        towns=_towns(
            "Europe/Paris",
            {
                "Paris": ("+3319900", 4),
                "Nantes": ("+3326191", 4),
                "Lille": ("+3335301", 4),
                "Lyon": ("+3346571", 4),
                "Bordeaux": ("+3353649", 4),
            },
        ),
        given=_listed(
            "Hélène, Marc, Camille, Bruno, Élodie, Yves, Solène, Denis, Aïcha, Thibault, Margaux, "
            "Karim, Odile, Rémi, Fatou, Gilles"
        ),
        family=_listed(
            "Lemoine, Garnier, Roussel, Perrin, Blanchet, Colin, Marchetti, Besson, Diallo, Chauvin, "
            "Fabre, Guérin, Leclerc, Poirier, Renard, Benali"
        ),
        stems=_listed(
            "Valmorin, Clairépine, Montargelle, Rochebrelle, Bois-Lavigne, Pont-Aury, Champrosière, "
            "Saint-Évrard, Grandelac, Orvannes"
        ),
        trades=_listed("Emballages, Céramique, Optique, Menuiserie, Pépinières, Imprimerie"),
    ),
    Place(
        country="US",
        weight=45,
        towns=(
            Town(name="Boston", zone="America/New_York", numbers=("+161755501", 2)),
            Town(name="Atlanta", zone="America/New_York", numbers=("+140455501", 2)),
            Town(name="Chicago", zone="America/Chicago", numbers=("+131255501", 2)),
            Town(name="Denver", zone="America/Denver", numbers=("+130355501", 2)),
            Town(name="Portland", zone="America/Los_Angeles", numbers=("+150355501", 2)),
        ),
        given=_listed(
            "Dana, Miguel, Naomi, Calvin, Grant, Keisha, Wei, Carla, Theo, Janelle, Luis, Erin, "
            "Darnell, Mina, Scott, Rosalind"
        ),
        family=_listed(
            "Hollis, Reyes, Feldman, Briggs, Sutter, Vance, Tran, Kowalski, Washburn, Ortega, "
            "Lindgren, Pak, Barlow, Delgado, Whitaker, Sims"
        ),
        stems=_listed(
            "Cedarnotch, Halverbrook, Palmerrow, Wrenbark, Fallowmere, Quarrowby, Millrassen, "
            "Sagebend, Harborelm, Tallowpine"
        ),
        trades=_listed("Tools, Coffee Roasters, Clinics, Interiors, Seed Co, Millwork"),
    ),
    Place(
        country="SE",
        weight=10,
        towns=_towns(
            "Europe/Stockholm",
            {"Göteborg": ("+46313900", 3), "Malmö": ("+46406280", 3), "Stockholm": ("+46846500", 3)},
        ),
        given=_listed("Ingrid, Oskar, Malin, Anders, Linnéa, Hassan, Britta, Johan, Sara, Emil"),
        family=_listed(
            "Lindqvist, Bergström, Ekdahl, Nyberg, Sandell, Öberg, Hallgren, Farah, Wikström, Åkesson"
        ),
        stems=_listed("Norrbyholm, Björkvallen, Granholma, Älvnäset, Kullaberga"),
        trades=_listed("Trävaror, Verktyg, Livs, Textil"),
    ),
    Place(
        country="PT",
        weight=15,
        towns=_towns("Europe/Lisbon", {"Porto": None, "Lisboa": None, "Braga": None, "Aveiro": None}),
        given=_listed(
            "Inês, Duarte, Marta, Rui, Sofia, Tiago, Beatriz, Nuno, Leonor, Vasco, Teresa, Gonçalo"
        ),
        family=_listed(
            "Carvalho, Ribeiro, Moura, Teles, Sequeira, Paiva, Lobo, Vieira, Antunes, Falcão, "
            "Brandão, Queirós"
        ),
        stems=_listed("Orvelha, Monteval, Fontarcada, Serranil, Ribamoura, Pinhalva"),
        trades=_listed("Cerâmicas, Cortiças, Conservas, Têxteis"),
    ),
    Place(
        country="ES",
        weight=10,
        towns=_towns("Europe/Madrid", {"Bilbao": None, "Valencia": None, "Vigo": None, "Sevilla": None}),
        given=_listed("Lucía, Iker, Carmen, Álvaro, Nerea, Pablo, Marisol, Xavi, Rocío, Andrés"),
        family=_listed("Ibáñez, Ortega, Salazar, Vidal, Romero, Campos, Etxeberria, Pastor, Quintana, Soler"),
        stems=_listed("Valdearena, Montarenas, Aldeaval, Riberasol, Peñasol"),
        trades=_listed("Cerámica, Logística, Conservas, Iluminación"),
    ),
    Place(
        country="NL",
        weight=10,
        towns=_towns("Europe/Amsterdam", {"Utrecht": None, "Zwolle": None, "Breda": None, "Groningen": None}),
        given=_listed("Sanne, Joost, Marieke, Bram, Femke, Ruben, Anouk, Wouter, Yasmina, Pieter"),
        family=_listed(
            "de Vries, Bakker, van Dijk, Smit, Mulder, Visser, van Leeuwen, Hoekstra, El Amrani, Postma"
        ),
        stems=_listed("Waterschoor, Oudelande, Meerdrecht, Zandhorst, Kromwold"),
        trades=_listed("Zaden, Installatie, Drukwerk, Transport"),
    ),
    Place(
        country="PL",
        weight=8,
        towns=_towns("Europe/Warsaw", {"Łódź": None, "Gdynia": None, "Poznań": None}),
        given=_listed("Tomasz, Agnieszka, Piotr, Magda, Ewa, Marek, Kinga, Paweł"),
        family=_listed("Wójcik, Kaczmarek, Sobczak, Mazur, Pietrzak, Cieślak, Wrona, Gajda"),
        stems=_listed("Brzozówka, Wierzbin, Jasnolas, Olszyniec"),
        trades=_listed("Meble, Opakowania, Narzędzia, Szkło"),
    ),
    Place(
        country="NG",
        weight=7,
        towns=_towns("Africa/Lagos", {"Lagos": None, "Ibadan": None, "Abuja": None}),
        given=_listed("Oluwaseun, Ngozi, Tunde, Amara, Chidi, Yewande, Ifeoma, Musa"),
        family=_listed("Bakare, Eze, Adeyemi, Okoro, Balogun, Nwosu, Danjuma, Afolabi"),
        stems=_listed("Palmacrest, Harmaluna, Irokova, Lagoonwick"),
        trades=_listed("Foods, Logistics, Clinics, Interiors"),
    ),
    Place(
        country="BR",
        weight=5,
        towns=_towns("America/Sao_Paulo", {"Curitiba": None, "Campinas": None}),
        given=_listed("Juliana, Rafael, Camila, Thiago, Larissa, Otávio"),
        family=_listed("Figueiredo, Azevedo, Siqueira, Prado, Bittencourt, Rezende"),
        stems=_listed("Serra Mansa, Ipê-Claro, Rio Tamarã"),
        trades=_listed("Embalagens, Cafés, Ferramentas"),
    ),
)
