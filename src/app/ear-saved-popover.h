/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters that were given a name: to show them, rename them, forget them, and to keep those that are on. */
#pragma once

#include <adwaita.h>

#include "ear-saved-filters.h"


G_BEGIN_DECLS

#define EAR_TYPE_SAVED_POPOVER (ear_saved_popover_get_type ())
G_DECLARE_FINAL_TYPE (EarSavedPopover, ear_saved_popover, EAR, SAVED_POPOVER, GtkPopover)

/* (element-type EarSavedFilter) */
void ear_saved_popover_set_saved (EarSavedPopover *popover, GPtrArray *saved);
/* What is shown now, which can be kept. */
void ear_saved_popover_set_current (EarSavedPopover *popover, const EarVoiceQuery *query);
/* What the signal "apply" is about. */
const EarVoiceQuery *ear_saved_popover_get_chosen (EarSavedPopover *popover);

G_END_DECLS
