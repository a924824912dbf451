/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fixed lists of words that fields of type TERM take, as they stand in files. What a person reads is
 * ear_term_label(), which is translated. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define EAR_FEELING_WORKING "working-well"
#define EAR_FEELING_NOT_WORKING "not-working"
#define EAR_FEELING_IDEA "idea"
#define EAR_FEELING_QUESTION "question"
#define EAR_FEELING_MIXED "mixed"

#define EAR_STATUS_HEARD "heard"
#define EAR_STATUS_CONSIDERING "considering"
#define EAR_STATUS_AGREED "agreed"
#define EAR_STATUS_UNDER_WAY "under-way"
#define EAR_STATUS_DONE "done"
#define EAR_STATUS_WILL_NOT_DO "will-not-do"

#define EAR_SESSION_ASSEMBLY "assembly"

#define EAR_AGENDA_QUESTION "question"
#define EAR_AGENDA_PROPOSAL "proposal"

#define EAR_DECISION_AGREED "agreed"
#define EAR_DECISION_AGREED_WITH_CONCERNS "agreed-with-concerns"
#define EAR_DECISION_NOT_AGREED "not-agreed"
#define EAR_DECISION_TAKEN_FURTHER "taken-further"

#define EAR_STANCE_AGREEMENT "agreement"
#define EAR_STANCE_CONCERN "concern"
#define EAR_STANCE_MINORITY "minority-view"

#define EAR_METHOD_DOTS "dots"
#define EAR_METHOD_HANDS "hands"
#define EAR_METHOD_FIST_TO_FIVE "fist-to-five"

#define EAR_PERMISSION_QUOTE "quote"
#define EAR_PERMISSION_PARAPHRASE "paraphrase"
#define EAR_PERMISSION_COUNT "count"
#define EAR_PERMISSION_INTERNAL "internal"

/* What holds where neither the voice, its speaker nor its session says otherwise: the words may inform
 * a report but are not quoted, since nobody said that they may be. */
#define EAR_PERMISSION_UNSAID EAR_PERMISSION_PARAPHRASE

extern const char *const EAR_TERMS_SECTOR[];
extern const char *const EAR_TERMS_LEVEL[];
extern const char *const EAR_TERMS_GROUP_CATEGORY[];
extern const char *const EAR_TERMS_THEME_NATURE[];
extern const char *const EAR_TERMS_PRIORITY_NATURE[];
extern const char *const EAR_TERMS_POPULATION[];
extern const char *const EAR_TERMS_SESSION_NATURE[];
extern const char *const EAR_TERMS_INTERPRETER[];
extern const char *const EAR_TERMS_CONSENT[];
extern const char *const EAR_TERMS_PERMISSION[];
extern const char *const EAR_TERMS_PARTICIPANT_NATURE[];
/* Who sits at a table of an Assembly; the first five of the seven are those that the Mid and South Essex Integrated Care
 * Strategy 2023–33 names for its Community Assembly, residents included. */
extern const char *const EAR_TERMS_TABLE_SECTOR[];
extern const char *const EAR_TERMS_AGE_BAND[];
extern const char *const EAR_TERMS_FEELING[];
extern const char *const EAR_TERMS_STATUS[];
extern const char *const EAR_TERMS_STAGE[];
/* The ladder of co-production of Think Local Act Personal and the National Co-production Advisory Group, lowest rung first. */
extern const char *const EAR_TERMS_RUNG[];
extern const char *const EAR_TERMS_AGENDA_NATURE[];
extern const char *const EAR_TERMS_DECISION[];
extern const char *const EAR_TERMS_STANCE[];
extern const char *const EAR_TERMS_METHOD[];

const char *ear_term_label (const char *const *terms, const char *value);

G_END_DECLS
