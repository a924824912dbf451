/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-terms.h"

#include <glib/gi18n-lib.h>

const char *const EAR_TERMS_SECTOR[] = {
  "healthwatch", "vcse", "faith", "council", "nhs", "education", "police", "business", "other", NULL
};
const char *const EAR_TERMS_LEVEL[] = { "system", "place", "neighbourhood", NULL };
const char *const EAR_TERMS_GROUP_CATEGORY[] = {
  "community", "carers", "age", "protected-characteristic", "core20plus5", "inclusion-health",
  "lived-experience", "vcse", "other", NULL
};
const char *const EAR_TERMS_THEME_NATURE[] = { "statement", "theme", NULL };
const char *const EAR_TERMS_PRIORITY_NATURE[] = {
  "outcome", "statement", "pillar", "domain", "goal", "objective", "ambition", "priority", "commitment",
  "action", "measure", "principle", NULL
};
const char *const EAR_TERMS_POPULATION[] = { "all-ages", "adults", "children-and-young-people", NULL };
const char *const EAR_TERMS_SESSION_NATURE[] = {
  "conversation", "group", "drop-in", "survey", "outreach", "assembly", "published", NULL
};
const char *const EAR_TERMS_INTERPRETER[] = { "none", "professional", "community", "family", "staff", NULL };
const char *const EAR_TERMS_CONSENT[] = { "spoken", "written", "published", "not-recorded", NULL };
const char *const EAR_TERMS_PERMISSION[] = {
  EAR_PERMISSION_QUOTE, EAR_PERMISSION_PARAPHRASE, EAR_PERMISSION_COUNT, EAR_PERMISSION_INTERNAL, NULL
};
const char *const EAR_TERMS_PARTICIPANT_NATURE[] = { "person", "table", "organisation", NULL };
const char *const EAR_TERMS_TABLE_SECTOR[]
  = { "residents", "voluntary", "community", "faith", "social-enterprise", "statutory", "mixed", NULL };
const char *const EAR_TERMS_AGE_BAND[] = {
  "under-11", "11-15", "16-17", "18-24", "25-34", "35-49", "50-64", "65-79", "80-over", NULL
};
const char *const EAR_TERMS_FEELING[] = {
  EAR_FEELING_WORKING, EAR_FEELING_NOT_WORKING, EAR_FEELING_IDEA, EAR_FEELING_QUESTION, EAR_FEELING_MIXED, NULL
};
const char *const EAR_TERMS_STATUS[] = {
  EAR_STATUS_HEARD, EAR_STATUS_CONSIDERING, EAR_STATUS_AGREED, EAR_STATUS_UNDER_WAY, EAR_STATUS_DONE, EAR_STATUS_WILL_NOT_DO, NULL
};
const char *const EAR_TERMS_STAGE[] = { "co-commission", "co-design", "co-deliver", "co-evaluate", NULL };
const char *const EAR_TERMS_RUNG[] = {
  "coercion", "educating", "informing", "consultation", "engagement", "co-design", "co-production", NULL
};
const char *const EAR_TERMS_AGENDA_NATURE[] = { EAR_AGENDA_QUESTION, EAR_AGENDA_PROPOSAL, NULL };
const char *const EAR_TERMS_DECISION[] = { EAR_DECISION_AGREED, EAR_DECISION_AGREED_WITH_CONCERNS, EAR_DECISION_NOT_AGREED,
                                           EAR_DECISION_TAKEN_FURTHER, NULL };
const char *const EAR_TERMS_STANCE[] = { EAR_STANCE_AGREEMENT, EAR_STANCE_CONCERN, EAR_STANCE_MINORITY, NULL };
const char *const EAR_TERMS_METHOD[] = { EAR_METHOD_DOTS, EAR_METHOD_HANDS, EAR_METHOD_FIST_TO_FIVE, NULL };

typedef struct
{
  const char *const *terms;
  const char *value;
  const char *label;
} TermLabel;

static const TermLabel labels[] = {
  { EAR_TERMS_SECTOR, "healthwatch", N_ ("Healthwatch") },
  { EAR_TERMS_SECTOR, "vcse", N_ ("Voluntary, community or social enterprise") },
  { EAR_TERMS_SECTOR, "faith", N_ ("Faith") },
  { EAR_TERMS_SECTOR, "council", N_ ("Council") },
  { EAR_TERMS_SECTOR, "nhs", N_ ("NHS") },
  { EAR_TERMS_SECTOR, "education", N_ ("Education") },
  { EAR_TERMS_SECTOR, "police", N_ ("Police") },
  { EAR_TERMS_SECTOR, "business", N_ ("Business") },
  { EAR_TERMS_SECTOR, "other", N_ ("Other") },
  { EAR_TERMS_LEVEL, "system", N_ ("System") },
  { EAR_TERMS_LEVEL, "place", N_ ("Place") },
  { EAR_TERMS_LEVEL, "neighbourhood", N_ ("Neighbourhood") },
  { EAR_TERMS_GROUP_CATEGORY, "community", N_ ("Community") },
  { EAR_TERMS_GROUP_CATEGORY, "carers", N_ ("Carers") },
  { EAR_TERMS_GROUP_CATEGORY, "age", N_ ("Age") },
  { EAR_TERMS_GROUP_CATEGORY, "protected-characteristic", N_ ("Protected characteristic") },
  { EAR_TERMS_GROUP_CATEGORY, "core20plus5", N_ ("Core20PLUS5") },
  { EAR_TERMS_GROUP_CATEGORY, "inclusion-health", N_ ("Inclusion health") },
  { EAR_TERMS_GROUP_CATEGORY, "lived-experience", N_ ("Lived experience") },
  { EAR_TERMS_GROUP_CATEGORY, "vcse", N_ ("Voluntary, community or social enterprise") },
  { EAR_TERMS_GROUP_CATEGORY, "other", N_ ("Other") },
  { EAR_TERMS_THEME_NATURE, "statement", N_ ("What Matters statement") },
  { EAR_TERMS_THEME_NATURE, "theme", N_ ("Theme") },
  { EAR_TERMS_PRIORITY_NATURE, "outcome", N_ ("Outcome") },
  { EAR_TERMS_PRIORITY_NATURE, "statement", N_ ("Statement") },
  { EAR_TERMS_PRIORITY_NATURE, "pillar", N_ ("Pillar") },
  { EAR_TERMS_PRIORITY_NATURE, "domain", N_ ("Domain") },
  { EAR_TERMS_PRIORITY_NATURE, "goal", N_ ("Goal") },
  { EAR_TERMS_PRIORITY_NATURE, "objective", N_ ("Objective") },
  { EAR_TERMS_PRIORITY_NATURE, "ambition", N_ ("Ambition") },
  { EAR_TERMS_PRIORITY_NATURE, "priority", N_ ("Priority") },
  { EAR_TERMS_PRIORITY_NATURE, "commitment", N_ ("Commitment") },
  { EAR_TERMS_PRIORITY_NATURE, "action", N_ ("Action") },
  { EAR_TERMS_PRIORITY_NATURE, "measure", N_ ("Measure") },
  { EAR_TERMS_PRIORITY_NATURE, "principle", N_ ("Principle") },
  { EAR_TERMS_POPULATION, "all-ages", N_ ("All ages") },
  { EAR_TERMS_POPULATION, "adults", N_ ("Adults") },
  { EAR_TERMS_POPULATION, "children-and-young-people", N_ ("Children and young people") },
  { EAR_TERMS_SESSION_NATURE, "conversation", N_ ("Conversation") },
  { EAR_TERMS_SESSION_NATURE, "group", N_ ("Group") },
  { EAR_TERMS_SESSION_NATURE, "drop-in", N_ ("Drop-in") },
  { EAR_TERMS_SESSION_NATURE, "survey", N_ ("Survey batch") },
  { EAR_TERMS_SESSION_NATURE, "outreach", N_ ("Outreach event") },
  { EAR_TERMS_SESSION_NATURE, "assembly", N_ ("Community Assembly") },
  { EAR_TERMS_SESSION_NATURE, "published", N_ ("Published report") },
  { EAR_TERMS_INTERPRETER, "none", N_ ("No interpreter") },
  { EAR_TERMS_INTERPRETER, "professional", N_ ("Professional interpreter") },
  { EAR_TERMS_INTERPRETER, "community", N_ ("Community interpreter") },
  { EAR_TERMS_INTERPRETER, "family", N_ ("Family or friend") },
  { EAR_TERMS_INTERPRETER, "staff", N_ ("Member of staff") },
  { EAR_TERMS_CONSENT, "spoken", N_ ("Spoken") },
  { EAR_TERMS_CONSENT, "written", N_ ("Written") },
  { EAR_TERMS_CONSENT, "published", N_ ("Already published") },
  { EAR_TERMS_CONSENT, "not-recorded", N_ ("Not recorded") },
  { EAR_TERMS_PERMISSION, EAR_PERMISSION_QUOTE, N_ ("May be quoted") },
  { EAR_TERMS_PERMISSION, EAR_PERMISSION_PARAPHRASE, N_ ("In other words only") },
  { EAR_TERMS_PERMISSION, EAR_PERMISSION_COUNT, N_ ("Count only") },
  { EAR_TERMS_PERMISSION, EAR_PERMISSION_INTERNAL, N_ ("Internal") },
  { EAR_TERMS_PARTICIPANT_NATURE, "person", N_ ("Person") },
  { EAR_TERMS_PARTICIPANT_NATURE, "table", N_ ("Table") },
  { EAR_TERMS_PARTICIPANT_NATURE, "organisation", N_ ("Organisation") },
  { EAR_TERMS_TABLE_SECTOR, "residents", N_ ("Residents") },
  { EAR_TERMS_TABLE_SECTOR, "voluntary", N_ ("Voluntary") },
  { EAR_TERMS_TABLE_SECTOR, "community", N_ ("Community") },
  { EAR_TERMS_TABLE_SECTOR, "faith", N_ ("Faith") },
  { EAR_TERMS_TABLE_SECTOR, "social-enterprise", N_ ("Social enterprise") },
  { EAR_TERMS_TABLE_SECTOR, "statutory", N_ ("Statutory") },
  { EAR_TERMS_TABLE_SECTOR, "mixed", N_ ("Mixed") },
  { EAR_TERMS_AGE_BAND, "under-11", N_ ("Under 11") },
  { EAR_TERMS_AGE_BAND, "11-15", N_ ("11 to 15") },
  { EAR_TERMS_AGE_BAND, "16-17", N_ ("16 to 17") },
  { EAR_TERMS_AGE_BAND, "18-24", N_ ("18 to 24") },
  { EAR_TERMS_AGE_BAND, "25-34", N_ ("25 to 34") },
  { EAR_TERMS_AGE_BAND, "35-49", N_ ("35 to 49") },
  { EAR_TERMS_AGE_BAND, "50-64", N_ ("50 to 64") },
  { EAR_TERMS_AGE_BAND, "65-79", N_ ("65 to 79") },
  { EAR_TERMS_AGE_BAND, "80-over", N_ ("80 or over") },
  { EAR_TERMS_FEELING, EAR_FEELING_WORKING, N_ ("Works") },
  { EAR_TERMS_FEELING, EAR_FEELING_NOT_WORKING, N_ ("Does not work") },
  { EAR_TERMS_FEELING, EAR_FEELING_IDEA, N_ ("Idea") },
  { EAR_TERMS_FEELING, EAR_FEELING_QUESTION, N_ ("Question") },
  { EAR_TERMS_FEELING, EAR_FEELING_MIXED, N_ ("Mixed") },
  { EAR_TERMS_STATUS, EAR_STATUS_HEARD, N_ ("Heard") },
  { EAR_TERMS_STATUS, EAR_STATUS_CONSIDERING, N_ ("Considering") },
  { EAR_TERMS_STATUS, EAR_STATUS_AGREED, N_ ("Agreed") },
  { EAR_TERMS_STATUS, EAR_STATUS_UNDER_WAY, N_ ("Under way") },
  { EAR_TERMS_STATUS, EAR_STATUS_DONE, N_ ("Done") },
  { EAR_TERMS_STATUS, EAR_STATUS_WILL_NOT_DO, N_ ("Will not do") },
  { EAR_TERMS_STAGE, "co-commission", N_ ("Deciding together what is needed") },
  { EAR_TERMS_STAGE, "co-design", N_ ("Designing together") },
  { EAR_TERMS_STAGE, "co-deliver", N_ ("Delivering together") },
  { EAR_TERMS_STAGE, "co-evaluate", N_ ("Judging together how it went") },
  { EAR_TERMS_RUNG, "coercion", N_ ("Coercion") },
  { EAR_TERMS_RUNG, "educating", N_ ("Educating") },
  { EAR_TERMS_RUNG, "informing", N_ ("Informing") },
  { EAR_TERMS_RUNG, "consultation", N_ ("Consultation") },
  { EAR_TERMS_RUNG, "engagement", N_ ("Engagement") },
  { EAR_TERMS_RUNG, "co-design", N_ ("Co-design") },
  { EAR_TERMS_RUNG, "co-production", N_ ("Co-production") },
  { EAR_TERMS_AGENDA_NATURE, EAR_AGENDA_QUESTION, N_ ("Question") },
  { EAR_TERMS_AGENDA_NATURE, EAR_AGENDA_PROPOSAL, N_ ("Proposal") },
  { EAR_TERMS_DECISION, EAR_DECISION_AGREED, N_ ("Agreed") },
  { EAR_TERMS_DECISION, EAR_DECISION_AGREED_WITH_CONCERNS, N_ ("Agreed, with concerns") },
  { EAR_TERMS_DECISION, EAR_DECISION_NOT_AGREED, N_ ("Not agreed") },
  { EAR_TERMS_DECISION, EAR_DECISION_TAKEN_FURTHER, N_ ("Comes back another time") },
  { EAR_TERMS_STANCE, EAR_STANCE_AGREEMENT, N_ ("Agreement") },
  { EAR_TERMS_STANCE, EAR_STANCE_CONCERN, N_ ("Concern") },
  { EAR_TERMS_STANCE, EAR_STANCE_MINORITY, N_ ("Minority view") },
  { EAR_TERMS_METHOD, EAR_METHOD_DOTS, N_ ("Dots") },
  { EAR_TERMS_METHOD, EAR_METHOD_HANDS, N_ ("Hands") },
  { EAR_TERMS_METHOD, EAR_METHOD_FIST_TO_FIVE, N_ ("Fist to five") },
};

/**
 * ear_term_label:
 * @terms: one of the lists above
 * @value: (nullable): a word of that list
 *
 * Returns: (transfer none): how the program says it, translated; the empty string for %NULL. A word that is not
 *   in the list is returned as it is. Any thread.
 */
const char *
ear_term_label (const char *const *terms, const char *value)
{
  if (value == NULL)
    return "";
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      if (labels[i].terms == terms && g_str_equal (labels[i].value, value))
        return _ (labels[i].label);
    }
  return value;
}
