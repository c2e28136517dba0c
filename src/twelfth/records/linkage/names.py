"""Names as they are compared: folded, in Latin letters, without particles; and the short forms people go by."""

import re
from functools import lru_cache

from twelfth.people.search import fold

_WORD = re.compile(r"[^\W_]+")
#: Words of a family name that are as often left out or moved as written.
_PARTICLES = frozenset(
    "de da do das dos del della dello delle di du des la le les el los las van von der den dem het ten ter te zu zum"
    " zur af av y e i al bin bint ibn ben abu st saint san santa mac mc o".split()
)
_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor ing dipl herr frau mme mlle m sr sra srta dra eng sig dott jr ii iii iv phd"
    " mba md msc bsc".split()
)
# Romanised as passports and keyboards do it; a vowel sign more or less is what the likeness of words is for.
_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўђјљњћџ",
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch  y  e yu ya i i e g u dj j lj nj c dz".split(
            " "
        ),
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(),
        strict=True,
    )
)
_LATIN = str.maketrans({**_CYRILLIC, **_GREEK})
# Müller is written Mueller where there is no ü, and folded to muller; both become one.
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_SHORT = """
alexander alex sandy sascha sasha alec alexandre alessandro alejandro
alexandra alex sandra sasha alessandra
andrew andy drew andreas andrea andre
anthony tony anton antonio toni
barbara barb babs
benjamin ben benny
catherine katherine kathryn cathy kathy kate katie katharina katrin catarina caterina
charles charlie chuck karl carl carlos carlo
christine christina chris tina christiane
christopher chris christoph christian
daniel dan danny daniele
david dave
deborah deb debbie
dorothy dot dottie
edward ed eddie ted ned eduardo edoardo
elizabeth liz beth betty lisa eliza elisabeth elisabetta isabel
eugene gene
francis frank fran franz francesco francisco paco chico franck francois
frederick fred freddy friedrich federico
gabriele gabriel gabi gaby
george jorge georg georges giorgio
gerald gerry jerry gerard
gregory greg
guillermo memo
harold harry
henry harry hank heinrich henri enrique heinz
ignacio nacho
isabella bella isa
jacob jake jakob
james jim jimmy jamie
jennifer jen jenny
jessica jess jessie
joanna jo joan johanna
john jack johnny jon johann johannes hans jan juan joao jean giovanni ivan
jonathan jon
joseph joe josef jose giuseppe pepe beppe ze
joshua josh
katarzyna kasia
kenneth ken kenny
laurence lawrence larry lars lorenz lorenzo
leonard len leo lenny leonardo
louis lou ludwig luis luigi
luisa louise
malgorzata gosia
margaret maggie meg peggy greta margarete margarita
maria mary marie mariya
matthew matt matthias matthieu mateo matteo
maximilian max
michael mike mick mickey michel miguel michele michal mikhail misha
natalia natasha natalie
nicholas nick nicolas nico nikolaus klaus nicola niccolo
patricia pat patty trish
patrick pat paddy
peter pete pierre pedro pietro piotr pyotr
philip phil philipp philippe felipe
raymond ray
rebecca becky becca
richard rick dick rich ricky ricardo riccardo
robert bob rob bobby robbie roberto bert
ronald ron ronnie
samuel sam sammy
samantha sam
sebastian seb basti
stephen steven steve stefan stephan stefano esteban etienne
susan sue susie suzanne susanne susanna
theodore ted teddy theo
thomas tom tommy tomas
timothy tim
tobias tobi
ulrich uli
veronica vera ronnie
victoria vicky tori
vincent vince vinny
vladimir vova volodymyr
william bill will billy willy wilhelm guillaume guglielmo liam
wolfgang wolf
yekaterina katya ekaterina katia
"""
_GROUPS: dict[str, set[int]] = {}
for _number, _line in enumerate(_SHORT.strip().splitlines()):
    for _name in _line.split():
        _GROUPS.setdefault(_name, set()).add(_number)


def latin(text: str) -> str:
    """Folded, and in Latin letters where the script is Cyrillic or Greek."""
    folded = fold(text)
    return folded if folded.isascii() else folded.translate(_LATIN)


def words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(latin(text).replace("'", "").replace("’", "")))


@lru_cache(maxsize=50_000)
def name_words(text: str) -> tuple[str, ...]:
    """The words of a given or a family name, without titles and particles, unless there is nothing else."""
    told = tuple(plain(word) for word in words(text) if word not in _TITLES)
    return tuple(word for word in told if word not in _PARTICLES) or told


def plain(word: str) -> str:
    for written, meant in _UMLAUTS:
        word = word.replace(written, meant)
    return word


def go_by(one: str, other: str) -> bool:
    """Whether one is a short or another language's form of the other: Bob and Robert, Hans and Johannes."""
    return bool(_GROUPS.get(one, set()) & _GROUPS.get(other, set()))


@lru_cache(maxsize=100_000)
def skeleton(word: str) -> str:
    """The first letter and the next three sounds that are told apart when heard: Meier, Mayer and Maier are one."""
    if not word:
        return ""
    sounds = word[0]
    for char in word[1:].translate(_SOUNDS):
        if char != " " and char != sounds[-1]:
            sounds += char
    return sounds[:4]


_SOUNDS = str.maketrans(
    "bpfvwckgqxsztdmnrlaeiouyhj",
    "11111222222233445" + "6" + "        ",
)
