"""An answer is what was asked for, and no other thing that stands near it."""

from __future__ import annotations

import pytest

from govgraph import KnowledgeGraph


@pytest.mark.parametrize(
    ("question", "status", "said"),
    [
        # a duty with an exception, asked about within and without it
        ("do providers of open source GPAI models have to appoint an authorised representative",
         "unsettled", "That depends on an exception. EU AI Act requires Appoint an authorised representative"),
        ("do providers of GPAI models have to appoint an authorised representative in the EU", "answered", "Yes. "),
        # what something applies to is no permission, unless that is asked
        ("can a consumer sue a company directly under the Colorado AI Act SB 24-205", "denied", "No. The source"),
        ("Can the Korean AI Basic Act apply to acts done outside South Korea?", "answered", "Yes. "),
        ("can I sue a company myself under the Texas AI law", "denied", "No. The source denies"),
        # how far a duty itself binds, whatever its law does
        ("is the fundamental rights impact assessment of Korea's AI Basic Act a hard duty or only a best effort one",
         "denied", "No. AI Basic Act of South Korea requires Assess in advance"),
        ("does the Korean privacy commission sit on the National AI Strategy Committee", "answered", "Yes. "),
        # a price, a person, a number of companies, a day: of these nothing is recorded
        ("what does an ISO 42001 certificate cost", "not_stated", ""),
        ("name of the person who currently chairs the Texas AI Council", "not_stated", ""),
        ("how many foreign companies have named a domestic agent in south korea so far", "not_stated", ""),
        ("when will Switzerland ratify the Council of Europe AI convention", "not_stated", ""),
        ("when did Switzerland sign the Council of Europe AI convention", "answered", "Switzerland signs"),
        ("how many systems are currently registered in the EU database for high-risk AI", "not_stated", ""),
        ("which judge signed the order in X.AI v. Weiser", "not_stated", ""),
        # a "not" in what a fact says, and "us" among ourselves
        ("has EN 18286 been cited in the Official Journal", "denied", "No. EN 18286 is reported to be published, and"),
        ("Could a customer in Texas take us to court under TRAIGA?", "not_stated", "The graph knows Texas"),
        ("is UNESCO's recommendation binding on its member states", "denied", "No. The source denies it"),
        ("what may the AI Office not do", "not_stated", ""),
        ("who enforces the AI Promotion Act", "not_stated", ""),  # its duties are not binding; that is no enforcement
        ("who is the current Minister of Science and ICT of South Korea", "not_stated", ""),
        ("by what date does Japan have to review its AI Promotion Act", "not_stated", ""),
        ("how much has California budgeted for CalCompute", "not_stated", ""),
        ("in which city is the second session of the Global Dialogue on AI Governance held", "not_stated", ""),
        # a second half that names nothing and asks for nothing of the first
        ("who selects the experts on the EU's AI scientific panel and how many can there be", "not_stated", ""),
    ],
)  # fmt: skip
def test_no_other_answer(law: KnowledgeGraph, question: str, status: str, said: str) -> None:
    answer = law.ask(question)
    assert (answer.status, answer.text[: len(said)]) == (status, said)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("who does the National AI Advisory Committee advise", ["NAIIO", "President of the United States"]),
        ("what is the US AI Safety Institute called now", ["CAISI"]),
        ("who hosted the Seoul AI summit", ["South Korea", "United Kingdom"]),
        ("what does Regulation (EU) 2026/1744 amend", ["EU AI Act", "Regulation (EU) 2023/1230 on machinery"]),
        ("when was 2024/1689 published", ["12 July 2024"]),
        (
            "which Hungarian authority enforces the AI Act",
            ["Minister responsible for enterprise development of Hungary"],
        ),
        ("which Italian authority enforces the AI Act", ["National Cybersecurity Agency of Italy"]),
        ("what is the highest fine under the EU AI Act", ["35,000,000 EUR", "7 percent of worldwide annual turnover"]),
        ("max penalty under Korea's AI Basic Act", ["30,000,000 KRW"]),
        (
            "what compute threshold does the AI Act set",
            ["more than 10^25 floating-point operations of training compute"],
        ),
        ("which two principles must LLMs meet under the woke AI order", ["Truth-seeking", "Ideological neutrality"]),
        (
            "who are the deputy heads of the AI Strategic Headquarters",
            ["Chief Cabinet Secretary of Japan", "Minister of State for AI Strategy of Japan"],
        ),
        ("what may licensed therapists in Illinois not let AI do", ["Let AI make independent therapeutic decisions"]),
        ("what does the Action Plan want taken out of the NIST framework", ["References to climate change"]),
        ("which other EU laws does the AI Act itself amend", ["Directive 2014/90/EU on marine equipment"]),
        ("does the UNESCO recommendation come out against social scoring", ["yes"]),
        (
            "what must every provider of a general purpose AI modle do",
            ["Publish a sufficiently detailed summary of the content used for training"],
        ),
        ("wen did the korean National Assembly pas the AI Basic Act", ["26 December 2024"]),
        ("when did the lower hause of Japan vote for the AI bill", ["24 April 2025"]),
        ("how many articles does the AI Act have since it was amended", ["119 articles"]),
        ("when do the EU's fines for GPAI providers apply now that the omnibus is through", ["2 August 2026"]),
        (
            "which principles does the artificial intelligence promotion act of Japan set",
            ["Leading role in international cooperation"],
        ),
    ],
)
def test_what_is_asked_for_by_other_words(law: KnowledgeGraph, question: str, told: list[str]) -> None:
    assert set(told) <= {item.name for item in law.ask(question).answers}


def test_has_it_done_it_is_asked_of_whoever_did_something_to_it(law: KnowledgeGraph) -> None:
    answer = law.ask("when did Britain sign the Council of Europe AI convention and has it ratified it")
    assert "United Kingdom signs Framework Convention on AI (5 September 2024)" in answer.text
    assert "The source denies it: United Kingdom ratifies Framework Convention on AI" in answer.text


def test_lands_are_set_side_by_side_by_what_is_asked_of_each(law: KnowledgeGraph) -> None:
    points = law.ask("AI Act single point of contact in Germany vs Poland").text
    assert "designates Federal Network Agency" in points and "Polish AI Systems Act designates" in points
    days = {item.value for item in law.ask("entry into force of the national AI Act laws, Slovenia vs Finland").answers}
    assert days == {"2025-11-21", "2026-01-01"}
    assert law.ask("compare Japan and the EU on penalties").text.startswith("Maximum penalty: Japan: ")


def test_two_bounds_of_one_fine_are_not_added_up(law: KnowledgeGraph) -> None:
    answer = law.ask("what is the highest fine under the EU AI Act")
    assert "35,000,000 EUR or 7 percent of worldwide annual turnover." in answer.text
