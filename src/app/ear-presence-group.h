/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who was there: the groups with how many people of each, and a way to add one. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_PRESENCE_GROUP (ear_presence_group_get_type ())
G_DECLARE_FINAL_TYPE (EarPresenceGroup, ear_presence_group, EAR, PRESENCE_GROUP, AdwPreferencesGroup)

/* Signal "set" (EarChoice, gint64 people, gboolean absent): -1 people where they were not counted; a choice without an
 * id is a group to be made under its label. */

void ear_presence_group_set_groups (EarPresenceGroup *group, GPtrArray *presences);
void ear_presence_group_set_choices (EarPresenceGroup *group, GPtrArray *groups);

G_END_DECLS
