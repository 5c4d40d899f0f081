// Words that say nothing about what a text is about. They are neither indexed nor asked for.

const ENGLISH = `a about all also am an and any are as at be been being but by can could did do does doing done else
for from get gets getting got had has have having he her here him his how i if in into is it its just let like me more
most my myself no not of off on once one only or other our out over own please same she should so some such than that
the their them then there these they thing this those through to too under up upon us very via want was way we were
what when where which while who whom why will with within without would yes yet you your s t d ll m re ve`

export const STOP_WORDS: ReadonlySet<string> = new Set(ENGLISH.split(/\s+/))
