/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing that can be chosen from a drop-down: a group, a theme, a strategy, a feeling. */
#pragma once

#include <gtk/gtk.h>

#include "ear-id.h"

G_BEGIN_DECLS

#define EAR_TYPE_CHOICE (ear_choice_get_type ())
G_DECLARE_FINAL_TYPE (EarChoice, ear_choice, EAR, CHOICE, GObject)

EarChoice *ear_choice_new (const EarId *id, const char *key, const char *label, guint depth);
const EarId *ear_choice_get_id (EarChoice *choice);
const char *ear_choice_get_key (EarChoice *choice);
const char *ear_choice_get_label (EarChoice *choice);

/* For a GtkDropDown or an AdwComboRow. */
void ear_choice_name (GtkDropDown *drop_down, const char *label);
void ear_choice_prepare (gpointer chooser);
void ear_choice_set_labels (gpointer chooser, const char *const *labels);
guint ear_choice_find (GListModel *choices, const EarId *id, const char *key);
EarChoice *ear_choice_get_selected (gpointer chooser);

G_END_DECLS
