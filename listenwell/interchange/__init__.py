"""Surveys of other tools in, and ours out.

draft.py         a survey that was read elsewhere, until it is written as our files
notes.py         what was changed, renamed or left out on the way: a catalogue, and the report
cleaning.py      words of another tool as words of ours; names as names
answers.py       lists of answers as options, scales, yes or no
expressions.py   the conditions of XLSForm and SurveyJS, read by one parser
conditions.py    such a condition as our `show_if`, and ours as XPath
as_written.py     a survey of ours in every language, before a segment changes it
placing.py       a draft as files, read by `survey` as any other
workbook.py      .xlsx: the only place that knows openpyxl
surveyjs/        SurveyJS JSON in
xlsform/         XLSForm in and out
"""
