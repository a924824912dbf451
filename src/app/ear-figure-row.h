/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row that says a finding and opens the voices behind it: a name, a sentence, and how they felt. */
#pragma once

#include <adwaita.h>

#include "ear-feeling-bar.h"
#include "ear-voice-query.h"

G_BEGIN_DECLS

/* @feelings: (nullable) as a bar, of which @most fills the width; @filter: copied */
GtkWidget *ear_figure_row_new (const char *title, const char *detail, const EarFeelings *feelings, guint most,
                               const EarVoiceFilter *filter);
GtkWidget *ear_figure_list_new (const char *title, const char *description, GtkBox *into);

G_END_DECLS
