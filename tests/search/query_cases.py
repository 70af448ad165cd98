"""Queries for every construct and field, and queries that are wrong."""

from __future__ import annotations

GOOD = """
*
harbour
HARBOUR strike
harbour strike women
harbour OR sky
harbour strike OR women police
harbour (strike OR women)
-harbour
NOT harbour women
harbour -strike -women
harbour !strike
tag:=KTIP
harbour -from:=STRELSAU
class:=CONFIDENTIAL
country:=US
caption:=NOFORN tag:="KTIP"
harbour -tag:ktip !from:zenda
NOT (harbour OR strike)
-(harbour strike)
harbour AND NOT (strike OR NOT women)
harbour && women || police
"human rights"
"of human rights"
"rights human"
"human rights"~3
"women police harbour"~4
harbour NEAR strike
harbour NEAR/1 strike
harbour NEAR/3 strike
harbour NEAR/20 harbour
women NEAR/4 police NEAR/4 harbour
strike NEAR/3 strikes
policy NEAR/2 policies
traffic*
poli* -police
traffick*
harbor~
shleter~2
plice~1
=trafficking
=traffic
=TRAFFIC -=trafficked
d\u00e9marche
demarche
tome
\u00e5lesund
strasse
caf\u00e9*
U.S.
e-mail
"U.S. police"
1,500
08ZENDA12
dying
skies
xxxxxxxxxxxx
id:08ZENDA0012
id:2008zenda*
id:"06 Strelsau 0001"
subject:harbour
subject:(harbour OR sky)
subject:"human rights"
subject:poli*
subject:harbour subject:sky
subject:women NEAR/3 subject:police
summary:women
summary:(women NEAR/5 police)
comment:=traffic
comment:trafic~
para:(harbour women)
para:(harbour -women)
para:("human rights" women)
para:(women NEAR/2 police harbour)
para:("women police harbour"~4)
para:(traffick* OR =die)
para:(harbor~ sky)
para:(NOT women)
para:dying
para:(strike NEAR/3 strikes)
para:(harbour NEAR/4 harbour)
para:(harbour) para:(women)
para:(harbour) AND para:(women)
-para:(harbour women)
from:strelsau
from:"porto seguro"
from:(zenda OR hentzau)
from:"Embassy Hentzau"
from:ruehzd
from:hentzao~
from:sao*
from:zenda from:hentzau
to:zenda AND to:hentzau
from:embassy NEAR/2 from:seguro
to:hentzau
to:"amembassy zenda"
info:"s\u00e3o tom\u00e9"
info:saotome
country:iceland
country:IS
country:"united states"
country:states
tag:ktip
tag:"human rights"
tag:phum tag:ktip
tag:PHUM AND tag:KTIP
tag:elphberg
tag:"ELPHBERG, RUDOLF"
-tag:ktip
tag:-ktip
tagkind:person
tagkind:geo
class:confidential
class>=confidential
class>confidential
class<=fouo
class<secret
class:secret
class:"confidential//noforn"
class:confidential..secret
class:sbu
class>=confidential class<secret
caption:noforn
caption:sip*
precedence:immediate
precedence:"niact immediate"
date:2008
date:2008-02
date:2008-02-10
date:2008-01..2009-03
date:..2007
date:2009..
date:>=2008
date>2008-06
date<2007
date>=2007-06 date<=2008-03
date:"25 Jan 2008"
date:2007 date:2009
released:2011-08
released:2010
year:2008
year:2008..2009
year:2007 year:2009
ref:07zenda00002
ref:07ZENDA*
citedby:08ZENDA12
signed:sapt
signed:"von tarlenheim"
classifiedby:"deputy chief"
classifiedby:fritz
has:summary
has:action-request
has:summary has:comment
has:summary AND has:comment
lost:yes
lost:no
lost:cut
defect:subject-missing
defect:subject*
lang:es
sort:date
sort:-date
tag:ktip sort:date
harbour sort:date
harbour sort:relevance
harbour tag:ktip from:strelsau date:2008
traffick* tag:ktip from:zenda year:2007..2008 class>=unclassified -has:summary sort:-date
""".strip().splitlines()

BAD: tuple[tuple[str, str, str, str], ...] = (
    # query, code, the letters it points at, what was understood
    ("harbour)", "bracket-closed-twice", ")", "harbour"),
    ("(harbour strike", "bracket-not-closed", "(", "harbour AND strike"),
    ("harbour () strike", "brackets-empty", "()", "harbour AND strike"),
    ('"human rights', "quote-not-closed", '"', '"human rights"'),
    ("\u201chuman rights", "quote-not-closed", "\u201c", '"human rights"'),
    ("OR harbour", "operator-alone", "OR", "harbour"),
    ("harbour AND", "operator-alone", "AND", "harbour"),
    ("harbour AND AND strike", "operator-alone", "AND", "harbour AND strike"),
    ("harbour NOT", "operator-alone", "NOT", "harbour"),
    ("NEAR/3 harbour", "operator-alone", "NEAR/3", "harbour"),
    ("harbour NEAR/99 strike", "near-too-far", "99", '"harbour strike"~20'),
    ('"harbour strike"~0', "near-too-far", "0", '"harbour strike"~1'),
    ('"human rights" NEAR women', "near-needs-words", "NEAR", '"human rights" AND women'),
    ("subjct:harbour", "field-unknown", "subjct:", "harbour"),
    ("tga:ktip", "field-unknown", "tga:", "ktip"),
    ("harbour tag:", "field-empty", "tag:", "harbour"),
    ("tag: from:zenda", "field-empty", "tag:", "from:zenda"),
    ("tag:(from:zenda ktip)", "field-in-field", "from:", "from:zenda AND tag:ktip"),
    ("para:(tag:harbour women)", "field-in-paragraph", "tag:", "para:(harbour AND women)"),
    ("date:soon", "date-unread", "soon", ""),
    ("date:2008-13", "day-missing", "2008-13", "date:2008"),
    ("date:2008-02-30..2009", "day-missing", "2008-02-30..2009", "date:2008-02..2009"),
    ("year:2009..2008", "range-reversed", "2009..2008", "year:2008..2009"),
    (
        "class:secret..unclassified",
        "range-reversed",
        "secret..unclassified",
        "class:unclassified..secret",
    ),
    ("class:secrt", "value-unknown", "secrt", "class:secret"),
    ("class:=secrt", "value-unknown", "=secrt", "class:=SECRET"),
    ('class:="secrt" harbour', "value-unknown", '="secrt"', "class:=SECRET AND harbour"),
    ("class:=purple harbour", "value-unknown", "=purple", "harbour"),
    ("from:=NOVA JOVA harbour", "value-ends", "=NOVA JOVA", "from:=NOVA AND jova AND harbour"),
    ("tag:=porto novo -sky", "value-ends", "=porto novo", "tag:=PORTO AND novo AND NOT sky"),
    ("class:purple harbour", "value-unknown", "purple", "harbour"),
    ("has:sumary", "value-unknown", "sumary", "has:summary"),
    ("harbour sort:dat", "value-unknown", "dat", "harbour sort:date"),
    ("sort:date sort:-date", "sort-twice", "-date", "sort:-date"),
    ("tag>ktip", "value-not-compared", "ktip", "tag:ktip"),
    ("id:harbour", "id-odd", "harbour", "id:HARBOUR"),
    ("har*our", "star-inside", "har*our", "har*"),
    ("*bour", "star-inside", "*bour", "bour"),
    ("h*", "prefix-too-short", "h*", "h"),
    ('"human right*"', "star-in-phrase", "*", '"human right"'),
    ("harbour~7", "fuzzy-too-far", "harbour~7", "harbour~2"),
    ("e-mail*", "compound-modifier", "e-mail*", "e AND mail*"),
    ('="human rights"', "exact-phrase", "=", '"human rights"'),
    ("lost:maybe", "value-unknown", "maybe", ""),
    ("lost:headr", "value-unknown", "headr", "lost:header"),
    ("defect:foo harbour", "value-unknown", "foo", "harbour"),
    ("defect:subject-mising", "value-unknown", "subject-mising", "defect:subjectmissing"),
    ("lang:xx", "value-unknown", "xx", ""),
    ("country:ruritania", "country-unknown", "ruritania", "country:ruritania"),
    ("country:=ruritania", "country-unknown", "=ruritania", "country:=RURITANIA"),
    ("country:=united states", "value-ends", "=united states", "country:=UNITED AND states"),
    ("country:=icelnd", "country-unknown", "=icelnd", "country:=ICELND"),
    ('country:"united state"', "country-unknown", '"united state"', 'country:"united state"'),
    ("date:[2008 TO 2009]", "foreign-syntax", "[2008 TO 2009]", "date:2008..2009"),
    ("date:{* TO 2008}", "foreign-syntax", "{* TO 2008}", "date:..2008"),
    ("[harbour TO strike]", "foreign-syntax", "[harbour TO strike]", '"harbour strike"'),
    ("/harb.*r/", "foreign-syntax", "/harb.*r/", "harb*"),
    ("harbour^2 strike", "foreign-syntax", "^2", "harbour AND strike"),
    ('"human rights"^2.5', "foreign-syntax", "^2.5", '"human rights"'),
    ("(harbour strike)^3", "foreign-syntax", "^3", "harbour AND strike"),
    ("h?rbour", "foreign-syntax", "h?rbour", '"h rbour"'),
    ("harbour & strike", "no-word", "&", "harbour AND strike"),
    ("subject:?!", "no-word", "?!", ""),
    (f"{'(' * 41}a{')' * 41}", "brackets-too-deep", "(", "a"),
    (
        " ".join(f"w{n}" for n in range(251)),
        "too-many-words",
        "w250",
        " AND ".join(f"w{n}" for n in range(250)),
    ),
    (f"harbour{' ' * 8000}strike", "too-long", " " * 7 + "strike", "harbour"),
)
