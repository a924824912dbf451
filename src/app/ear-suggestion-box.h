/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggested themes for one voice, each with its reason. Signal "chosen" (EarId of a theme, name): a person takes one. */
#pragma once

#include <adwaita.h>

#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_SUGGESTION_BOX (ear_suggestion_box_get_type ())
G_DECLARE_FINAL_TYPE (EarSuggestionBox, ear_suggestion_box, EAR, SUGGESTION_BOX, AdwBin)

void ear_suggestion_box_set_workbook (EarSuggestionBox *box, EarWorkbook *workbook);
void ear_suggestion_box_set_text (EarSuggestionBox *box, const char *text); /* (nullable): nothing to suggest for */

G_END_DECLS
