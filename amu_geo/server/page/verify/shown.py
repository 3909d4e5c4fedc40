"""What `/verifier` shows: the answer, why, the sentence that would be true, the proof."""

from __future__ import annotations

from markupsafe import Markup

from amu_geo.charts.base.markup import dot, folded, html, joined, link, shown
from amu_geo.charts.base.states import defined
from amu_geo.charts.schemes.proof import beyond, grounds, proof_html
from amu_geo.claims import ANSWERS, FALSE, TRUE, UNKNOWN, Verdict
from amu_geo.claims.examples import examples
from amu_geo.claims.words import what_it_means
from amu_geo.french.grammar import capital
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.schemes import Proof
from amu_geo.server.http.query import Asked
from amu_geo.server.page.verify.asked import Question
from amu_geo.server.page.verify.form import parts_form, sentence_form
from amu_geo.site import VERIFY, address
from amu_geo.vocabulary import FAMILIES, STATES, UNDOCUMENTED

_MEANING = {
    TRUE: "l’édition établit ce que dit la phrase.",
    FALSE: "ce que l’édition connaît la contredit.",
    UNKNOWN: "il faudrait une famille dont rien n’est établi : la phrase n’est ni vraie ni fausse.",
}


def content(asked: Question, source: str) -> Markup:
    """HTML of the whole page; `source` is the line that says where figures come from."""
    if asked.verdict is not None:
        return _answered(asked, asked.verdict, source)
    return joined([_to_confirm(asked) if asked.understood else _opening(asked), _help(asked)])


def title(asked: Question) -> str:
    """What the tab is called, before the names of the page and of the site."""
    found = asked.verdict
    return typeset(f"{ANSWERS[found.reponse]} : {found.phrase}") if found else ""


def _opening(asked: Question) -> Markup:
    return html(
        '<h1>{}</h1><p class="chapeau">{}</p>{}{}{}',
        typeset("Cette phrase est-elle vraie ?"),
        typeset(
            "Choisissez ce qu’elle dit d’une région : la réponse est vrai, faux ou non documenté, "
            "avec sa preuve et la phrase qui serait juste."
        ),
        _faults(asked),
        parts_form(asked),
        sentence_form(asked),
    )


def _to_confirm(asked: Question) -> Markup:
    """What was read in a sentence; nothing is answered before the reader has confirmed it."""
    unread = asked.understood.unread
    told = html("<p>{}</p>", typeset("Tous ses mots ont été compris."))
    if unread:
        words = joined(html("<li>« {} »</li>", words) for words in unread)
        told = html(
            '<div class="v-reste" role="status"><p>{}</p><ul>{}</ul></div>',
            typeset("De cette phrase, ceci n’est pas compris et ne sera pas vérifié :"),
            typeset(words),
        )
    return html(
        '<h1>{}</h1><blockquote class="v-citee">{}</blockquote>{}<p>{}</p>{}{}{}',
        typeset("Est-ce bien ce que dit la phrase ?"),
        typeset(f"« {asked.phrase} »"),
        told,
        typeset(
            "Corrigez ou complétez les cases, puis vérifiez : la réponse portera sur elles seules."
        ),
        _faults(asked),
        parts_form(asked),
        sentence_form(asked),
    )


def _faults(asked: Question) -> Markup:
    if not asked.faults:
        return Markup("")
    items = joined(
        html('<p id="v-faute-{}">{}</p>', part, typeset(told)) for part, told in asked.faults
    )
    return html('<div class="p-alerte v-fautes" role="alert">{}</div>', items)


def _answered(asked: Question, found: Verdict, source: str) -> Markup:
    right = "La phrase à citer" if found.juste == found.claim else "La phrase qui serait juste"
    return html(
        '<h1 class="v-reponse {}"><span class="v-mot">{}</span>'
        '<span class="invisible"> : </span><span class="v-dite">{}</span></h1>'
        '<p class="chapeau">{}</p>'
        '<section class="v-juste"><h2>{}</h2><blockquote>{}</blockquote>'
        '<p class="source">{}</p><p class="source">{}</p></section>'
        "{}<h2>{}</h2>{}{}",
        found.reponse,
        ANSWERS[found.reponse],
        typeset(f"« {found.phrase} »"),
        typeset(_why(found)),
        right,
        typeset(f"« {found.phrase_juste} »"),
        source,
        _lasting(asked),
        _proofs(found, asked.view),
        typeset("Vérifier autre chose"),
        parts_form(asked),
        sentence_form(asked),
    )


def _why(found: Verdict) -> str:
    """What the answer means; of a number, what is known of the region."""
    meant = what_it_means(found.reponse, found.coverage)
    return meant if found.claim.famille else f"{meant} {' '.join(found.raisons)}"


def _lasting(asked: Question) -> Markup:
    here = address(VERIFY, asked.query)
    return html("{} {}", typeset("Adresse durable de cette réponse :"), link(here, here))


def _proofs(found: Verdict, view: Asked) -> Markup:
    """The proof of the family, or what is known of the four, each with its proof folded."""
    if found.claim.famille:
        (cell,) = found.preuves
        return html(
            '<section class="v-preuve"><h2>La preuve</h2>{}<p>{}</p></section>',
            proof_html(cell, view.edition),
            _at_home(cell, view),
        )
    cells = joined(_cell(cell, view) for cell in found.preuves)
    return html(
        '<section class="v-preuve"><h2>La preuve</h2><div class="v-cases">{}</div></section>', cells
    )


def _cell(cell: Proof, view: Asked) -> Markup:
    family = FAMILIES[cell.famille]
    count = len(cell.dispositifs)
    behind = "" if cell.etat == UNDOCUMENTED else f" · {plural(count, 'dispositif')}"
    summary = html(
        "{}<strong>{}</strong>{}{}",
        dot(family, cell.etat, spoken=False),
        shown(family.label),
        typeset(f" : {STATES[cell.etat]}"),
        typeset(behind),
    )
    inside = html(
        '<article class="preuve"><p class="regle">{}</p>{}{}<p>{}</p></article>',
        shown(cell.regle),
        grounds(cell),
        beyond(cell),
        _at_home(cell, view),
    )
    return folded(summary, inside)


def _at_home(cell: Proof, view: Asked) -> Markup:
    """Where the proof stands in the pages."""
    query = {
        "region": cell.code_region,
        "famille": cell.famille,
        "edition": view.edition.id,
        **view.reading.to_query(),
    }
    return link(address("/region", query), typeset("Voir cette preuve dans le portrait"))


def _help(asked: Question) -> Markup:
    """What the answers mean, an example of each, what the words of a claim mean."""
    coverage = asked.view.coverage
    answers = joined(
        html(
            '<dt><span class="v-mot {}">{}</span></dt><dd>{}</dd>',
            code,
            words,
            capital(typeset(_MEANING[code])),
        )
        for code, words in ANSWERS.items()
    )
    return html(
        '<h2>{}</h2><dl class="v-sens">{}</dl><h2>Exemples</h2><ul class="v-exemples">{}</ul>'
        "<h2>{}</h2>{}<p>{}</p>",
        typeset("Les trois réponses"),
        answers,
        joined(_example(found, coverage) for found in examples(coverage)),
        typeset("Ce que veulent dire les mots"),
        defined(coverage),
        typeset("« Soutient » se dit de ce qui est confirmé."),
    )


def _example(found: Verdict, coverage: Coverage) -> Markup:
    query = {
        **found.claim.to_query(),
        "edition": coverage.edition.id,
        **coverage.reading.to_query(),
    }
    return html(
        '<li><span class="v-mot {}">{}</span> {}</li>',
        found.reponse,
        ANSWERS[found.reponse],
        link(address(VERIFY, query), typeset(found.phrase)),
    )
