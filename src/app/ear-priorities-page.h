/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evidence by strategy: each item with what was heard about it, and what nobody spoke to. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_PRIORITIES_PAGE (ear_priorities_page_get_type ())
G_DECLARE_FINAL_TYPE (EarPrioritiesPage, ear_priorities_page, EAR, PRIORITIES_PAGE, AdwBin)

GtkWidget *ear_priorities_page_new (void);

G_END_DECLS
