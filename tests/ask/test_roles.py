"""Who does what to whom in a question, and what is asked of a part, of others and of the asker."""

from __future__ import annotations

import pytest

from govgraph import KnowledgeGraph
from govgraph.ask.answer import Item

from .grading import names


def test_what_somebody_applies_is_not_what_applies_to_them(report: KnowledgeGraph) -> None:
    assert "Leading role in international cooperation" not in names(report.ask("which principles does Japan apply"))


def test_a_question_within_a_question_is_not_answered_by_what_is_so(report: KnowledgeGraph) -> None:
    answer = report.ask("Has the analog-regulation reform clarified which AI may be used in place of a person?")
    assert (answer.status, names(answer)) == ("denied", ["no"])


def test_what_needs_a_consent_is_not_what_is_allowed_without(report: KnowledgeGraph) -> None:
    answer = report.ask("what may businesses do without the consent of the data subject under Japanese privacy law")
    assert not any(name.startswith("Consent of the data subject") for name in names(answer))


def test_that_a_body_acts_under_a_text_is_no_yes_to_what_it_does(report: KnowledgeGraph) -> None:
    assert report.ask("Does the Digital Agency teach children to use AI under the act?").silent


def test_a_path_tells_what_ties_two_things(report: KnowledgeGraph) -> None:
    assert "is headed by" in report.ask("how is the Prime Minister connected to the AI Promotion Act").text


def test_a_part_is_not_the_whole(report: KnowledgeGraph) -> None:
    found = names(report.ask("Which part of the national government serves as control tower for risk governance?"))
    assert "a control tower for public-private risk governance" not in found


def test_we_are_whom_we_say_we_are(report: KnowledgeGraph) -> None:
    found = names(report.ask("We are a firm in Tokyo. What should we do under the AI Promotion Act?"))
    assert "Create new industries by utilizing AI" in found
    assert "Provide advice to businesses" not in found


@pytest.mark.parametrize(
    "question",
    [
        "What do employers have to do under Colorado's AI law?",
        "What must an employer do before putting high-risk AI to use at work in the EU?",
    ],
)
def test_what_somebody_may_do_or_what_is_a_high_risk_is_not_what_they_have_to_do(
    law: KnowledgeGraph, question: str
) -> None:
    assert {fact.label for item in law.ask(question).answers for fact in item.facts} == {"requires"}


def test_a_noun_before_a_noun_tells_whose(report: KnowledgeGraph) -> None:
    found = names(report.ask("citizens duties in the Do phase"))
    assert "Foster understanding of and interest in AI" in found
    assert "Develop human resources" not in found


def test_that_body_is_the_one_just_found(report: KnowledgeGraph) -> None:
    answer = report.ask("Which body proposes the AI Basic Plan, and who heads that body?")
    assert names(answer) == ["AI Strategic Headquarters", "Prime Minister of Japan"]


@pytest.mark.parametrize("question", ["Whose trade secrets does the Cabinet keep?", "whose money does it take"])
def test_whose_asks_for_the_owner_of_what_is_named(report: KnowledgeGraph, question: str) -> None:
    assert report.ask(question).silent


def test_a_position_may_be_told_beside(report: KnowledgeGraph) -> None:
    assert names(report.ask("in what job does Habuka work at the Wadhwani AI Center?")) == ["non-resident fellow"]
    assert names(report.ask("what position does Habuka hold at the Wadhwani AI Center?")) == ["non-resident fellow"]


def test_where_something_is_to_be_found_asks_for_a_text(report: KnowledgeGraph) -> None:
    found = names(report.ask("where should companies look for guidance about their contracts?"))
    assert found == ["Checklist for Contracts on the Use and Development of AI"]


def test_whose_it_is_may_stand_in_a_condition(report: KnowledgeGraph) -> None:
    answer = report.ask("Whose interests may the use of copyrighted works for AI development not harm unfairly?")
    assert "copyright holder" in answer.text


def test_others_besides_what_is_no_name(report: KnowledgeGraph) -> None:
    found = names(report.ask("What is AI an agenda item for, apart from national security?"))
    assert sorted(found) == ["economic competitiveness", "product safety"]


def test_a_small_word_may_lack_a_letter(report: KnowledgeGraph) -> None:
    assert names(report.ask("how mny basic principles does the AI Promotion Act have")) == ["4 basic principles"]


def test_the_full_title_is_no_other_name(report: KnowledgeGraph) -> None:
    found = names(report.ask("what is the full title of the AI Promotion Act"))
    assert "AI Promotion Act" not in found
    assert found[0].startswith("Act on Promotion of Research")


def test_which_came_first_is_one_of_the_two(report: KnowledgeGraph) -> None:
    answer = report.ask("Which came earlier, the DeepSeek shock or America's AI Action Plan?")
    assert names(answer) == ["DeepSeek shock"]
    assert "July 2025" in answer.text


def test_as_what_asks_for_a_role(report: KnowledgeGraph) -> None:
    assert names(report.ask("As what does the AI Safety Institute serve?")) == [
        "a hub for research on safety evaluation"
    ]
    assert report.ask("as what does the Digital Agency serve").silent


def test_a_class_is_no_relation(report: KnowledgeGraph) -> None:
    assert report.ask("By what process does the Japanese government choose its ministers?").silent


def test_what_it_has_done_is_denied_where_a_source_denies_it(report: KnowledgeGraph) -> None:
    answer = report.ask("Which concrete measures has the AI Promotion Act established beyond its principles?")
    assert answer.status == "denied"


def test_what_one_is_looking_for_is_asked_for(report: KnowledgeGraph) -> None:
    answer = report.ask("We are looking for the document that covers contracts between businesses, what is it called?")
    assert names(answer) == ["Checklist for Contracts on the Use and Development of AI"]


def test_the_act_is_the_one_that_the_sources_are_about(report: KnowledgeGraph, kg: KnowledgeGraph) -> None:
    answer = report.ask("when was the act passed?")
    assert (answer.question, names(answer)) == ("when was the act passed?", ["May 2025"])
    assert kg.ask("when was the act passed?").silent


def test_a_letter_exchanged_is_likelier_than_many_left_out(report: KnowledgeGraph) -> None:
    assert "Consent of the data subject" in report.ask("does the APPI require the concent of the data subject").text


def test_why_a_text_was_made_is_its_aim(report: KnowledgeGraph) -> None:
    found = names(report.ask("Why was the AI Continent Action Plan published?"))
    assert found == ["Shape the future of AI in a way that enhances EU competitiveness"]


def test_what_is_said_of_a_known_thing_need_not_be_met(report: KnowledgeGraph) -> None:
    assert names(report.ask("who wrote the PPC document that speaks of many safeguards")) == [
        "Personal Information Protection Commission"
    ]


def test_what_is_done_to_a_text_is_not_done_under_it(report: KnowledgeGraph) -> None:
    answer = report.ask("has the AI Promotion Act been passed or is it just planned?")
    assert names(answer) == ["AI Promotion Act was passed in May 2025"]


def test_how_far_a_text_is_along_is_told_as_reported(report: KnowledgeGraph) -> None:
    assert names(report.ask("Was the APPI amendment enacted or is it only an idea?")) == ["under consideration"]


def test_the_policy_of_a_land_is_its_own(report: KnowledgeGraph) -> None:
    assert names(report.ask("motto of Japan's AI strategy")) == ["World's most AI-friendly country"]


def test_binding_duties_are_none_that_do_not_bind(report: KnowledgeGraph) -> None:
    answer = report.ask("Which legally binding duties do R&D institutions have under the AI Promotion Act?")
    assert answer.status == "denied" and "non-binding" in answer.text and not answer.answers
    found = names(report.ask("Which non-binding duties do R&D institutions have under the AI Promotion Act?"))
    assert "Develop human resources" in found


def test_with_regard_to_is_about(report: KnowledgeGraph) -> None:
    found = names(report.ask("what does the report find with regard to AI Action Summit's place"))
    assert found == names(report.ask("what does the report find about AI Action Summit's place"))


def test_who_has_to_do_something_is_responsible_for_it(report: KnowledgeGraph) -> None:
    assert "R&D institutions" in names(report.ask("who has to disseminate AI research under the AI Promotion Act?"))


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("May an employer use AI to infer emotions of staff in the EU?", "denied"),
        ("Can we use emotion recognition at work in the EU?", "denied"),  # and not: yes, it is a high risk
        ("May we scrape faces from the internet for a database in the EU?", "denied"),
        ("Can a provider put a high-risk AI system on the EU market without CE marking?", "denied"),
        ("Can a company train AI on copyrighted works in Japan?", "answered"),  # and not: no, a paper does not bind
        ("Can the Texas attorney general fine developers?", "answered"),
        ("May AI decide on my loan in the EU?", "not_stated"),  # and not: an authority is to be designated
        ("Can I sue under Local Law 144?", "not_stated"),  # and not: yes, the city can
        ("Is it legal to use social scoring in Utah?", "not_stated"),
    ],
)
def test_whether_something_may_be_done_is_told_by_what_permits_or_forbids_it(
    law: KnowledgeGraph, question: str, status: str
) -> None:
    assert law.ask(question).status == status


@pytest.mark.parametrize(
    ("question", "status", "said"),
    [
        ("Does a start-up have to carry out a fundamental rights impact assessment in the EU?", "not_stated", ""),
        ("Do frontier developers have to publish a safety framework in California?", "answered", "requires"),
        ("Did the EU delay the high-risk rules?", "answered", "amends"),  # and not: something is due without delay
        ("Does the EU AI Act leave out small businesses?", "denied", "exempts"),
        ("Does the EU AI Act apply to small businesses?", "answered", "exempts"),  # that they are exempt is denied
    ],
)
def test_whether_something_has_to_be_done_is_told_by_a_duty(
    law: KnowledgeGraph, question: str, status: str, said: str
) -> None:
    answer = law.ask(question)
    assert answer.status == status
    assert said in answer.text


def test_deeds_have_lines_of_their_own_and_what_stands_in_brackets_stays_together(kg: KnowledgeGraph) -> None:
    decides, heads = (
        "decides Wick Plan (under Candle Decree; if asked (twice); since 2031)",
        "heads Lamp Office (as chair)",
    )
    council = Item("Lantern Council", role=f"{decides}; {heads}; {decides}")
    assert council.deeds == [decides, heads, decides]
    told = str(kg.ask("what fines are there under the Korean AI Basic Act")).split("\n\nSources:")[0].splitlines()
    assert len(told) > 3
    assert [line for line in told if line.count("(") != line.count(")")] == []
