"""The mistakes that a colleague could make in the clock of a request and in what takes two people (LAW
§2)."""

from __future__ import annotations

from tests.mistakes.mutation import Mutation

DEADLINES = "privacy/requests/deadline.py"
CLOCK = "privacy/requests/clock.py"
PROPOSALS = "privacy/requests/four_eyes.py"
REMINDERS = "privacy/requests/reminders.py"
SAFEKEEPING = "privacy/subjects/request_holds.py"
ACCESS = "privacy/rights/access.py"
ERASURE = "privacy/rights/erasure.py"
DATES = "privacy/dates.py"

MISTAKES = [
    Mutation(
        "a moment without offset is that of Greenwich",
        DATES,
        "moment.astimezone(BRUSSELS) if moment.tzinfo else moment)",
        '(moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("UTC"))).astimezone(BRUSSELS))',
    ),
    # --- the calendar
    Mutation(
        "a month is thirty days", DEADLINES, "month = start + Months(1)", "month = start + timedelta(days=30)"
    ),
    Mutation(
        "the day of receipt counts", DEADLINES, "due_raw = month + pause", "due_raw = month + pause - DAY"
    ),
    Mutation(
        "more time counts from the first due day",
        DEADLINES,
        "start + Months(3) + pause",
        "next_working_day(month) + Months(2) + pause",
    ),
    Mutation(
        "more time is one month more", DEADLINES, "start + Months(3) + pause", "start + Months(2) + pause"
    ),
    Mutation(
        "the earlier reading is the later one",
        DEADLINES,
        "next_working_day(month + Months(2) + pause)",
        "next_working_day(extended_raw)",
    ),
    Mutation(
        "a day off moves the end back",
        DEADLINES,
        "due=next_working_day(due_raw)",
        "due=last_working_day(due_raw)",
    ),
    Mutation(
        "the target lies after a day off",
        DEADLINES,
        "internal_target=last_working_day(due_raw)",
        "internal_target=next_working_day(due_raw)",
    ),
    Mutation(
        "only one day off is stepped over",
        DATES,
        "    while not is_working_day(day):\n        day += DAY",
        "    if not is_working_day(day):\n        day += DAY",
    ),
    Mutation(
        "the day of an instant is that of London",
        DATES,
        "moment.astimezone(BRUSSELS) if moment.tzinfo else moment)",
        "moment)",
    ),
    Mutation("Saturday is a working day", DATES, "day.weekday() < 5", "day.weekday() < 6"),
    Mutation("holidays are forgotten", DATES, " and day not in holidays(day.year)", ""),
    Mutation("the day of the Flemish community is a day off", DATES, "(7, 21),", "(7, 21), (7, 11),"),
    Mutation("1 May is no day off", DATES, "(1, 1), (5, 1),", "(1, 1),"),
    Mutation("Ascension is a day late", DATES, "moving = (1, 39, 50)", "moving = (1, 40, 50)"),
    Mutation("Good Friday is a day off", DATES, "moving = (1, 39, 50)", "moving = (-2, 1, 39, 50)"),
    # --- standing still
    Mutation(
        "a late question stops the clock",
        DEADLINES,
        "if working_days_between(since, asked) <= PROMPT:",
        "if True:",
    ),
    Mutation("three working days is two", DEADLINES, "since, asked) <= PROMPT", "since, asked) < PROMPT"),
    Mutation(
        "prompt counts every day",
        DATES,
        "return sum(is_working_day(start + number * DAY) for",
        "return sum(bool(number) for",
    ),
    Mutation(
        "a second question is prompt only after receipt",
        DEADLINES,
        "        since = max(since, answered)\n",
        "",
    ),
    Mutation(
        "two rounds at once count twice",
        DEADLINES,
        "(answered - max(asked, counted_to)).days",
        "(answered - asked).days",
    ),
    Mutation(
        "the day of the answer stands still too",
        DEADLINES,
        "max(asked, counted_to)).days)",
        "max(asked, counted_to)).days + 1)",
    ),
    Mutation(
        "who asks is asked without a doubt",
        CLOCK,
        "if kind == Kind.IDENTITY and not doubt.strip():",
        "if False:",
    ),
    Mutation(
        "without a doubt the clock stops", CLOCK, "if each.kind != Kind.IDENTITY or request.doubt]", "]"
    ),
    Mutation(
        "an answer leaves the day to answer",
        CLOCK,
        "        fresh.due_on = last_day_to_answer(fresh, today=day_of(now))\n"
        '        fresh.save(update_fields=[field, "due_on"])',
        "        fresh.save(update_fields=[field])",
    ),
    Mutation(
        "an answer counts from when it was written down",
        CLOCK,
        "asked.answered_on = on\n",
        "asked.answered_on = day_of(now)\n",
    ),
    Mutation(
        "an answer may come before its question",
        CLOCK,
        "asked.asked_on <= on <= day_of(now)",
        "on <= day_of(now)",
    ),
    Mutation(
        "an answer may come tomorrow", CLOCK, "asked.asked_on <= on <= day_of(now)", "asked.asked_on <= on"
    ),
    Mutation(
        "the person is always told that time stands still",
        CLOCK,
        '"stands_still": question_stops_clock(fresh, asked)',
        '"stands_still": True',
    ),
    # --- more time, the light
    Mutation("more time is told when the month is over", CLOCK, "if today > last:", "if False:"),
    Mutation("on the last day more time is too late", CLOCK, "if today > last:", "if today >= last:"),
    Mutation("more time is taken twice", CLOCK, "if fresh.extended_on:", "if False:"),
    Mutation("more time needs no reasons", CLOCK, "if not reasons.strip():", "if False:"),
    Mutation("an objection waits for more time", CLOCK, "if right_of(fresh).at_once:", "if False:"),
    Mutation(
        "of two readings the later is promised",
        CLOCK,
        "found.extended_conservative if",
        "found.extended_due if",
    ),
    Mutation(
        "an extended request forgets its extension",
        CLOCK,
        "return found.extended_conservative if request.extended_on else found.due",
        "return found.due",
    ),
    Mutation("the light turns at a third", CLOCK, "HALF, NEARLY = 0.5, 0.8", "HALF, NEARLY = 0.33, 0.8"),
    Mutation(
        "the light turns red at the end only", CLOCK, "HALF, NEARLY = 0.5, 0.8", "HALF, NEARLY = 0.5, 1.0"
    ),
    Mutation(
        "days that stood still turn the light",
        CLOCK,
        "((today - start).days - paused) / ",
        "(today - start).days / ",
    ),
    # --- two people, reminders
    Mutation("whoever proposed may confirm", PROPOSALS, " or request.proposed_by_id == by.pk:", ":"),
    Mutation("a proposal to approve is one to refuse", PROPOSALS, " or found.what != what", ""),
    Mutation(
        "a proposal outlives what it was about",
        PROPOSALS,
        "return found if found.fingerprint == fingerprint else None",
        "return found",
    ),
    Mutation("a proposal of nobody counts", PROPOSALS, " or request.proposed_by_id is None", ""),
    Mutation(
        "what is late is not reminded of again",
        REMINDERS,
        "    if today > request.due_on:\n        return request.due_on + DAY\n",
        "",
    ),
    Mutation(
        "while the clock stands still people are reminded",
        REMINDERS,
        "if clock.stands_still_since(request):",
        "if False:",
    ),
    Mutation(
        "a task that was done is opened again",
        REMINDERS,
        "ours.filter(due_on=day).exists()",
        "ours.filter(due_on=day, done_on=None).exists()",
    ),
    # --- what an open request is about stays
    Mutation(
        "what is asked for may be swept away", ACCESS, '    holds_data_while_open = "GDPR art. 15"\n', ""
    ),
    Mutation(
        "a request to erase keeps the data",
        ERASURE,
        "    is_final = True\n",
        '    is_final = True\n    holds_data_while_open = "GDPR art. 17"\n',
    ),
    Mutation(
        "nobody is kept until it is clear who asks",
        SAFEKEEPING,
        " else subjects_asking(request), on",
        " else [], on",
    ),
    Mutation(
        "whoever did not ask stays kept",
        SAFEKEEPING,
        ".exclude(subject=subject)\n",
        ".none()\n",
    ),
    Mutation(
        "the copy is emptied while it can be fetched",
        SAFEKEEPING,
        "on=day_of(last) + DAY if last else today",
        "on=today",
    ),
    Mutation("the copy is emptied on its last day", SAFEKEEPING, "day_of(last) + DAY", "day_of(last)"),
    Mutation(
        "a wish to be forgotten waits for the copy",
        SAFEKEEPING,
        "request__isnull=False",
        "request__isnull=True",
    ),
]
