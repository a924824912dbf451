/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What matters to people: the tree of themes, and how many voices stand under each. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_WHAT_MATTERS_PAGE (ear_what_matters_page_get_type ())
G_DECLARE_FINAL_TYPE (EarWhatMattersPage, ear_what_matters_page, EAR, WHAT_MATTERS_PAGE, AdwBin)

GtkWidget *ear_what_matters_page_new (void);
void ear_what_matters_page_show_codebook (EarWhatMattersPage *page);

G_END_DECLS
