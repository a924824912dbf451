/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody who spoke, by pseudonym, as a row that unfolds: age band, language, access needs, groups,
 * the code word by which they can ask for what they said, and its withdrawal. Of a table or an organisation: what it is called,
 * who sits there and how many. */
#pragma once

#include <adwaita.h>

#include "ear-session-view.h"

G_BEGIN_DECLS

#define EAR_TYPE_PERSON_ROW (ear_person_row_get_type ())
G_DECLARE_FINAL_TYPE (EarPersonRow, ear_person_row, EAR, PERSON_ROW, AdwExpanderRow)

/* What a row asks of the group that holds it. */
typedef struct
{
  void (*edited) (EarRecord *person, gpointer data); /* @person with another value in a field */
  void (*group_set) (const EarRecord *person, const EarId *group, const char *name, gboolean absent, gpointer data);
  void (*withdraw) (const EarRecord *person, gpointer data);
  gpointer data;
  GPtrArray *const *groups;    /* (nullable) EarTreeRow, what can be added */
  GPtrArray *const *languages; /* EarTreeRow, the tag as slug */
} EarPersonHandler;

GtkWidget *ear_person_row_new (const EarPersonHandler *handler, const EarPerson *person);
const EarId *ear_person_row_get_id (EarPersonRow *row);
void ear_person_row_set_person (EarPersonRow *row, const EarPerson *person);
void ear_person_row_flush (EarPersonRow *row);

G_END_DECLS
