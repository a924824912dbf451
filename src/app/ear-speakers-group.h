/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who spoke in a conversation: each with the code word by which they can come back to what they said, and a way to withdraw
 * it. */
#pragma once

#include <adwaita.h>

#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_SPEAKERS_GROUP (ear_speakers_group_get_type ())
G_DECLARE_FINAL_TYPE (EarSpeakersGroup, ear_speakers_group, EAR, SPEAKERS_GROUP, AdwPreferencesGroup)

void ear_speakers_group_set_people (EarSpeakersGroup *group, EarWorkbook *workbook, GPtrArray *people);

G_END_DECLS
