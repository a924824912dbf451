/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All voices: search as you type, filters that combine, Enter opens the conversation. */
#pragma once

#include <adwaita.h>

#include "ear-insight.h"

G_BEGIN_DECLS

#define EAR_TYPE_VOICES_PAGE (ear_voices_page_get_type ())
G_DECLARE_FINAL_TYPE (EarVoicesPage, ear_voices_page, EAR, VOICES_PAGE, AdwBin)

GtkWidget *ear_voices_page_new (void);
void ear_voices_page_set_filter (EarVoicesPage *page, const EarVoiceFilter *filter);

G_END_DECLS
