"""Each kind of question, as a person would type it, and each of the five outcomes."""

from __future__ import annotations

import json

import pytest

import govgraph
from govgraph import KnowledgeGraph

from .grading import names


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who heads the AI Strategic Headquarters?", ["Prime Minister of Japan"]),
        ("whom does the AI Strategic Headquarters have at its head", ["Prime Minister of Japan"]),
        ("which agency is the Advisory Board for Advanced AI Utilization part of", ["Digital Agency"]),
        ("what did the Hiroshima AI Process produce",
         ["Hiroshima AI Process Codes of Conduct", "Hiroshima AI Process Guiding Principles"]),
        ("when was the AI Promotion Act passed", ["May 2025"]),
        ("number of codes of conduct of the Hiroshima Process", ["11 codes of conduct"]),
        ("where is CSIS", ["Washington, D.C."]),
        ("which body heads the plan-making: who proposes the AI Basic Plan", ["AI Strategic Headquarters"]),
        ("which law provides for a plan that is proposed by the body the prime minister heads", ["AI Promotion Act"]),
    ],
)  # fmt: skip
def test_lookups_name_exactly_what_was_asked_for(report: KnowledgeGraph, question: str, expected: list[str]) -> None:
    assert sorted(names(report.ask(question))) == sorted(expected)


def test_bodies_under_the_act_come_with_role_phase_modality_and_citation(report: KnowledgeGraph) -> None:
    answer = report.ask("which bodies act under the AI Promotion Act")
    found = {item.id: item for item in answer.answers}
    assert set(found) == {
        "jp/ai-strategic-headquarters", "jp/cabinet", "jp/national-government", "jp/local-governments",
    }  # fmt: skip
    assert found["jp/cabinet"].modality == "planned"
    assert "Plan phase: finalizes AI Basic Plan by Cabinet decision" in (found["jp/cabinet"].role or "")
    assert "Check phase: has the function" in (found["jp/national-government"].role or "")
    beside = {item.id: item.role or "" for item in answer.related}
    assert beside["jp/prime-minister"].startswith("office")
    assert "only as the source reads it" in beside["jp/cabinet-office"]
    assert beside["jp/citizens"].startswith("actor group, has duties under")
    everyone = set(found) | set(beside)
    assert not everyone & {"jp/digital-agency", "jp/ppc", "jp/ai-safety-institute"}
    assert all(c["source"] == "us/sources/csis-japan-2025" and c["at"] for c in answer.citations)
    cited = {c["fact"] for c in answer.citations}
    assert all({f.id for f in item.facts} & cited for item in answer.answers)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("around which agency is America's AI evaluation ecosystem built",
         ["National Institute of Standards and Technology"]),
        ("what may the government investigate under the AI Promotion Act",
         ["Investigate latest AI trends and related risk cases and countermeasures"]),
        ("what is the EU advancing so that its AI Act gets implemented smoothly",
         ["AI testing and experimentation facilities", "Harmonized European standards"]),
        ("which agency does the board that advises on high-risk AI uses belong to", ["Digital Agency"]),
        ("when was the Habuka paper published", ["9 October 2025"]),
        ("which document covers contracts between businesses, and what is it called",
         ["Checklist for Contracts on the Use and Development of AI"]),
        ("what motto guides Japan", ["World's most AI-friendly country"]),
    ],
)  # fmt: skip
def test_roundabout_questions_name_exactly_what_was_asked_for(
    report: KnowledgeGraph, question: str, expected: list[str]
) -> None:
    assert sorted(n for n in names(report.ask(question)) if n != "yes") == sorted(expected)


@pytest.mark.parametrize(
    "question",
    [
        "when will the AI Safety Institute be dissolved",
        "does the OECD enforce the AI Promotion Act",
        "what does the OECD do with the AI Basic Plan",
    ],
)
def test_what_is_said_of_the_same_things_is_no_answer_to_another_question(
    report: KnowledgeGraph, question: str
) -> None:
    assert report.ask(question).status == "not_stated"


@pytest.mark.parametrize(
    "question",
    [
        "isn't the AI Promotion Act designed to restrict the use of AI?",
        "does Japan regulate AI with one comprehensive law",
        "does Japan's AI law aim at holding AI back?",
    ],
)
def test_a_denial_goes_before_a_yes(report: KnowledgeGraph, question: str) -> None:
    answer = report.ask(question)
    assert answer.status == "denied" and [i.value for i in answer.answers] == ["no"]


@pytest.mark.parametrize(
    ("question", "status", "value"),
    [
        ("was the AI Promotion Act passed in May 2025", "answered", "yes"),
        ("is credit scoring high-risk under the EU AI Act", "answered", "yes"),
        ("does Japan mandate human oversight for high-risk AI", "denied", "no"),
        ("are the AI Guidelines for Business binding", "denied", "no"),
        ("was the AI Promotion Act in force on 15 August 2025", "denied", "no"),
        ("did the Cabinet adopt the AI Basic Plan", "unsettled", None),
        ("does the US require human oversight for high-risk AI", "not_stated", None),
        ("does the PPC head the Digital Agency", "not_stated", None),
        ("does Brazil require human oversight", "not_stated", None),
    ],
)
def test_yes_and_no_are_kept_apart_from_silence(
    report: KnowledgeGraph, question: str, status: str, value: str | None
) -> None:
    answer = report.ask(question)
    assert answer.status == status, answer.text
    assert [i.value for i in answer.answers] == ([value] if value else [i.value for i in answer.answers])
    assert value or all(i.value not in ("yes", "no") for i in answer.answers)


def test_the_planned_stays_planned_and_the_open_stays_open(report: KnowledgeGraph) -> None:
    planned = report.ask("which agency will develop Government AI")
    assert (planned.status, planned.answers[0].id, planned.answers[0].modality) == (
        "unsettled", "jp/digital-agency", "planned",
    )  # fmt: skip
    unclear = report.ask("who is liable for a compliance violation caused by a malfunction of AI")
    assert unclear.status == "unsettled" and "leaves it open" in unclear.text


def test_a_denial_is_told_as_one(report: KnowledgeGraph) -> None:
    answer = report.ask("what penalties does the AI Promotion Act impose")
    assert answer.status == "denied" and answer.answers == () and "denies" in answer.text


def test_the_ai_act_is_not_taken_for_the_ai_promotion_act(report: KnowledgeGraph) -> None:
    answer = report.ask("which bodies act under the AI Act")
    assert answer.status == "not_stated"
    assert "EU AI Act" in answer.text
    assert not {"jp/cabinet", "jp/national-government"} & {item.id for item in (*answer.answers, *answer.related)}


def test_what_is_unknown_is_named(report: KnowledgeGraph) -> None:
    answer = report.ask("who enforces the Zorblatt Ordinance")
    assert answer.status == "not_understood" and "zorblatt" in answer.text.casefold() and answer.answers == ()


def test_misspelt_names_are_found_and_said(report: KnowledgeGraph) -> None:
    answer = report.ask("wen was the AI Promtion Act pased")
    assert names(answer) == ["May 2025"]
    assert "promtion -> promotion" in answer.explain


def test_a_japanese_name_in_an_english_question_is_linked(report: KnowledgeGraph) -> None:
    assert names(report.ask("what does 人工知能戦略本部 propose")) == ["AI Basic Plan"]
    assert report.ask("人工知能戦略本部は何をする").status == "not_understood"


def test_two_questions_in_one_are_both_answered(report: KnowledgeGraph) -> None:
    answer = report.ask("who heads the AI Strategic Headquarters and when was it established")
    assert names(answer) == ["Prime Minister of Japan", "1 September 2025"]


def test_comparison_says_where_a_source_is_silent(report: KnowledgeGraph) -> None:
    answer = report.ask("compare Japan, the US and the EU on human oversight of high-risk AI")
    assert {i.id for i in answer.answers} == {"jp", "eu"} and "Not stated for United States" in answer.text


def test_events_are_put_in_order(report: KnowledgeGraph) -> None:
    answer = report.ask("put in order: AI Strategic Headquarters, AI Continent Action Plan, DeepSeek shock")
    assert [i.id for i in answer.answers] == [
        "intl/deepseek-shock", "eu/ai-continent-action-plan", "jp/ai-strategic-headquarters",
    ]  # fmt: skip


def test_a_path_is_told_as_a_chain_of_facts(report: KnowledgeGraph) -> None:
    answer = report.ask("how is the prime minister connected to the AI Basic Plan")
    assert "AI Strategic Headquarters is headed by Prime Minister of Japan" in answer.text
    assert "proposes AI Basic Plan" in answer.text


def test_a_place_in_the_source_is_an_answer(report: KnowledgeGraph) -> None:
    answer = report.ask("which section explains the Digital Legal Review")
    assert any("Analog Regulations" in i.name for i in answer.answers)


def test_a_list_that_the_source_counts_is_closed(report: KnowledgeGraph) -> None:
    answer = report.ask("does the AI Promotion Act list fairness among its basic principles")
    assert answer.status == "denied" and "counts 4 basic principles" in answer.text


def test_the_shown_sparql_finds_what_was_answered(report: KnowledgeGraph) -> None:
    answer = report.ask("which sectors does Japan's AI Safety Institute focus on")
    assert answer.sparql
    found = {report.names[i] for i in ("intl/sectors/healthcare", "intl/sectors/robotics")}
    rows = {row["answer"].value for row in report.query(answer.sparql)}
    assert set(names(answer)) == found and len(rows) == 2


def test_the_json_object_has_the_promised_keys_in_order(report: KnowledgeGraph) -> None:
    answer = report.ask("who proposes the AI Basic Plan").as_dict()
    assert list(answer) == [
        "question", "as_of", "status", "text", "reading", "sparql", "answers", "related", "citations",
    ]  # fmt: skip
    assert list(answer["answers"][0]) == ["id", "name", "aliases", "value", "modality", "role", "facts"]
    assert list(answer["citations"][0]) == ["fact", "source", "title", "at", "url"]
    assert answer["as_of"] == "2025-10-09" and json.loads(json.dumps(answer)) == answer


@pytest.mark.parametrize(
    ("question", "left_out"),
    [
        ("Who pompously proposes the AI Basic Plan?", ["pompously"]),
        ("Does the AI Promotion Act deliberately impose penalties?", ["deliberately"]),
        ("Who proposes the AI Basic Plan?", []),
    ],
)
def test_words_that_an_answer_leaves_out_are_told(report: KnowledgeGraph, question: str, left_out: list[str]) -> None:
    answer = report.ask(question)
    told = ", ".join(left_out)
    assert not answer.silent and list(answer.unsaid) == left_out
    assert answer.as_dict()["reading"].endswith(f"; not accounted for: {told}") == bool(told)
    assert (f"Not accounted for in the question: {told}." in str(answer)) == bool(told)


def test_two_things_of_one_name_are_asked_back(tmp_path_factory: pytest.TempPathFactory) -> None:
    import shutil

    from govgraph.vocabulary import data_folder

    folder = tmp_path_factory.mktemp("twins") / "data"
    shutil.copytree(data_folder(), folder)
    for slug, day in (("one", "2020-01-01"), ("two", "2021-01-01")):
        (folder / f"jp/twin-{slug}.yaml").write_text(
            f"type: GovernmentBody\nname:\n  en: Twin Board {slug}\naliases: [Twin Board]\nfacts:\n"
            f"  - establishedOn: {day}\n    cite: {{source: us/sources/csis-japan-2025, at: made up}}\n",
            encoding="utf-8",
        )
    answer = govgraph.load(folder, as_of="2025-10-09").ask("when was the Twin Board established")
    assert answer.status == "not_understood" and "Twin Board one and Twin Board two" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Does Japan regulate deepfakes?",
        "Does Japan tax robots?",
        "which bodies act under the APPI",
        "who is not acting under the AI Promotion Act",
        "does the US mandate human oversight for high-risk AI",
    ],
)
def test_what_nobody_says_is_not_guessed(report: KnowledgeGraph, question: str) -> None:
    answer = report.ask(question)
    assert answer.status == "not_stated" and answer.answers == (), answer.text


def test_no_is_said_where_it_is_asked_whether_there_is_one(report: KnowledgeGraph) -> None:
    answer = report.ask("Is there a penalty under the AI Promotion Act")
    assert answer.status == "denied" and [i.value for i in answer.answers] == ["no"]


def test_what_somebody_does_under_a_law_is_told_deed_by_deed(report: KnowledgeGraph) -> None:
    answer = report.ask("what does the Cabinet do under the AI Promotion Act")
    assert [(i.id, i.modality) for i in answer.answers] == [("jp/ai-basic-plan", "planned")]
    powers = report.ask("what does the national government do under the AI Promotion Act")
    assert {"Amend guidelines", "Promote education"} <= set(names(powers))


def test_what_has_yet_to_begin_is_no_yes(kg: KnowledgeGraph) -> None:
    question = "does the Cabinet finalize the AI Basic Plan (Phase II)?"
    answer = kg.ask(question)
    assert answer.status == "denied" and answer.text.startswith("Not yet.")
    assert kg.as_of("2026-10-09").ask(question).status == "answered"


def test_what_is_yet_to_begin_is_told_as_such(law: KnowledgeGraph) -> None:
    answer = law.ask("How much can somebody be fined under New York's RAISE Act?")
    assert answer.status == "answered" and answer.text.startswith("Not yet on 26 November 2026: ")
    assert {"1,000,000 USD", "3,000,000 USD"} <= set(names(answer))
    assert not law.as_of("2027-01-02").ask(answer.question).text.startswith("Not yet")
    side_by_side = law.ask("Compare the maximum penalties of California's SB 53 and New York's RAISE Act")
    assert side_by_side.text.endswith("Not yet on 26 November 2026: New York RAISE Act.")


def test_a_bill_that_was_vetoed_is_no_law_and_the_veto_is_told(law: KnowledgeGraph) -> None:
    answer = law.ask("Is California's SB 1047 law?")
    assert answer.status == "denied" and "vetoed by the governor" in answer.text


def test_the_latest_of_what_is_dated_stands_alone(law: KnowledgeGraph) -> None:
    assert len(names(law.ask("which versions of the AI Guidelines for Business are there"))) > 2
    latest = law.ask("latest version of the AI Guidelines for Business")
    assert names(latest) == ["AI Guidelines for Business Ver 1.2"] and latest.sparql
    assert len(list(law.query(latest.sparql))) == 1


def test_whom_somebody_reports_to_is_not_who_reports_to_them(law: KnowledgeGraph) -> None:
    backwards = {i.id for i in law.ask("who reports to the AI Office?").answers}
    assert backwards and not backwards & {i.id for i in law.ask("who does the AI Office report to?").answers}


def test_a_count_leaves_out_what_is_only_planned_and_says_how_many(law: KnowledgeGraph) -> None:
    answer = law.ask("How many have ratified the Framework Convention on AI?")
    assert names(answer) == ["1"] and answer.text.startswith("1. ")
    assert names(law.ask("Who has actually ratified the AI Convention so far?")) == ["European Union"]


def test_another_land_s_body_of_that_kind_is_not_meant(law: KnowledgeGraph) -> None:
    assert "Union" not in law.ask("When does the Utah AI office expire?").text
    assert not law.ask("When was the UK AI Safety Institute renamed?").answers


def test_a_chain_of_facts_keeps_its_hedges(report: KnowledgeGraph) -> None:
    answer = report.ask("What connects the Advisory Board for Advanced AI Utilization to the Government AI?")
    assert "Planned: Digital Agency develops Government AI." in answer.text


def test_half_an_answer_to_two_questions_is_none(report: KnowledgeGraph) -> None:
    assert report.ask("who pays the AI Safety Institute, and who heads the AI Strategic Headquarters?").silent


def test_who_did_not_is_told_by_name(law: KnowledgeGraph) -> None:
    answer = law.ask("which countries refused to sign the Paris statement on inclusive and sustainable AI")
    assert answer.status == "answered" and {"United States", "United Kingdom"} == set(names(answer))
    assert answer.text.startswith("Said not to:")


def test_one_day_is_told_of_what_is_named_though_others_sound_like_it(law: KnowledgeGraph) -> None:
    annexes = law.ask("from which date do the EU rules for Annex III high-risk AI systems apply now")
    assert names(annexes) == ["2 December 2027"]
    assert names(law.ask("by when must agencies have a chief AI officer under M-25-21")) == ["2025-06-02"]


def test_a_force_is_one_for_whomever_it_is_asked(law: KnowledgeGraph) -> None:
    assert law.ask("Is NIST AI 600-1 mandatory for companies?").status == "denied"


def test_it_in_a_second_question_is_the_body_and_not_who_heads_it(law: KnowledgeGraph) -> None:
    answer = law.ask("who chairs Korea's National AI Strategy Committee and how many members can it have")
    assert names(answer) == ["President of South Korea", "60 members at most"]
    both = law.ask("how many articles and how many chapters does Japan's AI Promotion Act have")
    assert names(both) == ["28 articles", "4 chapters"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("what does the AI Act mean by deployer", "whoever uses an AI system under their authority"),
        ("What counts as a companion chatbot in California?", "an AI system with a natural language interface"),
        ('How is "high-risk AI system" defined in Colorado?', "an AI system that, when deployed,"),
        ("What is a deep fake under the EU AI Act?", "AI-generated or manipulated image"),
    ],
)
def test_what_a_term_means_is_told_in_the_words_of_its_definition(
    law: KnowledgeGraph, question: str, told: str
) -> None:
    answer = law.ask(question)
    assert len(answer.answers) == 1 and names(answer)[0].startswith(told)
    assert answer.sparql and len(list(law.query(answer.sparql))) == 1


def test_that_a_term_is_defined_does_not_tell_how(law: KnowledgeGraph) -> None:
    assert law.ask("what is an automated employment decision tool in New York City").status == "not_stated"


def test_how_many_hours_is_a_time_and_not_how_many_facts_tell_one(law: KnowledgeGraph) -> None:
    answer = law.ask("within how many hours must platforms remove content under the TAKE IT DOWN Act")
    assert names(answer) == ["Remove the depiction within 48 hours of a valid request"]


def test_who_is_in_charge_of_enforcing_a_law_enforces_it(law: KnowledgeGraph) -> None:
    answer = law.ask("which ministry is in charge of enforcing Korea's AI Basic Act")
    assert names(answer) == ["Ministry of Science and ICT of South Korea"]


@pytest.mark.parametrize(
    ("question", "whose"),
    [
        ("which authority enforces Texas's AI law", "Attorney General of Texas"),
        ("which authority enforces the New York AI companion law", "Attorney General of New York"),
    ],
)
def test_the_authority_that_enforces_may_be_an_office(law: KnowledgeGraph, question: str, whose: str) -> None:
    assert names(law.ask(question)) == [whose]


def test_as_many_are_named_as_are_asked_for(report: KnowledgeGraph) -> None:
    answer = report.ask("which four stages make up the cycle around which the AI Promotion Act is built")
    assert sorted(names(answer)) == ["Act phase", "Check phase", "Do phase", "Plan phase"]


def test_the_duties_of_an_office_are_not_those_to_fill_it(report: KnowledgeGraph) -> None:
    answer = report.ask("what are the responsibilities of a chief AI officer in a Japanese ministry")
    assert {fact.subject.id for item in answer.answers for fact in item.facts} == {"jp/chief-ai-officer"}


def test_what_operators_must_do_is_not_who_operates(law: KnowledgeGraph) -> None:
    answer = law.ask("what must operators of high-impact AI do under Article 34 of the Korean AI Basic Act")
    assert {fact.property for item in answer.answers for fact in item.facts} == {"requires"}


def test_what_the_source_contradicts_is_no(report: KnowledgeGraph) -> None:
    assert report.ask("is the rate of AI adoption in Japan currently high?").status == "denied"
    assert report.ask("is the rate of AI adoption in Japan currently low?").status == "answered"


def test_a_noun_of_which_nothing_is_said_is_not_answered_by_something_else(report: KnowledgeGraph) -> None:
    assert report.ask("at which university did the author study").silent


def test_a_deed_dates_a_thing_and_what_has_no_date_is_told(report: KnowledgeGraph) -> None:
    asked = "put in order of time: America's AI Action Plan, Japan's 2016 copyright amendment, the Digital Agency, {}"
    answer = report.ask(asked.format("the DeepSeek shock"))
    assert names(answer) == ["2016 amendment to the Copyright Act", "DeepSeek shock", "America's AI Action Plan"]
    untimed = report.ask(
        asked.format("the DeepSeek shock, the Checklist for Contracts on the Use and Development of AI")
    )
    assert untimed.text.endswith("No date is recorded for Checklist for Contracts on the Use and Development of AI.")


@pytest.mark.parametrize(
    "question",
    [
        "Has the Council of Europe treaty on AI entered into force?",
        "As the law now stands, has the AI Convention entered into force?",
    ],
)
def test_a_treaty_on_a_matter_is_one_of_that_name(law: KnowledgeGraph, question: str) -> None:
    answer = law.ask(question)
    assert answer.status == "denied" and "Framework Convention on AI" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "What is the longer title under which the report is also known?",
        "what is the complete title of the report, with its subtitle",
        "offical full title of the report",
    ],
)
def test_a_title_is_told_however_it_is_asked_for(report: KnowledgeGraph, question: str) -> None:
    assert "Fostering a Global Nexus Through Pluralistic Interoperability" in report.ask(question).text


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what will the US export together with its value-laden AI standards", ["AI stack"]),
        ("from what and to what did the global AI trend shift", ["enhancement of competitiveness", "regulation"]),
        ("in which specific fields do Japan and the US use existing law against AI risks?",
         ["Autonomous driving", "Finance", "Healthcare"]),
    ],
)  # fmt: skip
def test_what_is_asked_is_told_from_what_stands_beside_it(
    report: KnowledgeGraph, question: str, expected: list[str]
) -> None:
    assert sorted(set(names(report.ask(question)))) == expected


def test_whose_it_is_may_be_said_in_passing(report: KnowledgeGraph) -> None:
    answer = report.ask("whose interests must not be unfairly harmed when training AI on copyrighted works")
    assert "copyright holder's interests" in answer.text


def test_who_asks_may_be_the_one_whose_duty_is_asked_for(report: KnowledgeGraph) -> None:
    answer = report.ask("We are a business. What must we do under the AI Promotion Act?")
    assert {fact.subject.id for item in answer.answers for fact in item.facts} == {"jp/businesses"}


def test_a_first_and_a_later_violation_are_both_told(law: KnowledgeGraph) -> None:
    answer = law.ask("What is the fine for a first and for a repeated violation of Local Law 144?")
    assert len(answer.answers) == 2
    assert names(law.ask("What is the fine for a repeated violation of Local Law 144?")) == names(answer)[1:]


def test_a_land_has_a_body_of_its_own_where_many_are_called_alike(law: KnowledgeGraph) -> None:
    answer = law.ask("Who is the single point of contact for the AI Act in Poland?")
    assert names(answer) == ["Commission for the Development and Safety of Artificial Intelligence"]
    answer = law.ask("Who is the single point of contact for the AI Act in Italy?")
    assert answer.status == "not_stated"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who besides the Governor of Texas appoints members of the Texas AI Council?",
         ["Lieutenant Governor of Texas", "Speaker of the Texas House of Representatives"]),
        ("Who heads the task force that sues states over their AI laws?", ["Attorney General of the United States"]),
        ("Is SR 26-2 mandatory for banks?", ["no"]),
        ("how many of the members voted against the AI Basic Act of South Korea", ["1 votes against"]),
        ("Which treaty number does the Framework Convention on AI have?", ["CETS No. 225", "OJ L 2026/1081"]),
        ("What does the EU AI Act ban from 2 December 2026?",
         ["AI systems that make child sexual abuse material",
          "AI systems that make intimate images of a person without consent"]),
    ],
)  # fmt: skip
def test_whom_and_what_the_law_means_is_told_alone(law: KnowledgeGraph, question: str, expected: list[str]) -> None:
    assert sorted(names(law.ask(question))) == sorted(expected)


@pytest.mark.parametrize(
    "question",
    [
        "What is the yearly budget of the Korean AI Safety Institute?",
        "Which firm was fined by the Korean Ministry of Science and ICT?",
        "Which practices does Colorado newly prohibit from 5 March 2031?",
        "Who directs the OSTP?",
        "Is the Japanese PPC allowed to fine companies today?",
    ],
)
def test_what_the_law_does_not_tell_is_not_told_by_what_sounds_like_it(law: KnowledgeGraph, question: str) -> None:
    assert law.ask(question).silent


def test_two_clauses_are_not_answered_by_the_first_alone(law: KnowledgeGraph) -> None:
    assert law.ask("Who signed the TAKE IT DOWN Act, and which prize did it win?").silent
    assert len(law.ask("Who signed the TAKE IT DOWN Act, and on which day?").answers) == 2
    assert law.ask("Does the Digital Omnibus on AI delay the fines on importers?").silent


def test_what_is_prohibited_may_not_be_done(law: KnowledgeGraph) -> None:
    assert law.ask("May emotion recognition be used in a European school?").status == "denied"
    assert law.ask("Must developers report an incident within 15 days under SB 53?").status == "answered"


def test_which_fine_is_nobody_who_is_fined(law: KnowledgeGraph) -> None:
    answer = law.ask("Which fine threatens the provider of a general-purpose AI model who ignores the Commission?")
    assert names(answer) == ["Fine on providers of general-purpose AI models"]


def test_how_long_somebody_has_is_no_time_gone_by(law: KnowledgeGraph) -> None:
    answer = law.ask("How many days does a developer have to cure a violation in Texas after notice?")
    assert "60 days" in names(answer)[0]
    assert not any(
        n.endswith("days") and n[0].isdigit()
        for n in names(law.ask("How long do platforms have to set up a process to remove intimate images?"))
    )


def test_what_can_be_done_or_cannot_is_an_adjective(law: KnowledgeGraph) -> None:
    cannot = law.ask("What is the maximum civil penalty in Texas for an AI violation that cannot be cured?")
    assert names(cannot) == ["200,000 USD"]
    can = law.ask("What is the penalty in Texas for a violation that can be cured?")
    assert names(can) == ["Civil penalty for a curable violation in Texas"]


def test_two_lands_are_asked_for_in_turn(law: KnowledgeGraph) -> None:
    answer = law.ask(
        "how fast must a frontier developer report a critical safety incident in California and in New York"
    )
    assert len(answer.answers) == 2 and "15 days" in names(answer)[0] and "72 hours" in names(answer)[1]


def test_the_state_s_act_is_that_of_the_state_named_before(law: KnowledgeGraph) -> None:
    assert names(law.ask("which Colorado bill delayed the state's AI Act to 30 June 2026")) == ["SB 25B-004"]


def test_until_when_is_the_end_and_not_the_beginning(law: KnowledgeGraph) -> None:
    answer = law.ask("Until when does the Utah Artificial Intelligence Learning Laboratory Program run?")
    assert names(answer) == ["30 June 2027"]


def test_others_than_those_of_a_class_are_told(report: KnowledgeGraph) -> None:
    answer = report.ask("who else besides government bodies has responsibilities in the Do phase?")
    assert names(answer) == ["Businesses", "Citizens", "R&D institutions"]


def test_the_rules_of_an_act_are_not_the_whole_act(law: KnowledgeGraph) -> None:
    assert names(law.ask("from which day do the EU AI Act's rules on general-purpose AI models apply?")) == [
        "2 August 2025"
    ]


def test_the_fine_is_not_that_on_somebody_in_particular(law: KnowledgeGraph) -> None:
    answer = law.ask("what is the maximum fine for prohibited AI practices under the EU AI Act?")
    assert "1,500,000 EUR" not in names(answer) and "35,000,000 EUR" in names(answer)


def test_two_fines_are_compared_one_by_one(law: KnowledgeGraph) -> None:
    answer = law.ask(
        "compare the maximum fines of the EU AI Act for prohibited practices and for giving misleading information"
    )
    assert {"35,000,000 EUR", "7,500,000 EUR"} <= set(names(answer))


def test_what_was_said_before_a_question_tells_which_fact_is_meant(law: KnowledgeGraph) -> None:
    answer = law.ask("A person died. Within how many days must a provider of a high-risk system in the EU report it?")
    assert names(answer) == ["Report the death of a person within 10 days"]


def test_which_article_lays_something_down_is_asked_of_that_thing(law: KnowledgeGraph) -> None:
    answer = law.ask("which article of the EU AI Act sets out the fines for providers of general-purpose AI models?")
    assert any(i.name.startswith("Article 101") for i in answer.answers)


def test_which_korean_body_is_one_of_korea(law: KnowledgeGraph) -> None:
    assert names(law.ask("which Korean body enforces the AI Basic Act?")) == [
        "Ministry of Science and ICT of South Korea"
    ]
    assert law.ask("which EU body enforces the AI Basic Act?").silent


def test_a_common_word_is_no_misspelling_of_one_of_the_graph(law: KnowledgeGraph) -> None:
    answer = law.ask("what jury sentence does the EU AI Act set for using a prohibited practice?")
    assert answer.silent and "Not recognised: jury" in answer.text


def test_what_is_voluntary_does_not_bind(law: KnowledgeGraph) -> None:
    assert law.ask("Is use of the NIST AI Risk Management Framework voluntary?").status == "answered"
    assert law.ask("Is the EU AI Act voluntary?").status == "denied"


def test_the_noun_asked_for_has_to_be_told_of(law: KnowledgeGraph) -> None:
    assert law.ask("What yearly salary does the chair of the European AI Board have?").silent


def test_versions_are_no_dates(law: KnowledgeGraph) -> None:
    found = names(law.ask("Which versions of the AI Guidelines for Business were issued?"))
    assert len(found) > 2 and all("Ver" in name for name in found)


def test_what_an_act_does_is_not_what_is_done_to_it(law: KnowledgeGraph) -> None:
    found = names(law.ask("which laws does the AI Promotion Act amend"))
    assert not {"AI Basic Plan", "AI Basic Plan (Phase II)"} & {*found}


def test_one_word_twice_is_one_word(law: KnowledgeGraph) -> None:
    assert law.ask("<script>alert(1)</script>").silent


def test_what_a_thing_consists_of_is_no_whole_of_it(report: KnowledgeGraph) -> None:
    cycle = report.ask("what does the PDCA cycle of the AI Promotion Act consist of?")
    assert names(cycle) == ["Plan phase", "Do phase", "Check phase", "Act phase"]
    assert report.ask("what does the Act phase consist of?").silent


def test_all_answers_stand_in_the_place_that_is_asked_for(report: KnowledgeGraph) -> None:
    assert names(report.ask("which AI Act is binding?")) == ["EU AI Act"]
