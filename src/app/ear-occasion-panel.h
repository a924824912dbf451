/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The occasion's details: what, when, where, with whom, with whose consent. Nothing is required; each field is saved
 * when it is left, and what is being typed in it is a draft until then. */
#pragma once

#include <adwaita.h>

#include "ear-occasion-work.h"
#include "ear-session-view.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_OCCASION_PANEL (ear_occasion_panel_get_type ())
G_DECLARE_FINAL_TYPE (EarOccasionPanel, ear_occasion_panel, EAR, OCCASION_PANEL, AdwBin)

/* Signal "catalogue-changed": a group or an organisation was made that the catalogue does not hold yet. */

void ear_occasion_panel_set_view (EarOccasionPanel *panel, EarWorkbook *workbook, const EarSessionView *view);
void ear_occasion_panel_set_catalogue (EarOccasionPanel *panel, const EarCatalogue *catalogue);
void ear_occasion_panel_flush (EarOccasionPanel *panel);
void ear_occasion_panel_discard (EarOccasionPanel *panel);
void ear_occasion_panel_focus (EarOccasionPanel *panel);

G_END_DECLS
