"""The invented cables that tests of the read-outs share."""

STRELSAU12 = """\
VZCZCXYZ0004
PP RUEHZD RUEHC
DE RUEHSZ #0012/01 0141532
ZNY CCCCC ZZH
P 141532Z JAN 09
FM AMEMBASSY STRELSAU
TO RUEHC/SECSTATE WASHDC PRIORITY 0231
INFO RUEHZD/AMCONSUL ZENDA 0007
C O N F I D E N T I A L SECTION 01 OF 02 STRELSAU 000012

SIPDIS
NOFORN

E.O. 12958: DECL: 01/14/2019
TAGS: PGOV, ETRD, KTIP, RZ
SUBJECT: HARVEST FESTIVAL DRAWS RECORD CROWD; GRAIN
PRICES FOLLOW

REF: A. 08 STRELSAU 940
     B. ZENDA 3

Classified By: DCM Rupert Hentzau for reasons 1.4 (b) and (d).

1. (C) Summary: The festival drew a record crowd and the
grain price rose with it.  End Summary.

A CROWD LIKE NO OTHER
---------------------

2. (C/NF) The Chancellor told Emboff that three things
had changed:

-- the bridge is open again;

-- the toll is gone.

STRELSAU 00000012  002 OF 002

3. (U) Comment: Nobody counted the visitors, so the figure
of 40,000 is the innkeepers' own.  End Comment.
TARLENHEIM
"""

ZENDA3 = """\
VZCZCXYZ0001
RR RUEHSZ
DE RUEHZD #0003 0121010
ZNR UUUUU ZZH
R 121010Z JAN 09
FM AMCONSUL ZENDA
TO RUEHSZ/AMEMBASSY STRELSAU 0009
UNCLAS ZENDA 000003

E.O. 12958: N/A
TAGS: ECON, RZ
SUBJECT: GRAIN BARGES WAIT AT THE WEIR

1. Barges loaded with grain wait at the weir for want of
water.  The lock keeper \x1b[2J\x07\x9b31m expects rain.

2. QUESTION A. How many barges wait?

POST RESPONSE: Eleven, and two more upstream.
SAPT
"""

PAGE = """\
Viewing cable 09STRELSAU12, HARVEST FESTIVAL DRAWS RECORD CROWD; GRAIN
Reference ID\tCreated\tReleased\tClassification\tOrigin
09STRELSAU12\t2009-01-14 15:32\t2011-08-30 01:44\tCONFIDENTIAL//NOFORN\tEmbassy Strelsau
"""
