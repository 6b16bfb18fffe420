"""The gaps asked for in the plainest SPARQL: for each thing, that there exists no such link.

Relies on the saved questions in `queries/gaps/`, whose answers these equal (tests/analysis).
Column one of each is the thing; parameters have the questions' defaults.
"""

_STANDARDS = '(CONTAINS(?name, "標準化") || CONTAINS(LCASE(?name), "standardi"))'
_KINDS = (
    "ist:money-budget, ist:money-fund, ist:money-award, ist:money-cap, ist:money-pledge,"
    " ist:money-loan-plan"
)
_CONCLUDED = "ist:concludedBy|ist:signedBy"
_TIED = "(ist:inCountry|ist:locatedIn|ist:aimsAt|(ist:involves/ist:inCountry?))"

GOALS = """SELECT DISTINCT ?goal WHERE {
  ?goal a ist:Goal .
  FILTER NOT EXISTS { ?goal ist:status ist:retired }
  FILTER NOT EXISTS {
    ?means ist:contributesTo* ?goal ; a ?class .
    FILTER(?class IN (ist:Programme, ist:Project, ist:Measure))
  }
}"""

PROGRAMMES = f"""SELECT DISTINCT ?programme WHERE {{
  ?programme a ist:Programme .
  FILTER NOT EXISTS {{ ?programme ist:status ist:retired }}
  FILTER NOT EXISTS {{
    ?part ist:partOf* ?programme .
    ?money ist:moneyOf ?part ; ist:kind ?kind ; ist:status/ist:merged true .
    FILTER(?kind IN ({_KINDS}))
  }}
}}"""

TARGETS = """SELECT DISTINCT ?target WHERE {
  ?target a ist:Target ; ist:targetOf ?subject .
  FILTER NOT EXISTS {
    ?target ist:targetOf ?measured .
    ?observation a ist:Observation ; ist:observes/skos:related? ?measured ;
      ist:status/ist:merged true .
    FILTER NOT EXISTS {
      ?target ist:unit ?unit .
      FILTER NOT EXISTS { ?observation ist:unit ?unit }
    }
  }
}"""

TECHNOLOGIES = f"""SELECT DISTINCT ?technology WHERE {{
  ?field skos:inScheme id:scheme-priority-fields-2026 .
  {{ ?field skos:related ?technology }}
  UNION {{ ?field skos:related ?main . ?technology ist:partOf|skos:broaderTransitive ?main }}
  UNION {{
    ?means ist:partOf ?field ; ist:develops|ist:promotes|ist:builds|ist:demonstrates ?technology
  }}
  ?technology a ist:Technology .
  FILTER NOT EXISTS {{ ?technology ist:status ist:retired }}
  FILTER NOT EXISTS {{ ?actor ist:standardises|ist:leadsStandardisationIn ?technology }}
  FILTER NOT EXISTS {{
    ?work ist:contributesTo ?technology ; skos:prefLabel ?name .
    FILTER{_STANDARDS}
  }}
  FILTER NOT EXISTS {{
    ?work ist:contributesTo|ist:usesTechnology ?technology ; ist:contributesTo ?aim .
    ?aim skos:prefLabel ?name .
    FILTER{_STANDARDS}
  }}
}}"""

COUNTRIES = f"""SELECT DISTINCT ?country WHERE {{
  VALUES ?class {{ ist:Country ist:Region }}
  ?country a ?class .
  ?agreement ({_CONCLUDED})/ist:inCountry? id:japan ; ({_CONCLUDED})/ist:inCountry? ?country .
  FILTER(?country != id:japan)
  FILTER NOT EXISTS {{
    ?project a ist:Project ; {_TIED} id:japan ; {_TIED} ?country .
  }}
}}"""

CHALLENGES = """SELECT DISTINCT ?challenge WHERE {
  ?challenge a ist:Challenge .
  FILTER NOT EXISTS { ?challenge ist:status ist:retired }
  FILTER NOT EXISTS { ?answer ist:contributesTo ?challenge }
}"""

PROMISES = """SELECT DISTINCT ?promise WHERE {
  VALUES ?modality { ist:modality-target ist:modality-obligation ist:modality-scheduled }
  GRAPH ?source {
    ?promise ist:modality ?modality ; ist:latest ?due ; ist:targetOf|ist:eventOf ?subject
  }
  ?source prov:wasDerivedFrom/dcterms:issued ?issued .
  FILTER EXISTS {
    ?newer a ist:Document ; dcterms:issued ?day .
    ?any prov:wasDerivedFrom ?newer .
    FILTER(STR(?day) > STR(?due))
  }
  FILTER NOT EXISTS {
    {
      VALUES ?about {
        ist:eventOf ist:observes ist:targetOf ist:follows ist:supersedes ist:amends ist:repeals
      }
      GRAPH ?report { ?later ?about ?subject }
      ?report ist:status/ist:merged true .
    } UNION {
      GRAPH ?report { ?subject ?told ?later }
      ?report ist:status ist:observed .
    }
    ?report prov:wasDerivedFrom/dcterms:issued ?reported .
    FILTER(STR(?reported) > STR(?issued))
  }
}"""

# The saved question → the same asked plainly.
NAIVE = {
    "goals-without-programme": GOALS,
    "programmes-without-money": PROGRAMMES,
    "targets-without-observation": TARGETS,
    "technologies-without-standards": TECHNOLOGIES,
    "countries-without-project": COUNTRIES,
    "challenges-unaddressed": CHALLENGES,
    "promises-without-follow-up": PROMISES,
}
