/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who spoke in a session: a row for each, and the next one. */
#pragma once

#include <adwaita.h>

#include "ear-session-view.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_PEOPLE_GROUP (ear_people_group_get_type ())
G_DECLARE_FINAL_TYPE (EarPeopleGroup, ear_people_group, EAR, PEOPLE_GROUP, AdwPreferencesGroup)

/* Signal "catalogue-changed": a group was made. */
void ear_people_group_set_view (EarPeopleGroup *people, EarWorkbook *workbook, const EarSessionView *view);
void ear_people_group_set_choices (EarPeopleGroup *people, GPtrArray *groups, GPtrArray *languages);
void ear_people_group_flush (EarPeopleGroup *people);

G_END_DECLS
